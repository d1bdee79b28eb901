import type { PlannerSide } from '../planner-answer.ts';
import { bytesInWords, filled, perBox } from '../scale.ts';
import type { PlannerWords } from '../words.ts';
import { drawn, element } from './element.ts';

const mostBoxes = 120;
const mostDots = 64;
const box = 22;

/** A pool: its processes as boxes with their threads in them, its figures, and its memory against the budget. */
export function poolDrawing(
  title: string,
  side: PlannerSide,
  budget: number | undefined,
  words: PlannerWords,
): HTMLElement {
  const { processes, threads, workers, connections, bytes } = side;
  const figures: readonly (readonly [string, string])[] = [
    [words.processes, processes.toLocaleString()],
    [words.threads, threads.toLocaleString()],
    [words.workers, workers.toLocaleString()],
    [words.connections, connections.toLocaleString()],
    [words.memory, bytes === null ? words.unknown : bytesInWords(bytes)],
  ];
  return element(
    'section',
    { class: 'side' },
    element('h3', {}, title),
    boxes(processes, threads, words),
    element('dl', {}, ...figures.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
    ...(bytes !== null && budget !== undefined ? [memoryBar(bytes, budget, words)] : []),
  );
}

function boxes(processes: number, threads: number, words: PlannerWords): HTMLElement {
  const each = perBox(processes, mostBoxes);
  const count = Math.ceil(processes / each);
  const perRow = 15;
  const rows = Math.ceil(count / perRow);
  const label = filled(words.boxes, processes, threads);
  const drawing = drawn(
    'svg',
    { viewBox: `0 0 ${perRow * box} ${rows * box}`, role: 'img', 'aria-label': label, class: 'boxes' },
    ...Array.from({ length: count }, (_, n) => oneBox((n % perRow) * box, Math.floor(n / perRow) * box, threads)),
  );
  const caption = each > 1 ? `${label}; ${filled(words.manyBoxes, each)}` : label;
  return element('figure', {}, drawing, element('figcaption', {}, caption));
}

function oneBox(left: number, top: number, threads: number): SVGElement {
  const dots = Math.min(threads, mostDots);
  const perRow = Math.ceil(Math.sqrt(dots));
  const step = (box - 6) / perRow;
  const path = Array.from({ length: dots }, (_, n) => {
    const x = left + 3 + ((n % perRow) + 0.15) * step;
    const y = top + 3 + (Math.floor(n / perRow) + 0.15) * step;
    const size = step * 0.7;
    return `M${x.toFixed(2)} ${y.toFixed(2)}h${size.toFixed(2)}v${size.toFixed(2)}h-${size.toFixed(2)}z`;
  }).join('');
  return drawn(
    'g',
    {},
    drawn('rect', { class: 'process', x: left + 1, y: top + 1, width: box - 3, height: box - 3, rx: 2 }),
    drawn('path', { class: 'thread', d: path }),
  );
}

function memoryBar(bytes: number, budget: number, words: PlannerWords): HTMLElement {
  const over = bytes > budget;
  const text = over
    ? filled(words.overBudget, bytesInWords(bytes), bytesInWords(bytes - budget))
    : filled(words.ofBudget, bytesInWords(bytes), bytesInWords(budget));
  const whole = Math.max(bytes, budget);
  const part = (value: number) => ((100 * value) / whole).toFixed(2);
  return element(
    'figure',
    {},
    drawn(
      'svg',
      { viewBox: '0 0 100 6', preserveAspectRatio: 'none', role: 'img', 'aria-label': text, class: 'bar' },
      drawn('rect', { class: 'bar-budget', x: 0, y: 0, width: part(budget), height: 6 }),
      drawn('rect', { class: 'bar-used', x: 0, y: 0, width: part(Math.min(bytes, budget)), height: 6 }),
      ...(over
        ? [drawn('rect', { class: 'bar-over', x: part(budget), y: 0, width: part(bytes - budget), height: 6 })]
        : []),
    ),
    element('figcaption', { class: over ? 'over' : undefined }, text),
  );
}
