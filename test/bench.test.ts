import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { configuration } from '../scripts/bench/configuration.ts';
import { handScan } from '../scripts/bench/hand-scan.ts';
import { judge } from '../server/src/judge.ts';
import { defaultTarget } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { linesOf, openDocument } from '../server/src/syntax/document.ts';

test('the configurations of the bench have so many lines and nothing wrong in them', () => {
  for (const lines of [1000, 5000]) {
    const text = configuration(lines);
    expect(text.split('\n').length - 1).toBe(lines);
    const document = openDocument('file:///etc/apache2/apache2.conf', text);
    const snapshot = { path: '/etc/apache2/apache2.conf', document, target: defaultTarget, found: new Map() };
    expect(judge(snapshot, rules).findings).toEqual([]);
  }
});

test('the scan by hand finds the words that the engine finds', () => {
  const text = configuration(1000);
  let words = 0;
  for (const { logical } of linesOf(openDocument('file:///a.conf', text.replaceAll('>', '')))) {
    const { parsed } = logical;
    if (parsed.kind !== 'blank' && parsed.kind !== 'comment') words += 1 + parsed.words.length;
  }
  expect(handScan(text.replaceAll('>', ''))).toBe(words);
});

test('the bench measures each of its budgets', { timeout: 120_000 }, () => {
  const bench = fileURLToPath(new URL('../scripts/bench.ts', import.meta.url));
  const asked = ['--lines', '1000', '--rounds', '1', '--edits', '8', '--no-page'];
  const { stdout, stderr } = spawnSync(process.execPath, [bench, ...asked], { encoding: 'utf8' });
  const rows = stdout
    .split('\n')
    .filter((line) => /^\| [a-zA-Z].* \| (held|held in the best round|aim reached|\*\*over\*\*) \|$/.test(line));
  const names = rows.map((row) => row.split(' | ')[0]!.slice(2));
  for (const part of [
    'reading',
    'opening',
    'a character',
    'Enter',
    'hover',
    'completion',
    'start',
    'memory',
    'bundle',
  ]) {
    expect(
      names.filter((name) => name.includes(part)),
      `${part}: ${stderr}`,
    ).not.toEqual([]);
  }
  for (const row of rows) expect(Number(row.split(' | ')[2])).not.toBeNaN();
});
