import * as core from './core.ts';
import type { DirectiveFact } from './fact.ts';
import * as keepAlive from './keep-alive.ts';
import * as listen from './listen.ts';
import * as processes from './processes.ts';
import * as threads from './threads.ts';
import * as workers from './workers.ts';

/** In the order in which people think of them: what bounds the workers, the pool, then what matters less. */
const first: readonly DirectiveFact[] = [
  processes.serverLimit,
  processes.startServers,
  threads.threadLimit,
  threads.threadsPerChild,
  workers.maxRequestWorkers,
  threads.minSpareThreads,
  threads.maxSpareThreads,
  processes.minSpareServers,
  processes.maxSpareServers,
  processes.maxConnectionsPerChild,
  workers.asyncRequestWorkerFactor,
  processes.gracefulShutdownTimeout,
];

const all = [processes, threads, workers, listen, keepAlive, core].flatMap((subject): readonly DirectiveFact[] =>
  Object.values(subject),
);

/** Every directive of the catalogue. */
export const directives: readonly DirectiveFact[] = [...first, ...all.filter((fact) => !first.includes(fact))];
