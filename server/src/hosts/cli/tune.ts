import { noSettingsIn } from '../../features/per-directory.ts';
import { isPerDirectoryFile } from '../../resolve/per-directory.ts';
import type { Document } from '../../syntax/document.ts';
import { pathOf } from '../../text/file-uri.ts';
import { type Message, say, type Translate, wordsOf } from '../../text/message.ts';
import { blockOf } from '../../tuning/block.ts';
import type { Demand } from '../../tuning/demand.ts';
import type { Measurement } from '../../tuning/measurement.ts';
import type { Bound, Plan, Request } from '../../tuning/plan.ts';
import { aboutServer } from '../../tuning/running-server.ts';
import { tune as tuned } from '../../tuning/tune.ts';
import { factsIn as factsInComments, type Known } from '../../tuning/written-facts.ts';
import { measure } from '../measure.ts';
import { runningServers } from '../running-servers.ts';
import { type Localized, translationFor } from './locale.ts';
import { configurationFor } from './project-file.ts';
import { read } from './read.ts';
import { demandIn, factsIn, type TuneOptions } from './tune-options.ts';
import { writePlan } from './write-plan.ts';

type Options = TuneOptions & Localized & Readonly<Record<string, unknown>>;

/**
 * Prints settings with the reasons for them, or puts them into a file and prints what changes. What is not told by options
 * is taken from the comments of that file and, if asked, from the httpd that runs. 2 where no settings can be proposed.
 */
export function tune(options: Options): 0 | 2 {
  const translate = translationFor(options, options.format === 'text');
  const document = options.write === undefined ? undefined : read(options.write, translate);
  if (options.write !== undefined && !document) return 2;
  if (document && isPerDirectoryFile(pathOf(document.uri))) return refuse(noSettingsIn(options.write!), [], translate);
  const known = knownFrom(options, document, translate);
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
      return refuse(say('This cannot be'), tuning.problems, translate);
    case 'questions':
      return refuse(say('Too little is known; tell the first two or the last'), tuning.questions, translate);
    case 'impossible':
      return refuse(say('No process fits'), [tuning.bound.arithmetic, tuning.bound.lift], translate);
    default:
      return show(tuning.plan, request, options, document, translate);
  }
}

function show(
  plan: Plan,
  request: Request,
  { format }: TuneOptions,
  document: Document | undefined,
  translate: Translate,
): 0 | 2 {
  if (document && !writePlan(document, plan, request, { format, translate })) return 2;
  if (format === 'json') process.stdout.write(`${JSON.stringify(asJson(plan, request, translate), undefined, 2)}\n`);
  else if (!document) process.stdout.write(blockOf(plan, request, undefined, translate));
  if (format === 'text') remark(plan, translate);
  return 0;
}

/** Facts and demand, the options before what was measured and that before the comments of the file. */
function knownFrom(options: Options, document: Document | undefined, translate: Translate): Known | undefined {
  const beside = document && configurationFor(pathOf(document.uri))?.target.facts;
  const written = document ? factsInComments([document], beside) : { facts: {}, unread: [] };
  if (written.unread.length > 0) {
    const problems = written.unread.map(({ problem }) => problem);
    refuse(say('{file} has facts that cannot be read', { file: options.write ?? '' }), problems, translate);
    return undefined;
  }
  const measurement = options.measure ? measuredServer(options, translate) : undefined;
  if (options.measure && !measurement) return undefined;
  tell(measurement?.remarks ?? [], '', translate);
  const facts = { ...written.facts, ...measurement?.facts, ...factsIn(options) };
  const { rate, service, ...more }: Partial<Demand> = {
    ...('demand' in written ? written.demand : {}),
    ...demandIn(options),
  };
  if (rate !== undefined && service !== undefined) return { facts, demand: { rate, service, ...more } };
  if (rate === undefined && service === undefined && Object.keys(more).length === 0) return { facts };
  refuse(say('A demand needs both --rps and --service-ms'), [], translate);
  return undefined;
}

/** What is measured of the httpd that runs, or of the one that is named; undefined, and said, where there is none or a choice. */
function measuredServer({ pid }: Options, translate: Translate): Measurement | undefined {
  const servers = pid === undefined ? runningServers() : [];
  if (servers.length > 1) {
    const several = say('{count} httpds run here; choose one with --pid', { count: servers.length });
    refuse(several, servers.map(aboutServer), translate);
    return undefined;
  }
  const one = pid ?? servers[0]?.pid;
  const measurement = one === undefined ? undefined : measure(one);
  if (!measurement) refuse(say('No httpd with child processes is seen to run here'), [], translate);
  return measurement;
}

function refuse(what: Message, reasons: readonly Message[], translate: Translate): 2 {
  const line = reasons.length > 0 ? say('{title}:', { title: what }) : what;
  process.stderr.write(`apache-mpm: ${wordsOf(line, translate)}\n`);
  tell(reasons, '  ', translate);
  return 2;
}

function remark({ unmet, memory, assumptions, notes, questions }: Plan, translate: Translate): void {
  for (const { arithmetic, lift } of unmet) {
    const line = say('The demand is not met: {arithmetic}. {lift}', { arithmetic, lift });
    process.stderr.write(`${wordsOf(line, translate)}\n`);
  }
  if (memory) tell([memory.budget.arithmetic, memory.arithmetic], '', translate);
  tell(notes, '', translate);
  list(say('Assumed'), assumptions, translate);
  list(say('Worth to know'), questions, translate);
}

function list(title: Message, messages: readonly Message[], translate: Translate): void {
  if (messages.length === 0) return;
  process.stderr.write(`${wordsOf(say('{title}:', { title }), translate)}\n`);
  tell(messages, '  ', translate);
}

function tell(messages: readonly Message[], indentation: string, translate: Translate): void {
  process.stderr.write(messages.map((message) => `${indentation}${wordsOf(message, translate)}\n`).join(''));
}

function asJson({ settings, wanted, memory, unmet, bounds, ...plan }: Plan, request: Request, translate: Translate) {
  const { mpm, processes, threads, workers, connections, binds, assumptions, questions, notes } = plan;
  const words = (messages: readonly Message[]) => messages.map((message) => wordsOf(message, translate));
  const bound = ({ limit, workers, arithmetic, lift }: Bound) => ({
    limit,
    workers: Number.isFinite(workers) ? workers : null,
    because: wordsOf(arithmetic, translate),
    lift: wordsOf(lift, translate),
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
    block: blockOf({ settings, mpm }, request, undefined, translate),
  };
}
