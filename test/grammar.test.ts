// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are httpd's variables
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import grammarArtefact from '../scripts/artefacts/grammar.ts';
import { directives } from '../server/src/catalogue/directives.ts';
import { modules } from '../server/src/catalogue/modules.ts';

/*
 * VS Code's own tokenizer, from this project's packages or from those of the VS Code that the tests run in. Its types are
 * not always there, so what is used of it is written down here.
 */
interface Textmate {
  readonly INITIAL: unknown;
  readonly Registry: new (
    options: object,
  ) => { loadGrammar(scope: string): Promise<{ tokenizeLine(line: string, before: unknown): Tokenized }> };
  parseRawGrammar(content: string, path: string): unknown;
}
interface Tokenized {
  readonly tokens: readonly { startIndex: number; endIndex: number; scopes: readonly string[] }[];
  readonly ruleStack: unknown;
}
interface Oniguruma {
  loadWASM(wasm: ArrayBufferLike): Promise<void>;
  createOnigScanner(patterns: readonly string[]): unknown;
  createOnigString(text: string): unknown;
}

const homes = ['../package.json', '../test/vscode/npm/package.json'].map((path) => new URL(path, import.meta.url));
const home = homes.find((url) => existsSync(new URL('node_modules/vscode-textmate', url)));
if (!home) console.warn('skipped: no vscode-textmate; `node test/vscode/install.ts` fetches it with VS Code');

async function tokenizer(): Promise<(text: string) => readonly [text: string, scopes: string][]> {
  const require = createRequire(home!);
  const textmate: Textmate = require('vscode-textmate');
  const oniguruma: Oniguruma = require('vscode-oniguruma');
  const wasm = readFileSync(new URL('node_modules/vscode-oniguruma/release/onig.wasm', home));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const [file] = grammarArtefact();
  const grammar = await new textmate.Registry({
    onigLib: Promise.resolve(oniguruma),
    loadGrammar: (scope: string) =>
      Promise.resolve(scope === 'source.apacheconf' ? textmate.parseRawGrammar(file!.content, file!.path) : null),
  }).loadGrammar('source.apacheconf');
  return (text) => {
    let state = textmate.INITIAL;
    return text.split('\n').flatMap((line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      return tokens.map(({ startIndex, endIndex, scopes }): [string, string] => [
        line.slice(startIndex, endIndex),
        scopes.slice(1).join(' ').replaceAll('.apacheconf', ''),
      ]);
    });
  };
}

const mpm = 'keyword.other.directive.mpm';
const keyword = 'keyword.other.directive';
const number = 'constant.numeric';
const comment = 'comment.line.number-sign';
const condition = 'keyword.control.conditional';
const mpmModule = 'entity.name.type.module.mpm';
const tag = 'entity.name.tag';
const variable = 'variable.other.define';
const server = 'variable.language.server';
const regexp = 'string.regexp';

