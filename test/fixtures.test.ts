import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../server/src/rules/annotations.ts';
import { fixture } from './support/fixture.ts';

const folder = fileURLToPath(new URL('./fixtures', import.meta.url));
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  .sort();

const severity = /^(💡 )?(error|warning|information|hint): /u;
const hover = /^hover: /;
const noHover = 'no hover';

describe.each(paths)('%s', (path) => {
  const { text, wanted, found, hoverAt } = fixture(path, readFileSync(join(folder, path), 'utf8'));
  const lines = text.split('\n');
  const marked = ({ line, start, end }: Annotation) => lines[line]?.slice(start, end);

  test('has annotations of known kinds, below what they mark', () => {
    for (const annotation of wanted) {
      expect(annotation.text).toSatisfy(
        (words: string) => severity.test(words) || hover.test(words) || words === noHover,
      );
      expect(annotation.text, 'httpd would join the next line').not.toMatch(/\\$/);
      expect(marked(annotation), annotation.text).toHaveLength(annotation.end - annotation.start);
    }
  });

  test('has the findings that it is annotated with, and no others', () => {
    const order = (annotations: readonly Annotation[]) =>
      annotations.map(({ line, start, end, text }) => `${line + 1}:${start}-${end} ${text}`).sort();
    expect(order(found)).toEqual(order(wanted.filter(({ text }) => severity.test(text))));
  });

  const hovers = wanted.filter((annotation) => hover.test(annotation.text) || annotation.text === noHover);
  test.each(hovers)('line $line: $text', (annotation) => {
    const { line, start, end } = annotation;
    const range = { start: { line, character: start }, end: { line, character: end } };
    for (const character of [start, end - 1]) {
      const shown = hoverAt(line, character);
      if (annotation.text === noHover) {
        expect(shown).toBeUndefined();
      } else {
        expect(shown?.text, `at ${marked(annotation)}`).toContain(annotation.text.replace(hover, ''));
        expect(shown?.range).toEqual(range);
      }
    }
  });
});

test('stock files and templates want no findings', () => {
  const quiet = paths.filter((path) => /^(stock|templates)\//.test(path));
  expect(quiet.length).toBeGreaterThan(8);
  for (const path of quiet)
    expect(readFileSync(join(folder, path), 'utf8'), path).not.toMatch(/^# *\^+ .*(error|warning|information|hint): /m);
});

test.each([
  ['event', 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)'],
  ['worker', 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)'],
  ['prefork', 'MaxRequestWorkers 410 is above ServerLimit 256: httpd runs 256'],
])('a file without blocks is judged by its name: mpm_%s.conf', (mpm, message) => {
  const { found } = fixture(`mods-available/mpm_${mpm}.conf`, 'MaxRequestWorkers 410\n');
  expect(found.map(({ text }) => text)).toEqual([`💡 warning: ${message}`]);
});

const stock = debianStock();
if (stock.length === 0)
  console.warn(
    'SKIPPED: no apache2 package of Debian or Ubuntu is installed; install apache2 to have its files looked at',
  );

describe.skipIf(stock.length === 0)('the files that the installed apache2 package brought', () => {
  test.each(stock)('%s has no findings', (path) => {
    const { found } = fixture(path.replace('/etc/', ''), readFileSync(path, 'utf8'));
    expect(found).toEqual([]);
  });
});

/** The package's configuration files that nobody has changed since; none where there is no such package. */
function debianStock(): readonly string[] {
  try {
    const listed = execFileSync('dpkg-query', ['-W', '-f=${Conffiles}', 'apache2'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return [...listed.matchAll(/^ (\/etc\/apache2\/\S+) ([\da-f]{32})/gm)]
      .filter(
        ([, path = '', sum]) => existsSync(path) && createHash('md5').update(readFileSync(path)).digest('hex') === sum,
      )
      .map(([, path = '']) => path);
  } catch {
    return [];
  }
}
