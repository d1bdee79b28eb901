import { type Budget, type Group, isOver, isSkipped } from './budgets.ts';
import { median } from './measure.ts';

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

/** The page with the tables between its markers. */
export function pageWith(page: string, budgets: readonly Budget[], date: Date): string {
  const told = `Measured on ${date.toISOString().slice(0, 10)}.\n\n${tablesOf(budgets)}`;
  return page.replace(/(<!-- budgets -->\n).*(<!-- \/budgets -->)/s, (_, begin, end) => `${begin}${told}\n${end}`);
}
