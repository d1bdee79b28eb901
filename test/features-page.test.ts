import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { languages } from '../server/src/text/language.ts';

const page = new URL('../docs/features.md', import.meta.url);
const text = readFileSync(page, 'utf8');
const index = readFileSync(new URL('../server/src/features/index.ts', import.meta.url), 'utf8');
const features = [...index.matchAll(/^import \w+ from '\.\/([\w-]+)\.ts';$/gm)].map(([, name]) => name!);
const rows = text.split('\n').filter((line) => /^\| (?!feature |---)/.test(line));
const linksIn = (row: string, from = page) =>
  [...row.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => new URL(path!, from));

describe('docs/features.md', () => {
  test('has one row for each feature', () => {
    const listed = [...text.matchAll(/\(\.\.\/server\/src\/features\/([\w-]+)\.ts\)/g)].map(([, name]) => name!);
    expect([...listed].sort()).toEqual([...features].sort());
    expect(features.length).toBeGreaterThan(30);
  });

  test.each(rows.map((row) => [row.split(' | ')[0]!.slice(2), row]))(
    '%s names files that are there, a test among them',
    (_, row) => {
      const links = linksIn(row);
      expect(links.filter((link) => !existsSync(fileURLToPath(link))).map(String)).toEqual([]);
      expect(links.some(({ pathname }) => pathname.includes('/test/'))).toBe(true);
    },
  );

  test.each(languages)('has the same rows in %s', (language) => {
    const own = new URL(`../docs/${language}/features.md`, import.meta.url);
    const linked = (content: string, from: URL) =>
      content
        .split('\n')
        .filter((line) => line.startsWith('| ') && line.includes(']('))
        .map((row) =>
          linksIn(row, from)
            .map(String)
            .filter((link) => !link.endsWith('.md') || link.includes('walkthrough')),
        );
    expect(linked(readFileSync(own, 'utf8'), own)).toEqual(linked(text, page));
  });

  test.each(features)('%s is named by a test of its row', (name) => {
    const row = rows.find((each) => each.includes(`/features/${name}.ts)`));
    const tests = linksIn(row ?? '').filter(({ pathname }) => pathname.includes('/test/'));
    const source = readFileSync(new URL(`../server/src/features/${name}.ts`, import.meta.url), 'utf8');
    const request = /\b(\w+Request)\.type/.exec(source)?.[1] ?? /'(apacheMpm\/\w+)'/.exec(source)?.[1];
    const names = [`features/${name}.ts'`, `describe('${name} `, ...(request ? [request] : [])];
    const isNamed = tests.some((link) => names.some((each) => readFileSync(link, 'utf8').includes(each)));
    expect(isNamed, `${tests.map(({ pathname }) => pathname.split('/').at(-1))} name ${names.join(' or ')}`).toBe(true);
  });
});
