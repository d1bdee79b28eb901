import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createRegistryFromGrammars } from 'vscode-tmgrammar-test/dist/common/index.js';
import { parseGrammarTestCase, runGrammarTestCase } from 'vscode-tmgrammar-test/dist/unit/index.js';
import grammarArtefact from '../scripts/artefacts/grammar.ts';
import { directives } from '../server/src/catalogue/directives.ts';
import { modules } from '../server/src/catalogue/modules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const [{ path, content } = { path: '', content: '' }] = grammarArtefact();
// What is told for Lua stands in for VS Code's own grammar of it.
const lua = JSON.stringify({ scopeName: 'source.lua', patterns: [] });
const registry = createRegistryFromGrammars([
  { grammar: { path, scopeName: 'source.apacheconf' }, content },
  { grammar: { path: 'lua.json', scopeName: 'source.lua' }, content: lua },
]);

/** What is not as the comments with carets say, by the lines of the text. */
async function wrongIn(text: string): Promise<readonly string[]> {
  const wrong = await runGrammarTestCase(registry, parseGrammarTestCase(text));
  return wrong.map(({ line, start, end, missing, unexpected, actual }) => {
    const place = `${line + 1}:${start}-${end}`;
    return `${place} lacks ${missing.join(' ') || 'nothing'}, must not be ${unexpected}; it is ${actual.join(' ')}`;
  });
}

const head = '# SYNTAX TEST "source.apacheconf"\n';

describe('the grammar', () => {
  const files = globSync('test/grammar/*.conf', { cwd: root }).sort();

  it.each(files)('colours as %s says', async (file) => {
    const text = readFileSync(`${root}/${file}`, 'utf8');
    expect(parseGrammarTestCase(text).assertions.length).toBeGreaterThan(2);
    expect(await wrongIn(text)).toEqual([]);
  });

  it('is not as it is not', async () => {
    expect(await wrongIn(`${head}Listen 80\n# <------ comment.line.number-sign.apacheconf\n`)).toHaveLength(1);
    expect(await wrongIn(`${head}Listen 80\n#      ^^ - constant.numeric.apacheconf\n`)).toHaveLength(1);
  });

  it('knows every directive of every module', async () => {
    const names = [
      ...directives.map(({ name }) => name),
      ...modules.flatMap(({ directives: groups }) => groups.flatMap((group) => group.names.split(' '))),
    ].filter((name) => !name.startsWith('<'));
    expect(names.length).toBeGreaterThan(600);
    const lines = names.map(
      (name) =>
        ` ${name} x\n#${'^'.repeat(name.length)} meta.directive.apacheconf - support.other.directive.apacheconf`,
    );
    expect(await wrongIn(`${head}${lines.join('\n')}\n`)).toEqual([]);
  });

  it('gets over whatever is typed', async () => {
    const odd = [' ', '<', '</', '>', '"', '${', '%{', '<>', '</>', '< x>', '\u0000', '\ufeffListen 80'];
    for (const text of odd) {
      const next = 'Listen 80\n# <------ keyword.other.directive.mpm.apacheconf\n';
      expect(await wrongIn(`${head}${text}\n${next}`), JSON.stringify(text)).toEqual([]);
    }
  });
});
