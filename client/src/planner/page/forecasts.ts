import type { CurvePoint, PlannerAnswer, PlannerSide } from '../planner-answer.ts';
import { bytesInWords, filled } from '../scale.ts';
import type { PlannerWords } from '../words.ts';
import { chart, legend, type Series } from './chart.ts';
import { element, folded, table } from './element.ts';

/** Workers, connections and memory over the number of processes and over the threads in each. */
export function curves(
  { curves, budget, now, proposed, proposedMpm, mpm }: PlannerAnswer,
  words: PlannerWords,
): readonly HTMLElement[] {
  const both = [
    { key: 'processes', title: words.curveProcesses, x: words.processes, points: curves.processes } as const,
    { key: 'threads', title: words.curveThreads, x: words.threads, points: curves.threads } as const,
  ];
  return both
    .filter(({ key }) => (key === 'processes' ? proposedMpm !== 'winnt' : proposedMpm !== 'prefork'))
    .map(({ key, title, x, points }) => {
      const marks = [
        // The curves are those of the MPM that is proposed.
        ...(mpm === proposedMpm ? [{ x: now[key], label: words.now, look: 'is-now' }] : []),
        ...(proposed ? [{ x: proposed[key], label: words.proposed, look: 'is-proposed' }] : []),
      ];
      const series = curveSeries(points, words);
      const limits = budget ? [{ at: budget.bytes, label: words.budget }] : [];
      const every = points.filter((_, n) => n % 4 === 0 || n === points.length - 1);
      const rows = every.map(({ at, workers, connections, bytes }) => [
        String(at),
        workers.toLocaleString(),
        connections.toLocaleString(),
        bytes === null ? words.unknown : bytesInWords(bytes),
      ]);
      return element(
        'section',
        {},
        element('h2', {}, title),
        legend(series),
        chart({ label: title, xLabel: x, series, right: bytesInWords, limits, marks }),
        folded(words.table, table(title, [x, words.workers, words.connections, words.memory], rows), `curve ${key}`),
      );
    });
}

function curveSeries(points: readonly CurvePoint[], words: PlannerWords): readonly Series[] {
  const memory = points.flatMap(({ at, bytes }): [number, number][] => (bytes === null ? [] : [[at, bytes]]));
  return [
    { label: words.workers, look: 'workers', points: points.map(({ at, workers }) => [at, workers]) },
    { label: words.connections, look: 'connections', points: points.map(({ at, connections }) => [at, connections]) },
    ...(memory.length > 0 ? [{ label: words.memory, look: 'memory', points: memory, right: true }] : []),
  ];
}

/** The pool while a load rises and falls, and what httpd says of it. */
export function ramp(title: string, { ramp: { samples, messages } }: PlannerSide, words: PlannerWords): HTMLElement {
  const series: readonly Series[] = [
    { label: words.asked, look: 'asked', points: samples.map(({ second, asked }) => [second, asked]) },
    { label: words.ready, look: 'workers', points: samples.map(({ second, busy, idle }) => [second, busy + idle]) },
    { label: words.waiting, look: 'waiting', points: samples.map(({ second, waiting }) => [second, waiting]) },
  ];
  const first = messages.filter(({ code }, n) => messages.findIndex((each) => each.code === code) === n);
  const label = `${title}. ${first.map(({ code, second }) => filled(words.atSecond, code, second)).join(', ')}`;
  const rows = samples
    .filter(({ second }) => second % 5 === 0)
    .map(({ second, asked, busy, idle, waiting, processes }) =>
      [second, asked, busy, busy + idle, waiting, processes].map((each) => each.toLocaleString()),
    );
  const head = [words.second, words.asked, words.busy, words.ready, words.waiting, words.processes];
  return element(
    'section',
    { class: 'side' },
    element('h3', {}, title),
    chart({
      label,
      xLabel: words.second,
      series,
      marks: first.map(({ code, second }) => ({ x: second, label: code, look: 'message' })),
    }),
    element(
      'p',
      { class: first.length > 0 ? 'over' : 'quiet' },
      first.length > 0
        ? `${words.messages}: ${first.map(({ code, second }) => filled(words.atSecond, code, second)).join(', ')}`
        : words.noMessages,
    ),
    folded(words.table, table(title, head, rows), `ramp ${title}`),
  );
}

/** The lines of both ramps. */
export function rampLegend(words: PlannerWords): HTMLElement {
  return legend([
    { label: words.asked, look: 'asked' },
    { label: words.ready, look: 'workers' },
    { label: words.waiting, look: 'waiting' },
  ]);
}

/** The capacity of the file under each MPM of its platform; nothing where there is no other. */
export function mpms({ mpms, mpm }: PlannerAnswer, words: PlannerWords): readonly HTMLElement[] {
  if (mpms.length < 2) return [];
  const rows = mpms.map((each) => [
    each.mpm === mpm ? filled(words.inFile, each.title) : each.title,
    ...[each.processes, each.threads, each.workers, each.connections].map((number) => number.toLocaleString()),
    each.bytes === null ? words.unknown : bytesInWords(each.bytes),
  ]);
  const head = [words.mpmHead, words.processes, words.threads, words.workers, words.connections, words.memory];
  return [element('section', {}, table(words.others, head, rows))];
}

/** Settings now and proposed, with the reasons. */
export function settings({ now, proposed, proposedMpm, mpm }: PlannerAnswer, words: PlannerWords): HTMLElement {
  const after = new Map(proposed?.settings.map((setting) => [setting.name, setting]));
  const before = new Map(now.settings.map(({ name, value }) => [name, value]));
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const rows = names.map((name) => {
    const setting = after.get(name);
    return [
      name,
      String(before.get(name) ?? '–'),
      ...(proposed
        ? [
            String(setting?.value ?? (mpm === proposedMpm ? before.get(name) : undefined) ?? '–'),
            setting?.because.join(' ') ?? '',
          ]
        : []),
    ];
  });
  const head = [words.setting, words.now, ...(proposed ? [words.proposed, words.why] : [])];
  return table(words.settings, head, rows);
}
