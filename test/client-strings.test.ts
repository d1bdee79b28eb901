import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const keys = (path: string) => Object.keys(JSON.parse(text(path))).sort();
const languages = ['zh-cn'];

describe('what the extension itself says to a person', () => {
  const names = readdirSync(join(root, 'client/src'), { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => name.endsWith('.ts')).map((name) => text(`client/src/${name}`));
  const said = sources.flatMap((source) =>
    [...source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, words]) => words!),
  );
  const named = [...text('package.json').matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key!);

  it('is said through l10n, in single quotes', () => {
    const calls = sources.join('\n').match(/l10n\.t\(/g) ?? [];
    expect(said).toHaveLength(calls.length);
    expect(said.length).toBeGreaterThan(0);
  });

  it.each(languages)('is translated into %s, and nothing else is', (language) => {
    expect(keys(`l10n/bundle.l10n.${language}.json`)).toEqual([...new Set(said)].sort());
    expect(keys(`package.nls.${language}.json`)).toEqual(keys('package.nls.json'));
  });

  it('has a word for every key of package.json', () => {
    expect(keys('package.nls.json')).toEqual([...new Set(named)].sort());
  });
});
