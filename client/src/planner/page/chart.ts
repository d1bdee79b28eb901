import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { drawn } from './element.ts';

/** A line of a chart. */
export interface Series {
  readonly label: string;
  /** The class that gives it its colour. */
  readonly look: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Whether it is measured by the scale on the right. */
  readonly right?: boolean;
}

export interface Chart {
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly xLabel: string;
  readonly series: readonly Series[];
  /** How numbers on the right are written. */
  readonly right?: (value: number) => string;
  /** Horizontal lines on the right scale. */
  readonly limits?: readonly { readonly at: number; readonly label: string }[];
  /** Moments, and the places that are looked at. */
  readonly marks?: readonly { readonly x: number; readonly label: string; readonly look: string }[];
}

const width = 560;
const height = 220;
const area = { left: 52, right: width - 64, top: 22, bottom: height - 34 };

/** A chart of lines in the colours of the theme. */
export function chart({ label, xLabel, series, right, limits = [], marks = [] }: Chart): SVGSVGElement {
  const xs = series.flatMap(({ points }) => points.map(([x]) => x));
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  const highest = (onRight: boolean) =>
    Math.max(
      1,
      ...series.filter((each) => (each.right ?? false) === onRight).flatMap(({ points }) => points.map(([, y]) => y)),
    );
  const x = scaleLinear([least, most], [area.left, area.right]);
  const y = upwards(highest(false)).nice(4);
  const rightTicks = binaryTicks(highest(true));
  const yRight = upwards(rightTicks.at(-1)!);
  const hasRight = right !== undefined && series.some((each) => each.right);
  return drawn(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, class: 'chart' },
    ...y
      .ticks(4)
      .flatMap((tick) => [
        drawn('line', { class: 'grid', x1: area.left, x2: area.right, y1: y(tick), y2: y(tick) }),
        drawn('text', { class: 'tick', x: area.left - 6, y: y(tick) + 4, 'text-anchor': 'end' }, tick.toLocaleString()),
      ]),
    ...(hasRight
      ? rightTicks.map((tick) => drawn('text', { class: 'tick', x: area.right + 6, y: yRight(tick) + 4 }, right(tick)))
      : []),
    ...x
      .ticks(6)
      .map((tick) =>
        drawn(
          'text',
          { class: 'tick', x: x(tick), y: area.bottom + 15, 'text-anchor': 'middle' },
          tick.toLocaleString(),
        ),
      ),
    drawn('text', { class: 'tick', x: (area.left + area.right) / 2, y: height - 4, 'text-anchor': 'middle' }, xLabel),
    ...(hasRight ? limits.filter(({ at }) => at <= rightTicks.at(-1)!) : []).flatMap(({ at, label: name }) => [
      drawn('line', { class: 'limit', x1: area.left, x2: area.right, y1: yRight(at), y2: yRight(at) }),
      drawn('text', { class: 'limit-name', x: area.left + 4, y: yRight(at) - 4 }, name),
    ]),
    ...series.map(({ points, look, right: onRight }) => {
      const path = line<(typeof points)[number]>(
        ([at]) => x(at),
        ([, value]) => (onRight ? yRight : y)(value),
      );
      return drawn('path', { class: `line ${look}`, d: path(points) ?? undefined });
    }),
    ...marks.flatMap(({ x: at, label: name, look }, n) => [
      drawn('line', { class: `mark ${look}`, x1: x(at), x2: x(at), y1: area.top, y2: area.bottom }),
      drawn(
        'text',
        {
          class: `mark-name ${look}`,
          x: x(at),
          y: area.top - 4 - (n % 2) * 9,
          'text-anchor': x(at) > width / 2 ? 'end' : 'start',
        },
        name,
      ),
    ]),
  );
}

/** A scale from the lower edge up. */
function upwards(most: number): ScaleLinear<number, number> {
  return scaleLinear([0, most], [area.bottom, area.top]);
}

/** Ticks for bytes: powers of two. */
function binaryTicks(most: number): readonly number[] {
  let step = 2 ** Math.max(0, Math.ceil(Math.log2(most / 4)));
  if ((most / step) * 4 < 5) step /= 2;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, n) => n * step);
}

/** Which line is which. */
export function legend(series: readonly Pick<Series, 'label' | 'look'>[]): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'legend';
  for (const { label, look } of series) {
    const item = document.createElement('li');
    item.append(
      drawn(
        'svg',
        { viewBox: '0 0 16 8', class: 'key', 'aria-hidden': 'true' },
        drawn('line', { class: `line ${look}`, x1: 0, x2: 16, y1: 4, y2: 4 }),
      ),
      label,
    );
    list.append(item);
  }
  return list;
}