/** A text and, for pieces of it, the scope that must be on each; `undefined`: none but that of the line. */
const cases: readonly [what: string, text: string, pieces: Readonly<Record<string, string | undefined>>][] = [
  ['an MPM directive', '  ThreadsPerChild   25', { ThreadsPerChild: mpm, '25': number }],
  ['an MPM directive in another letter case', 'maxrequestworkers 400', { maxrequestworkers: mpm }],
  ['a number that is none', 'MaxRequestWorkers 4OO', { MaxRequestWorkers: mpm, ' 4OO': undefined }],
  ['a former name', 'MaxClients 150', { MaxClients: 'keyword.other.directive.mpm.former' }],
  ['a removed directive', 'LockFile /var/lock', { LockFile: 'invalid.deprecated.directive' }],
  ['a directive of another module', 'RewriteEngine On', { RewriteEngine: keyword, On: 'constant.language' }],
  ['a directive of nobody', 'RewritEngine On', { RewritEngine: 'support.other.directive' }],
  ['no directive whose name only begins so', 'ListenX 80', { ListenX: 'support.other.directive' }],
  ['a comment', '  # StartServers 2', { '#': 'punctuation.definition.comment', ' StartServers 2': comment }],
  ['no comment at the end of a line', 'ServerLimit 16 # x', { '16': number, ' # x': undefined }],
  ['a comment that swallows the next line', '# a \\\nListen 80\nListen 81', { 'Listen 80': comment, '81': number }],
  ['the line after a comment', '# a\nListen 80', { Listen: mpm }],
  ['an empty comment', '#\nListen 80', { Listen: mpm }],
  [
    'a directive over two lines, with a hash that is data',
    'CustomLog \\\n  # combined\nListen 80',
    { CustomLog: keyword, '\\': 'punctuation.separator.continuation', '  # combined': undefined, Listen: mpm },
  ],
  ['a quoted word', 'ServerAdmin "a \\" b" c', { 'a ': 'string.quoted.double', '\\"': 'constant.character.escape' }],
  ['a quote that the line closes', 'ServerAdmin "a\nListen 80', { a: 'string.quoted.double', Listen: mpm }],
  ['a quote that is data', "ServerName it's\nListen 80", { " it's": undefined, Listen: mpm }],
  ['a variable', 'ThreadsPerChild ${N}', { N: variable }],
  ['a variable in quotes and in a path', 'PidFile "${A}/x"\nPidFile /run/${B}/x', { A: variable, B: variable }],
  ['no variable without its end', 'PidFile ${A', { ' ${A': undefined }],
  ['Define', 'Define port 8080', { Define: keyword, port: variable, '8080': number }],
  [
    'IfModule',
    '<IfModule !mpm_event_module>\n</IfModule>',
    {
      '<': 'punctuation.definition.tag.begin',
      IfModule: condition,
      '!': 'keyword.operator.logical',
      mpm_event_module: mpmModule,
    },
  ],
  [
    'IfModule of a source file',
    '<IfModule prefork.c>',
    { 'prefork.c': mpmModule, '>': 'punctuation.definition.tag.end' },
  ],
  ['IfModule of another module', '<IfModule mod_ssl.c>', { 'mod_ssl.c': 'entity.name.type.module' }],
  [
    'IfModule of a name that is not one of an MPM',
    '<IfModule mpm_event.c>',
    { 'mpm_event.c': 'entity.name.type.module' },
  ],
  ['LoadModule', 'LoadModule mpm_event_module modules/mod_mpm_event.so', { mpm_event_module: mpmModule }],
  ['IfDefine', '<IfDefine !SSL>', { SSL: variable, '!': 'keyword.operator.logical' }],
  ['IfVersion', '<IfVersion >= 2.4.10>', { '>=': 'keyword.operator.comparison', '2.4.10': 'constant.numeric.version' }],
  [
    'a closing tag',
    '</IfModule>\n</VirtualHost>',
    { '</': 'punctuation.definition.tag.begin', IfModule: condition, VirtualHost: tag },
  ],
  ['a section', '<VirtualHost *:80>\nListen 80', { VirtualHost: tag, Listen: mpm }],
  ['a section of nobody', '<Fnord x>\nListen 80', { Fnord: tag, Listen: mpm }],
  [
    'a section without its end',
    '<Directory /srv\nListen 80',
    { Directory: tag, '/srv': 'string.unquoted.path', Listen: mpm },
  ],
  ['what httpd ignores behind a tag', '<IfModule ssl_module> x y\nListen 80', { Listen: mpm, ' x y': undefined }],
  [
    'a pattern section',
    '<FilesMatch "\\.(?<ext>php|py)$">\nListen 80',
    { '"\\.(?<ext>php|py)$"': regexp, Listen: mpm },
  ],
  ['a section with ~', '<Files ~ "\\.ht$">', { '~ ': 'keyword.operator.regexp', '\\.ht$': regexp }],
  [
    'an expression',
    `<If "%{HTTP_HOST} == 'example.com' && -f '/x' || req('A') =~ /^a b/i">`,
    {
      If: condition,
      HTTP_HOST: server,
      '==': 'keyword.operator.comparison',
      "'example.com'": 'string.quoted.single',
      '&&': 'keyword.operator.logical',
      '-f': 'keyword.operator.comparison',
      req: 'support.function',
      ' /^a b/i': regexp,
    },
  ],
  ['an expression with >', '<If "%{A} > 3">\nListen 80', { '3': number, Listen: mpm }],
  [
    'a rewrite rule',
    'RewriteRule ^/a(.*)$ /b$1 [L,R=301]',
    { '^/a(.*)$': regexp, $1: 'variable.other.backreference', '[L,R=301]': 'constant.other.flags' },
  ],
  ['a quoted rewrite rule', 'RewriteRule "^/a b" /b', { '"^/a b"': regexp, '/b': 'string.unquoted.path' }],
  [
    'a rewrite condition',
    'RewriteCond %{HTTPS} ^off$ [NC]',
    { HTTPS: server, '^off$': regexp, '[NC]': 'constant.other.flags' },
  ],
  ['a rewrite condition that is no pattern', 'RewriteCond %{REQUEST_FILENAME} !-f', { ' !-f': undefined }],
  ['RedirectMatch with a status', 'RedirectMatch 301 ^/a$ /b', { '301': number, '^/a$': regexp }],
  ['a log format', 'LogFormat "%h \\"%{Referer}i\\"" x', { Referer: server }],
  ['options', 'Options +Indexes -MultiViews', { '+': 'keyword.operator.switch', '-': 'keyword.operator.switch' }],
  ['a time', 'KeepAliveTimeout 500ms', { '500ms': number }],
  [
    'a script',
    '<LuaHookFixups "x">\nlocal a = 1\n</LuaHookFixups>\nListen 80',
    { LuaHookFixups: tag, 'local a = 1': 'meta.embedded.block.lua', Listen: mpm },
  ],
];

