import type { Document } from '../../syntax/document.ts';
import { type Message, wordsOf } from '../../text/message.ts';
import { blockOf } from '../../tuning/block.ts';
import type { Demand } from '../../tuning/demand.ts';
import type { Bound, Plan, Request } from '../../tuning/plan.ts';
import { tune as tuned } from '../../tuning/tune.ts';
import { factsIn as factsInComments, type Known } from '../../tuning/written-facts.ts';
import { measure } from '../measure.ts';
import { read } from './read.ts';
import { demandIn, factsIn, type TuneOptions } from './tune-options.ts';
import { writePlan } from './write-plan.ts';

/**
 * Prints settings with the reasons for them, or puts them into a file and prints what changes. What is not told by options
 * is taken from the comments of that file and, if asked, from the httpd that runs. 2 where no settings can be proposed.
 */
export function tune(options: TuneOptions & Readonly<Record<string, unknown>>): 0 | 2 {
  const document = options.write === undefined ? undefined : read(options.write);
  if (options.write !== undefined && !document) return 2;
  const known = knownFrom(options, document);
  if (!known) return 2;
  const { workload, mpm, threads, keepAliveTimeout: keepAlive } = options;
  const request: Request = {
    workload,
    ...known,
    ...(mpm && { mpm }),
    ...(threads !== undefined && { threads }),
    ...(keepAlive !== undefined && { keepAlive }),
  };
  const tuning = tuned(request);
  switch (tuning.kind) {
    case 'refused':
      return refuse('This cannot be', tuning.problems);
    case 'questions':
      return refuse('Too little is known; tell the first two or the last', tuning.questions);
    case 'impossible':
      return refuse('No process fits', [tuning.bound.arithmetic, tuning.bound.lift]);
    default:
      return show(tuning.plan, request, options, document);
  }
}

function show(plan: Plan, request: Request, { format }: TuneOptions, document: Document | undefined): 0 | 2 {
  if (document && !writePlan(document, plan, request, format)) return 2;
  if (format === 'json') process.stdout.write(`${JSON.stringify(asJson(plan, request), undefined, 2)}\n`);
  else if (!document) process.stdout.write(blockOf(plan, request));
  if (format === 'text') remark(plan);
  return 0;
}

/** Facts and demand, the options before what was measured and that before the comments of the file. */
function knownFrom(
  options: TuneOptions & Readonly<Record<string, unknown>>,
  document: Document | undefined,
): Known | undefined {
  const written = document ? factsInComments([document]) : { facts: {}, unread: [] };
  if (written.unread.length > 0) {
    refuse(
      `${options.write} has facts that cannot be read`,
      written.unread.map(({ problem }) => problem),
    );
    return undefined;
  }
  const measurement = options.measure ? measure(options.pid) : undefined;
  if (options.measure && !measurement) {
    refuse('No httpd with child processes is seen to run here', []);
    return undefined;
  }
  tell(measurement?.remarks ?? [], '');
  const facts = { ...written.facts, ...measurement?.facts, ...factsIn(options) };
  const { rate, service, ...more }: Partial<Demand> = {
    ...('demand' in written ? written.demand : {}),
    ...demandIn(options),
  };
  if (rate !== undefined && service !== undefined) return { facts, demand: { rate, service, ...more } };
  if (rate === undefined && service === undefined && Object.keys(more).length === 0) return { facts };
  refuse('A demand needs both --rps and --service-ms', []);
  return undefined;
}

function refuse(what: string, reasons: readonly Message[]): 2 {
  process.stderr.write(`apache-mpm: ${what}${reasons.length > 0 ? ':' : ''}\n`);
  tell(reasons, '  ');
  return 2;
}

function remark({ unmet, memory, assumptions, notes, questions }: Plan): void {
  for (const { arithmetic, lift } of unmet) {
    process.stderr.write(`The demand is not met: ${wordsOf(arithmetic)}. ${wordsOf(lift)}\n`);
  }
  if (memory) tell([memory.budget.arithmetic, memory.arithmetic], '');
  tell(notes, '');
  list('Assumed', assumptions);
  list('Worth to know', questions);
}

function list(title: string, messages: readonly Message[]): void {
  if (messages.length === 0) return;
  process.stderr.write(`${title}:\n`);
  tell(messages, '  ');
}

function tell(messages: readonly Message[], indentation: string): void {
  process.stderr.write(messages.map((message) => `${indentation}${wordsOf(message)}\n`).join(''));
}

function asJson({ settings, wanted, memory, unmet, bounds, ...plan }: Plan, request: Request) {
  const { mpm, processes, threads, workers, connections, binds, assumptions, questions, notes } = plan;
  const words = (messages: readonly Message[]) => messages.map((message) => wordsOf(message));
  const bound = ({ limit, workers, arithmetic, lift }: Bound) => ({
    limit,
    workers: Number.isFinite(workers) ? workers : null,
    because: wordsOf(arithmetic),
    lift: wordsOf(lift),
  });
  return {
    mpm,
    met: unmet.length === 0,
    binds,
    settings: Object.fromEntries(
      settings.map(({ name, value, because }) => [name, { value, because: words(because) }]),
    ),
    capacity: { processes, threadsPerProcess: threads, workers, connections },
    demand: wanted ? { workers: wanted.workers, connections: wanted.connections, load: wanted.load } : null,
    memory: memory ? { budget: memory.budget.bytes, reserve: memory.budget.reserve, used: memory.bytes } : null,
    bounds: bounds.map(bound),
    unmet: unmet.map(bound),
    assumptions: words(assumptions),
    questions: words(questions),
    notes: words(notes),
    facts: request.facts,
    block: blockOf({ settings, mpm }, request),
  };
}
