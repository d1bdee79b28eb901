import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { configuration, withFindings } from '../scripts/bench/configuration.ts';
import { handScan } from '../scripts/bench/hand-scan.ts';
import { features } from '../server/src/features/index.ts';
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

test('a configuration with findings has as many as were asked for', () => {
  const document = openDocument('file:///etc/apache2/apache2.conf', withFindings(50));
  const snapshot = { path: '/etc/apache2/apache2.conf', document, target: defaultTarget, found: new Map() };
  expect(judge(snapshot, rules).findings).toHaveLength(50);
});

test('the bench measures each of its budgets, and tells what it has nothing to compare with', {
  timeout: 120_000,
}, () => {
  const bench = fileURLToPath(new URL('../scripts/bench.ts', import.meta.url));
  const small = ['--lines', '500,1000', '--files', '40', '--findings', '50', '--rounds', '1', '--edits', '8'];
  const { stdout, stderr } = spawnSync(process.execPath, [bench, ...small, '--no-page'], {
    encoding: 'utf8',
    env: { ...process.env, APACHE_MPM_PEERS: '' },
  });
  const rows = stdout.split('\n').flatMap((line) => {
    const [, what = '', floor = '', ratio = '', must = '', , verdict = ''] = line.split(/ ?\| ?/);
    return must === '' || /^(must|---:)$/.test(must) ? [] : [{ what, floor, ratio, verdict }];
  });
  const measured = rows.filter(({ verdict }) => !verdict.startsWith('not measured'));
  for (const { what, ratio, verdict } of measured) {
    expect(Number(ratio), `${what}: ${stderr}`).not.toBeNaN();
    expect(verdict).toMatch(/^(held|held in the best round|aim reached|\*\*over\*\*)$/);
  }
  expect(stdout).toMatch(/^A configuration of 40 files is open after .* at most; `check` takes [\d.]+ m?s\.$/m);
  const names = measured.map(({ what }) => what).join('\n');
  for (const { method } of features) expect(names, stderr).toContain(`\`${method}\``);
  for (const part of [
    ...['reading all lines', 'a line that is edited', 'opening to findings', 'start to the first answer'],
    ...['a character in a line', 'a character in a tag', 'Enter', 'joining lines', 'hover after', 'completion after'],
    ...['opening the main file of 40 files', 'opening it again', 'a request that is cancelled', '`check` of one file'],
    ...['most memory', 'memory kept', 'growth of it', 'code read', 'start to the findings', 'idle'],
  ]) {
    expect(rows.map(({ what }) => what).join('\n')).toContain(part);
  }
  const skipped = rows.filter(({ verdict }) => verdict.startsWith('not measured'));
  expect(skipped.map(({ floor }) => floor)).toContain('the server of JSON');
  for (const { what, floor } of skipped) expect(stderr).toContain(`SKIPPED: ${what}, in ${floor}`);
  expect(stderr).toContain('npm install dockerfile-language-server-nodejs vscode-langservers-extracted');
});
