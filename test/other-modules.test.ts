import { describe, expect, it } from 'vitest';
import { analyse } from '../server/src/analyse.ts';
import { judge } from '../server/src/judge.ts';
import { defaultTarget, type Found } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';

const path = '/etc/apache2/httpd.conf';
const installed =
  'alias rewrite headers mime authz_core proxy ssl macro lua heartmonitor lbmethod_heartbeat third_party'.split(' ');
const found = new Map(installed.map((name): [string, Found] => [`/etc/apache2/mod_${name}.so`, { kind: 'file' }]));
const load = (...names: readonly string[]) =>
  names.map((name) => `LoadModule ${name}_module mod_${name}.so\n`).join('');

function resolved(text: string, whole: boolean) {
  const document = openDocument(`file://${path}`, text);
  return analyse(
    { path, document, target: { ...defaultTarget, mpm: 'event', ...(whole ? { started: true } : { whole }) }, found },
    [],
  );
}

const problems = (text: string, whole: boolean) =>
  resolved(text, whole).resolution.problems.map(({ node, text: said }) => `${node.number}: ${said}`);
/** What is wrong with a text that is all that httpd reads. */
const inAll = (text: string) => problems(text, true);
/** What is wrong with a text that another file may include. */
const inPart = (text: string) => problems(text, false);

describe('directives of other modules', () => {
  it('are counted as httpd counts them, in the words of the module that was loaded last', () => {
    expect(inAll(`${load('alias')}Alias /a /b /c\n`)).toEqual([
      '2: Alias takes 1-2 arguments, a fakename and a realname, or a realname in a Location',
    ]);
    expect(inAll(`RewriteEngine\n${load('rewrite')}rewriteengine on off\n`)).toEqual([
      '1: RewriteEngine must be On or Off',
    ]);
    const storages = ['heartmonitor', 'proxy', 'lbmethod_heartbeat'];
    expect(inAll(`${load(...storages)}HeartbeatStorage\n`)).toEqual([
      '4: HeartbeatStorage takes one argument, Path to read heartbeat data.',
    ]);
    expect(inAll(`${load(...storages.reverse())}HeartbeatStorage\n`)).toEqual([
      '4: HeartbeatStorage takes one argument, Path to store heartbeat data.',
    ]);
  });

  it('are first unknown, then in the wrong section, then of the wrong number of words, then nowhere to be', () => {
    const inside = (section: string, line: string) => `<${section}>\n${line}\n</${section.split(' ')[0]}>\n`;
    expect(inAll(inside('Directory /', 'RewriteMap'))).toEqual([
      expect.stringContaining("2: Invalid command 'RewriteMap'"),
    ]);
    expect(inAll(load('rewrite') + inside('Directory /', 'RewriteMap'))).toEqual([
      '3: RewriteMap not allowed in <Directory> context',
    ]);
    expect(inAll(inside('VirtualHost *:80', 'ServerTokens'))).toEqual([expect.stringContaining('takes one argument')]);
    expect(inAll(inside('VirtualHost *:80', 'ServerTokens Prod'))).toEqual([
      '2: ServerTokens cannot occur within <VirtualHost> section',
    ]);
    expect(inAll(load('proxy') + inside('FilesMatch .', 'ProxyPass /a http://127.0.0.1/'))).toEqual([
      '3: ProxyPass cannot occur within <FilesMatch> section',
    ]);
    expect(inAll('Port\nPort 80\n<VirtualHost *>\nNameVirtualHost\n</VirtualHost>\n')).toEqual([
      '1: Port takes one argument, Port was replaced with Listen in Apache 2.0',
      '2: Port was replaced with Listen in Apache 2.0',
      '4: NameVirtualHost takes one argument, A numeric IP address:port, or the name of a host',
    ]);
  });

  it('are told of too many words in a tag behind what is in the section', () => {
    expect(inAll('<Directory /a /b>\n<Files ~ x>\nFoo\n</Files>\n<Files x y>\n</Files>\n</Directory>\nBar\n')).toEqual([
      expect.stringContaining("3: Invalid command 'Foo'"),
      '5: Multiple <Files> arguments not (yet) supported.',
      '1: Multiple <Directory> arguments not (yet) supported.',
      expect.stringContaining("8: Invalid command 'Bar'"),
    ]);
  });

  it('stand where httpd says and in two kinds of places of which it does not tell', () => {
    const inside = (lines: string) => `<Directory />\n<RequireAll>\n${lines}\n</RequireAll>\n</Directory>\n`;
    const start = load('authz_core', 'headers', 'proxy', 'ssl');
    expect(inAll(start + inside('Require all granted\nServerSignature Off\nHeader unset X'))).toEqual([
      '9: Header not allowed in <RequireAll> context',
    ]);
    expect(inAll(start + inside('<Files x>\n</Files>'))).toEqual([
      '7: <Files> cannot occur within <Limit> or <LimitExcept> section',
    ]);
    const proxy = '<Proxy *>\nSSLProxyVerify none\n<If true>\nSSLProxyVerify none\n</If>\nSSLEngine On\n</Proxy>\n';
    expect(inAll(start + proxy)).toEqual(['10: SSLEngine not allowed in <Proxy> context']);
    expect(inAll('<VirtualHost *>\nListen 1 2 3\n</VirtualHost>\n')).toEqual([
      '2: Listen cannot occur within <VirtualHost> section',
    ]);
  });

  it('are left alone where a fragment does not tell enough', () => {
    expect(inPart('Alias /a /b /c\nRewriteEngine\n<Proxy x\n</Proxy>\nServerAlias x\nCGIPassAuth On\n')).toEqual([]);
    expect(
      inPart('ServerTokens <%= @a %> <%= @b %>\nServerTokens ${A} ${B}\n<Directory <%= @a %>>\n</Directory>\n'),
    ).toEqual([]);
    expect(inPart('<IfModule mod_alias.c>\nAlias\n</IfModule>\n')).toEqual([]);
    expect(inPart('ServerTokens a b\n')).toEqual([expect.stringContaining('1: ServerTokens takes one argument')]);
    expect(inPart('LoadModule alias_module x\nAlias\n')).toEqual([
      expect.stringContaining('2: Alias takes 1-2 arguments'),
    ]);
  });

  it('are unknown where a module is that nobody knows, with all that its sections hold', () => {
    const text = `${load('third_party')}Foo\n<Bar>\nuse strict;\nServerTokens\n</Bar>\n<Perl>\n<a> </b>\n</Perl>\n`;
    expect(inAll(text)).toEqual([]);
    expect(inAll(`${load('third_party')}Alias\n`)).toEqual([expect.stringContaining("2: Invalid command 'Alias'")]);
  });
});

