import type { MpmModel } from '../mpm/model.ts';
import { say } from '../text/message.ts';
import { slotsPerProcess } from '../tuning/memory.ts';
import { spareOf } from '../tuning/settings.ts';
import { type Corrected, compiledLimit, listed, setAll } from './because.ts';
import type { Fix } from './rule.ts';

/** How many workers are wanted, and in processes of how many threads; one each under prefork. */
export interface Wish {
  readonly workers: number;
  readonly threads: number;
}

/** The least whole processes that serve what is written; of threads what is written, where httpd can be told to run it. */
export function writtenWish(model: MpmModel): Wish | undefined {
  const workers = model.settings.get('MaxRequestWorkers')?.asked;
  const threads = model.mpm === 'prefork' ? 1 : possibleThreads(model);
  if (typeof workers !== 'number' || threads === undefined) return undefined;
  return { workers: Math.ceil(workers / threads) * threads, threads };
}

function possibleThreads(model: MpmModel): number | undefined {
  const setting = model.settings.get('ThreadsPerChild');
  const { asked, effective } = setting ?? {};
  if (typeof asked !== 'number' || typeof effective !== 'number') return undefined;
  return asked >= 1 && asked <= compiledLimit(model, 'ThreadLimit') ? asked : effective;
}

/** As many workers in no more processes than there may be: as many exactly where that needs less than twice the threads. */
export function inProcesses(workers: number, processes: number): Wish {
  const least = Math.ceil(workers / processes);
  for (let threads = least; threads < 2 * least; threads++) if (workers % threads === 0) return { workers, threads };
  return { workers: least * processes, threads: least };
}

/** The fix that moves all values that a wish needs; none where it goes beyond what httpd was built for. */
export function* serve(model: MpmModel, { setting, at }: Corrected, wish: Wish | undefined): Generator<Fix> {
  const values = wish && valuesFor(model, wish);
  const now = setting.effective;
  if (!values || typeof now !== 'number' || wish.workers === now) return;
  const title = say('Serve {workers} instead of {now}: {values}', {
    workers: wish.workers,
    now,
    values: listed(values),
  });
  yield* setAll(title, model, at, values);
}

/** The values to write so that httpd runs the wish as it is; undefined where it cannot, or where a value is unknown. */
export function valuesFor(model: MpmModel, { workers, threads }: Wish): Record<string, number> | undefined {
  const values: Record<string, number> = {};
  if (!raise(model, 'ServerLimit', slotsFor(model, workers, threads), values)) return undefined;
  if (model.mpm !== 'prefork') {
    if (!raise(model, 'ThreadLimit', threads, values)) return undefined;
    if (model.settings.get('ThreadsPerChild')?.asked !== threads) values.ThreadsPerChild = threads;
  }
  if (model.settings.get('MaxRequestWorkers')?.asked !== workers) values.MaxRequestWorkers = workers;
  return { ...values, ...fittingPool(model, workers / threads, threads) };
}

/** StartServers and spare workers for so many processes, as far as those that there are do not fit them. */
export function fittingPool(model: MpmModel, processes: number, threads: number): Readonly<Record<string, number>> {
  const [least, most] =
    model.mpm === 'prefork' ? ['MinSpareServers', 'MaxSpareServers'] : ['MinSpareThreads', 'MaxSpareThreads'];
  const workers = processes * threads;
  const effective = (name: string) => Number(model.settings.get(name)?.effective);
  const spare = spareOf(workers, threads);
  const spareFits = effective(least!) < workers;
  const start = Math.min(processes, Math.ceil(spare.least / threads) + 1);
  return {
    ...((effective('StartServers') > processes || !spareFits) && { StartServers: start }),
    ...(!spareFits && { [least!]: spare.least, [most!]: spare.most }),
  };
}

/**
 * Slots of the scoreboard: as many as there are processes, under event with room for those that still finish, where httpd
 * was built for so many. What httpd is shipped with stays, as nobody asked for other processes.
 */
function slotsFor(model: MpmModel, workers: number, threads: number): number {
  const processes = workers / threads;
  const now = model.settings.get('ServerLimit');
  const isShipped = now?.by === undefined && now?.effective === processes && threads === 25;
  const slots = isShipped || Number(now?.effective) > processes ? processes : processes * slotsPerProcess(model.mpm);
  return slots > compiledLimit(model, 'ServerLimit') ? processes : slots;
}

function raise(model: MpmModel, limit: string, needed: number, values: Record<string, number>): boolean {
  const now = model.settings.get(limit)?.effective;
  if (typeof now !== 'number' || needed > compiledLimit(model, limit)) return false;
  if (needed > now) values[limit] = needed;
  return true;
}
