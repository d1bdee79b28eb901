import { check } from './check.ts';
import { effective } from './effective.ts';
import { explain } from './explain.ts';
import { startup } from './startup.ts';
import { tune } from './tune.ts';

/** What the command line can do, apart from what it understands: it is loaded when something is to be done. */
export const verbs = { check, effective, explain, startup, tune };
