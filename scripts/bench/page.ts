import { cpus, loadavg } from 'node:os';
import { type Budget, type Extent, type Group, isOver, isSkipped, type Round } from './budgets.ts';
import type { Felt } from './drive.ts';
import { median } from './measure.ts';
import type { TreeCost } from './tree.ts';

const titles: Readonly<Record<Group, string>> = {
  opening: 'Starting and opening',
  typing: 'Typing',
  features: 'What an editor asks for',
  'many files': 'A configuration of many files',
  'command line': 'The command line',
  engine: 'The engine alone',
  size: 'Memory and size',
};

/** The budgets as tables of Markdown, one for each group. */
export function tablesOf(budgets: readonly Budget[]): string {
  return (Object.keys(titles) as Group[])
    .map((group) => `### ${titles[group]}\n\n${tableOf(budgets.filter((budget) => budget.group === group))}`)
    .join('\n\n');
}

function tableOf(budgets: readonly Budget[]): string {
  const rows = budgets.map((budget) => {
    const { name, floor, must, aim, ratios } = budget;
    const ratio = isSkipped(budget) ? '–' : shown(median(ratios.filter(Number.isFinite)));
    return `| ${name} | ${floor} | ${ratio} | ${shown(must)} | ${shown(aim)} | ${verdictOf(budget)} |`;
  });
  return ['| what | measured in | ratio | must | aim | |', '| --- | --- | ---: | ---: | ---: | --- |', ...rows].join(
    '\n',
  );
}

function verdictOf(budget: Budget): string {
  const { must, aim, ratios, needs } = budget;
  if (isSkipped(budget)) return `not measured${needs ? `: no ${needs} here` : ''}`;
  if (isOver(budget)) return '**over**';
  const ratio = median(ratios.filter(Number.isFinite));
  return ratio <= aim ? 'aim reached' : ratio <= must ? 'held' : 'held in the best round';
}

function shown(ratio: number): string {
  return ratio >= 100 ? ratio.toFixed(0) : `${Number(ratio.toPrecision(2))}`;
}

/** What was measured in figures of the machine, for people; the medians of the rounds. */
export function figuresOf(rounds: readonly Round[], { sizes, files }: Extent): string {
  const of = (size: number, key: keyof Felt) => median(rounds.map(({ bySize }) => bySize.get(size)!.ours[key]));
  const row = (name: string, key: keyof Felt, words: (figure: number) => string) =>
    `| ${name} | ${sizes.map((size) => words(of(size, key))).join(' | ')} |`;
  const tree = (key: keyof TreeCost) => median(rounds.map((round) => round.tree[key] ?? Number.NaN));
  const native = Number.isFinite(tree('httpd')) ? ` (\`httpd -t\`: ${milliseconds(tree('httpd'))})` : '';
  return [
    `| | ${sizes.map((size) => `${size.toLocaleString('en')} lines`).join(' | ')} |`,
    `| --- |${sizes.map(() => ' ---: |').join('')}`,
    row('opening to findings', 'open', milliseconds),
    row('a character until the findings', 'edit', milliseconds),
    row('hover after an edit, 95 of 100', 'hover', milliseconds),
    row('completion after an edit, 95 of 100', 'completion', milliseconds),
    row('most memory', 'memory', megabytes),
    '',
    `A configuration of ${files.toLocaleString('en')} files is open after ${milliseconds(tree('open'))}${native}, again after ` +
      `${milliseconds(tree('openAgain'))}, and takes ${megabytes(tree('memory'))} at most; \`check\` takes ${milliseconds(tree('check'))}.`,
  ].join('\n');
}

function milliseconds(figure: number): string {
  return figure < 10
    ? `${figure.toFixed(1)} ms`
    : figure < 1000
      ? `${figure.toFixed(0)} ms`
      : `${(figure / 1000).toFixed(1)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** The page with what was measured between its markers, and where: the load is that of all programs. */
export function pageWith(page: string, measured: string, date: Date): string {
  const where = `on ${cpus().length} processors with a load of ${loadavg()[2]!.toFixed(0)}`;
  const told = `Measured on ${date.toISOString().slice(0, 10)}, ${where}.\n\n${measured}`;
  return page.replace(/(<!-- budgets -->\n).*(<!-- \/budgets -->)/s, (_, begin, end) => `${begin}${told}\n${end}`);
}
