import { directives } from '../catalogue/directives.ts';
import type { Mpm } from '../catalogue/fact.ts';
import { defaultOf, directiveNamed, providesDirective } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { type Message, say } from '../text/message.ts';
import type { MpmModel } from './model.ts';

/** The MPMs between which settings can be carried over. */
export type PoolMpm = 'event' | 'worker' | 'prefork';
export const poolMpms: readonly PoolMpm[] = ['event', 'worker', 'prefork'];

/** One line of the other MPM. */
export interface Converted {
  readonly name: string;
  readonly value: number;
  /** Why it is not the number that stood there; undefined where it is. */
  readonly because: Message | undefined;
}

/** What the other MPM has no counterpart for. */
export interface Dropped {
  readonly name: string;
  readonly because: Message;
}

export interface Conversion {
  readonly to: PoolMpm;
  readonly settings: readonly Converted[];
  readonly dropped: readonly Dropped[];
}

/**
 * The written settings of one MPM as another would have them: it serves as many requests at once, keeps as many workers
 * idle and lets a child process live as long. httpd changes none of the numbers. Undefined where a written value is not
 * known, or one of the MPMs has another kind of pool.
 */
export function convert(model: MpmModel, to: PoolMpm): Conversion | undefined {
  const from = model.mpm;
  if (!isPoolMpm(from) || from === to) return undefined;
  // What httpd corrects without a line counts as written: the other MPM might have another default.
  const written = [...model.settings.values()].filter(
    ({ name, by, adjustments }) => (by || adjustments.length > 0) && isOfPool(name),
  );
  if (written.some(({ effective }) => typeof effective !== 'number')) return undefined;
  const number = (name: string) => model.settings.get(name)?.effective as number | undefined;
  const isWritten = (name: string) => written.some((setting) => setting.name === name);
  const kept = written.flatMap(({ name, effective }): Converted[] =>
    keepsMeaning(name, from, to) ? [{ name, value: effective as number, because: undefined }] : [],
  );
  const counted =
    from === 'prefork' ? toThreads(number, isWritten, to) : to === 'prefork' ? toProcesses(number, isWritten) : [];
  const settings = [...kept, ...counted].sort((a, b) => orderOf(a.name) - orderOf(b.name));
  const names = new Set(settings.map(({ name }) => name));
  const dropped = written
    .filter(({ name }) => !names.has(name) && !counterpartOf(name))
    .map(({ name }) => ({ name, because: say('{mpm} has no {name}', { mpm: mpmFacts[to].title, name }) }));
  return { to, settings, dropped };
}

function isPoolMpm(mpm: Mpm): mpm is PoolMpm {
  return (poolMpms as readonly Mpm[]).includes(mpm);
}

/** Whether the directive is about the child processes and their threads, as the block of an MPM is. */
export function isOfPool(name: string): boolean {
  return name === 'MaxConnectionsPerChild' || typeof directiveNamed(name)?.fact.providedBy === 'object';
}

const counterparts: Readonly<Record<string, string>> = {
  MinSpareThreads: 'MinSpareServers',
  MaxSpareThreads: 'MaxSpareServers',
  MinSpareServers: 'MinSpareThreads',
  MaxSpareServers: 'MaxSpareThreads',
};

/** The directive that says the same of processes as this one of threads, or the other way round. */
export function counterpartOf(name: string): string | undefined {
  return counterparts[name];
}

/** Counts of what one process of threads and one process without are, which stand for each other. */
const counts = new Set(['StartServers', 'ServerLimit', 'MaxRequestWorkers', 'MaxConnectionsPerChild']);

function keepsMeaning(name: string, from: PoolMpm, to: PoolMpm): boolean {
  const fact = directiveNamed(name)!.fact;
  if (!providesDirective(to, fact)) return false;
  return (from !== 'prefork' && to !== 'prefork') || !counts.has(name);
}

function orderOf(name: string): number {
  return directives.findIndex((fact) => fact.name === name);
}

type NumberOf = (name: string) => number | undefined;
type IsWritten = (name: string) => boolean;

function toThreads(number: NumberOf, isWritten: IsWritten, to: PoolMpm): readonly Converted[] {
  const fact = directiveNamed('ThreadsPerChild')!.fact;
  const threads = defaultOf(fact, to)!;
  const workers = number('MaxRequestWorkers')!;
  const processes = Math.ceil(workers / threads);
  const least = Math.max(number('MinSpareServers')!, 1);
  const most = Math.max(number('MaxSpareServers')!, least + threads + 1);
  const start = Math.min(Math.ceil(number('StartServers')! / threads), processes);
  const perChild = number('MaxConnectionsPerChild')!;
  // Twice the processes: those that finish keep their slots while others take over.
  const limit = to === 'event' ? processes * 2 : processes;
  const lines: Converted[] = [
    { name: 'ThreadsPerChild', value: threads, because: say('the default of {mpm}', { mpm: mpmFacts[to].title }) },
    {
      name: 'MaxRequestWorkers',
      value: processes * threads,
      because:
        processes * threads === workers
          ? undefined
          : say('{workers} rounded up to {processes} processes of {threads} threads', { workers, processes, threads }),
    },
    {
      name: 'ServerLimit',
      value: limit,
      because:
        to === 'event'
          ? say('{processes} processes, and room for as many that finish', { processes })
          : say('{processes} processes', { processes }),
    },
    { name: 'StartServers', value: start, because: say('of {threads} threads each', { threads }) },
    { name: 'MinSpareThreads', value: least, because: say('was MinSpareServers') },
    {
      name: 'MaxSpareThreads',
      value: most,
      because:
        most === number('MaxSpareServers')
          ? say('was MaxSpareServers')
          : say('at least MinSpareThreads {least} + ThreadsPerChild {threads} + 1', { least, threads }),
    },
  ];
  if (isWritten('MaxConnectionsPerChild')) {
    lines.push({
      name: 'MaxConnectionsPerChild',
      value: Math.min(perChild * threads, 2 ** 31 - 1),
      because: perChild === 0 ? undefined : say('{perChild} for each of {threads} threads', { perChild, threads }),
    });
  }
  return lines;
}

function toProcesses(number: NumberOf, isWritten: IsWritten): readonly Converted[] {
  const workers = number('MaxRequestWorkers')!;
  const threads = number('ThreadsPerChild')!;
  const least = number('MinSpareThreads')!;
  const most = number('MaxSpareThreads')!;
  const perChild = number('MaxConnectionsPerChild')!;
  const start = Math.min(number('StartServers')! * threads, Math.max(least, 1), workers);
  return [
    { name: 'ServerLimit', value: workers, because: say('a process for each worker') },
    { name: 'MaxRequestWorkers', value: workers, because: undefined },
    { name: 'StartServers', value: start, because: say('as many as are to be idle') },
    { name: 'MinSpareServers', value: Math.max(Math.min(least, workers), 1), because: say('was MinSpareThreads') },
    { name: 'MaxSpareServers', value: Math.max(most, least + 1), because: say('was MaxSpareThreads') },
    ...(isWritten('MaxConnectionsPerChild')
      ? [
          {
            name: 'MaxConnectionsPerChild',
            value: perChild === 0 ? 0 : Math.ceil(perChild / threads),
            because: perChild === 0 ? undefined : say('{perChild} / {threads} threads', { perChild, threads }),
          },
        ]
      : []),
  ];
}