describe('macros and scripts', () => {
  const macro = (name: string, ...lines: readonly string[]) => `<Macro ${name}>\n${lines.join('\n')}\n</Macro>\n`;

  it('are text', () => {
    const odd = ['ThreadsPerChild x', '<Foo', '</Bar>', 'LoadModule x', '<Macro y>', '</Macro>', 'Define'];
    expect(inAll(load('macro') + macro('a', ...odd))).toEqual([]);
    expect(inPart(macro('a', ...odd))).toEqual([]);
    expect(inAll(`${load('lua')}<LuaHookFixups>\nif a<b then </x> end\n</LuaHookFixups>\nFoo\n`)).toEqual([
      expect.stringContaining("5: Invalid command 'Foo'"),
    ]);
    expect(inAll(macro('a', 'Foo'))).toEqual([expect.stringContaining("1: Invalid command '<Macro'")]);
    expect(inAll(`${macro('a', 'Foo')}${load('macro')}Use a b\n`)).toEqual(['5: no macro defined before Use']);
  });

  it('have names, ends and numbers of arguments', () => {
    const start = load('macro');
    expect(inAll(`${start}<Macro a\n</Macro>\n`)).toEqual(["2: <Macro> directive missing closing '>'"]);
    expect(inAll(`${start}<Macro>\n</Macro>\n`)).toEqual(['2: <Macro macro definition: empty name']);
    expect(inAll(`${start}<Macro a>\nFoo\n`)).toEqual([
      `2: macro 'a' (defined on line 2 of "${path}")\n\tcontents error: expected token not found: </Macro>`,
    ]);
    expect(inAll(`${start}${macro('a $x', 'Header $x')}Use A\nUse b\nUse\n`)).toEqual([
      `5: macro 'a' (defined on line 2 of "${path}") used with 0 arguments instead of 1`,
      "6: macro 'b' undefined",
      '7: no macro name specified with Use',
    ]);
    expect(inPart('Use VHost example.org\n')).toEqual([]);
  });

  it('are read in the place of their Use', () => {
    const uses = (...lines: readonly string[]) => `${load('macro')}${macro('a $n', ...lines)}Use a 50\n`;
    const effective = (text: string, name: string) => resolved(text, true).model?.settings.get(name)?.effective;
    expect(effective(uses('ServerSignature Off'), 'ThreadsPerChild')).toBe(25);
    expect(effective(uses('ThreadsPerChild $n'), 'ThreadsPerChild')).toBe(50);
    expect(effective(uses('<VirtualHost *>', 'KeepAlive Off', '</VirtualHost>'), 'KeepAlive')).toBe('On');
    expect(inAll(`${uses('ServerSignature Off')}Alias\n`)).toEqual([
      expect.stringContaining("Invalid command 'Alias'"),
    ]);
    expect(inAll(`${uses('LoadModule alias_module mod_alias.so')}Alias /a /b\nUse b\n`)).toEqual([
      "7: macro 'b' undefined",
    ]);
    expect(inAll(`${uses('<Directory />')}</Directory>\n`)).toEqual([]);
  });

  it('are unknown where a fragment does not tell enough', () => {
    const effective = (text: string) => resolved(text, false).model?.settings.get('StartServers')?.effective;
    const start = macro('a $n', 'StartServers $n', 'ServerTokens');
    expect(inPart('Use VHost example.org\n</VirtualHost>\n')).toHaveLength(1);
    expect(inPart(`${start}Use a \${N}\n`)).toEqual([
      '2: ServerTokens takes one argument, Determine tokens displayed in the Server: header - Min(imal), Major, Minor, Prod(uctOnly), OS, or Full',
    ]);
    expect(effective(`${start}Use a 7\n`)).toBe(7);
    expect(effective(`${start}Use a \${N}\n`)).toBeUndefined();
    expect(inPart(`${start}Use a \${N} 4\nUse a 1 2\n`)).toEqual([expect.stringContaining('6: ')]);
    expect(inPart(`<IfDefine A>\n${start}</IfDefine>\nUse a 1\n`)).toEqual([]);
    expect(effective(`<IfDefine A>\n${start}</IfDefine>\nUse a 1\n`)).toBeUndefined();
    expect(effective(`${start}<Macro a <%= @n %>>\nStartServers 8\n</Macro>\nUse a 7\n`)).toBe(3);
  });

  it('have their findings in their text, or at the Use where its words decide', () => {
    const text = `${macro('a $n', 'MaxRequestWorkers 410', '# why', 'StartServers $n')}Use a 4k\n`;
    const document = openDocument(`file://${path}`, text);
    const target = { ...defaultTarget, mpm: 'event', whole: false } as const;
    const { findings } = judge({ path, document, target, found: new Map() }, rules);
    const at = findings.map((finding) => [
      finding.rule.id,
      finding.at.start.line,
      finding.at.end.character,
      finding.fixes?.map(({ safe }) => safe) ?? [],
      finding.related?.map((one) => `${one.at.start.line} ${wordsOf(one.message)}`),
    ]);
    expect(at).toEqual([
      ['max-request-workers-not-a-multiple', 1, 21, [false, false], ['5 The macro is used here']],
      ['not-a-number', 5, 8, [], ['3 The line in the macro']],
    ]);
  });

  it('are not mended at the Use', () => {
    const text = `${macro('a $n', 'StartServers $n')}Use a 4\nUse a 5\n`;
    const document = openDocument(`file://${path}`, text);
    const target = { ...defaultTarget, mpm: 'event', whole: false } as const;
    const { findings } = judge({ path, document, target, found: new Map() }, rules);
    expect(findings.map(({ rule, at, fixes }) => [rule.id, at.start.line, fixes])).toEqual([
      ['overridden-by-later-line', 3, []],
    ]);
  });

  it('are parsed once for the same words, and end', () => {
    const many = `${macro('a $n', ...Array.from({ length: 500 }, () => 'ServerTokens $n'))}${'Use a Prod\n'.repeat(2000)}`;
    const before = performance.now();
    expect(inPart(many)).toEqual([]);
    expect(performance.now() - before).toBeLessThan(5000);
    const doubled = Array.from({ length: 40 }, (_, i) => macro(`m${i}`, `Use m${i + 1}`, `Use m${i + 1}`)).join('');
    expect(inPart(`${doubled}Use m0\n`)).toEqual([]);
    const nested = Array.from({ length: 5000 }, (_, i) => macro(`m${i}`, `Use m${i + 1}`)).join('');
    expect(inPart(`${nested}Use m0\n`)).toEqual([]);
  });
});
