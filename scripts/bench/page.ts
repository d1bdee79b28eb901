import type { Budget } from './budgets.ts';
import { isOver } from './budgets.ts';
import { median } from './measure.ts';

/** The budgets as a table of Markdown. */
export function tableOf(budgets: readonly Budget[]): string {
  const rows = budgets.map((budget) => {
    const ratio = median(budget.ratios.filter(Number.isFinite));
    const verdict = isOver(budget) ? '**over**' : ratio <= budget.aim ? 'aim reached' : heldAt(ratio, budget);
    return `| ${budget.name} | ${budget.floor} | ${shown(ratio)} | ${budget.must} | ${budget.aim} | ${verdict} |`;
  });
  return ['| what | measured in | ratio | must | aim | |', '| --- | --- | ---: | ---: | ---: | --- |', ...rows].join(
    '\n',
  );
}

function heldAt(ratio: number, { must }: Budget): string {
  return ratio <= must ? 'held' : 'held in the best round';
}

function shown(ratio: number): string {
  return ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(2);
}

/** The page with the table between its markers. */
export function pageWith(page: string, budgets: readonly Budget[], date: Date): string {
  const told = `Measured on ${date.toISOString().slice(0, 10)}.\n\n${tableOf(budgets)}`;
  return page.replace(/(<!-- budgets -->\n).*(<!-- \/budgets -->)/s, (_, begin, end) => `${begin}${told}\n${end}`);
}