describe.skipIf(!home)('the grammar', async () => {
  const tokenize = home ? await tokenizer() : () => [];

  it.each(cases)('colours %s', (_, text, pieces) => {
    const tokens = tokenize(text);
    for (const [piece, expected] of Object.entries(pieces)) {
      const scopes = tokens.filter(([token]) => token === piece).map(([, all]) => all);
      const shown = JSON.stringify(tokens, null, 1);
      expect(scopes.length, `${piece} in ${shown}`).toBeGreaterThan(0);
      for (const all of scopes) {
        if (expected) expect(all.split(' '), `${piece} in ${shown}`).toContain(expected);
        else expect(all, `${piece} in ${shown}`).toMatch(/^(meta\.\S+)?$/);
      }
    }
  });

  it('knows every directive and section of every module', () => {
    const names = [
      ...directives.map(({ name }) => name),
      ...modules.flatMap(({ directives: groups }) => groups.flatMap((group) => group.names.split(' '))),
    ];
    for (const name of names) {
      const tokens = tokenize(name.startsWith('<') ? `${name} x>` : `${name} x`);
      const own = tokens.find(([token]) => token === name.replace('<', ''));
      expect(own?.[1], name).toMatch(/keyword\.|entity\.name\.tag|invalid\.deprecated/);
    }
  });

  it('gets over whatever is typed', () => {
    for (const text of [
      '',
      ' ',
      '\\',
      '<',
      '</',
      '>',
      '"',
      '${',
      '%{',
      '<>',
      '</>',
      '< x>',
      '\u0000',
      '\ufeffListen 80',
    ]) {
      expect(
        tokenize(`${text}\nListen 80`)
          .map(([token]) => token)
          .join(''),
      ).toContain('Listen 80');
    }
  });
});
