import * as core from './core.ts';
import type { DirectiveFact } from './fact.ts';
import * as keepAlive from './keep-alive.ts';
import * as listen from './listen.ts';
import * as processes from './processes.ts';
import * as threads from './threads.ts';
import * as workers from './workers.ts';

/** Every directive of the catalogue, those of the MPMs first. */
export const directives: readonly DirectiveFact[] = [processes, threads, workers, listen, keepAlive, core].flatMap(
  (subject): readonly DirectiveFact[] => Object.values(subject),
);
