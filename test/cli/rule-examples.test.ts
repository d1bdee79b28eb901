import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { annotationOf } from '../../scripts/rule-example.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { configurationAt } from '../../server/src/hosts/cli/configuration.ts';
import { type Annotation, readFiles } from '../../server/src/rules/annotations.ts';
import { mainFileOf, mpmsOf } from '../../server/src/rules/example-files.ts';
import { rules } from '../../server/src/rules/index.ts';
import { pages } from '../../server/src/rules/pages.ts';
import { toBytes } from '../../server/src/text/bytes.ts';
import { pathOf } from '../../server/src/text/file-uri.ts';

// What the pages show comes out of `check`: each example lies in a folder as a server has it.

let root = '';
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'apache-mpm-examples-')));
});
afterAll(() => rmSync(root, { recursive: true }));

const told = (name: string, { line, start, end, text }: Annotation) => `${name}:${line + 1}:${start}-${end} ${text}`;

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const cases = pages[rule.id]!.examples.flatMap((example) =>
    mpmsOf(rule, example).map((mpm) => {
      const main = mainFileOf(example);
      return { name: example.name, mpm, main, files: readFiles(example.config, main) };
    }),
  );

  test.each(cases)('$mpm: $name', ({ mpm, main, files, name }) => {
    const folder = join(root, `${rule.id}-${mpm}-${name.replace(/\W+/g, '-')}`, 'etc', 'apache2');
    for (const [path, { text }] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), toBytes(text));
    }
    const wanted = [...files].flatMap(([path, { annotations }]) => annotations.map((one) => told(path, one)));
    expect(checked(folder, main, mpm, rule.id)).toEqual(wanted.sort());
  });
});

/** What `check` finds by the rule, in the words of an example. */
function checked(folder: string, main: string, mpm: Mpm | undefined, id: string): readonly string[] {
  const source = { path: join(folder, main), unlessRead: false };
  const configuration = configurationAt(source, { ...(mpm && { mpm }), serverRoot: folder }, new Map());
  if (typeof configuration === 'string') throw new Error(configuration);
  return configuration.judgement.findings
    .filter(({ rule }) => rule.id === id)
    .map((finding) => {
      const annotation = annotationOf(finding, configuration.documents.get(finding.at.uri)!);
      const text = annotation.text.replaceAll(folder, '/etc/apache2');
      return told(pathOf(finding.at.uri).slice(folder.length + 1), { ...annotation, text });
    })
    .sort();
}
