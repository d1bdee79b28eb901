import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  type Diagnostic,
  DocumentDiagnosticRequest,
  HoverRequest,
  type MarkupContent,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { bundle } from '../../scripts/translations.ts';
import type { EffectiveLink } from '../../server/src/features/effective-links.ts';
import { features } from '../../server/src/features/index.ts';
import { applyEdits } from '../../server/src/syntax/apply-edits.ts';
import { touches } from '../../server/src/text/place.ts';
import { connect, type LanguageClient, pulling, servers } from '../support/language-client.ts';

const folder = 'file:///nobody/has/this/apache2/mods-available';
let opened = 0;
/** An address that no test used before; its name says event, so that findings are those of event. */
const newUri = (name = 'mpm_event.conf') => `${folder}/${++opened}/${name}`;

const broken = 'StartServers 2\nThreadsPerChild 25\nMaxRequestWorkers 410\n';

/** A text about which every feature has something to say. */
const everything = `Define WORKERS 410
LoadModule mpm_event_module modules/mod_mpm_event.so
Include https/*.conf
<IfModule mpm_event_module>
      StartServers 2
      ThreadsPerChild 25
MaxRequestWorkers \${WORKERS}
</IfModule>
<Files x>
# the end
`;
/** What stands behind the place where it is asked, if not about MaxRequestWorkers. */
const placesToAsk: Readonly<Record<string, string>> = {
  'apacheMpm/closingTag': '\n# the end',
  'textDocument/completion': 'hreadsPerChild',
  'textDocument/definition': 'ORKERS}',
  'textDocument/linkedEditingRange': 'fModule',
  'textDocument/onTypeFormatting': '/IfModule>',
  'textDocument/prepareRename': 'ORKERS',
  'textDocument/references': 'ORKERS',
  'textDocument/rename': 'ORKERS',
  'textDocument/signatureHelp': '{WORKERS}',
};

const rulePage = 'vscode://apache-mpm.apache-mpm/rules/{rule}';

/** Where the words stand in the text; `offset` counts from their begin. */
function positionOf(text: string, words: string, offset = 0): Position {
  const before = text.slice(0, text.indexOf(words) + offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)!.length };
}

function rangeOf(text: string, words: string): Range {
  return { start: positionOf(text, words), end: positionOf(text, words, words.length) };
}

const inEnglish = 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)';
const inChinese = 'MaxRequestWorkers 410 不是 ThreadsPerChild 25 的倍数：httpd 按 400 运行（16 × 25）';

const messagesOf = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ message }) => message);

describe.each(Object.entries(servers))('%s', (name, start) => {
  const hasDisk = !name.startsWith('web');
  let client: LanguageClient;
  beforeAll(async () => {
    client = await connect(start, { initializationOptions: { rulePage } });
  });
  afterAll(async () => {
    await client.end();
    expect(client.stderr()).toBe('');
    expect(client.complaints).toEqual([]);
  });

  async function opens(text: string, name?: string): Promise<string> {
    const uri = newUri(name);
    await client.open(uri, text);
    return uri;
  }

  describe('initialize', () => {
    test('is answered with what the features promise, and nothing else', () => {
      expect(client.initialized).toEqual({
        capabilities: Object.assign(
          {
            textDocumentSync: { openClose: true, change: 2 },
            workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
          },
          ...features.map(({ capabilities }) => capabilities),
        ),
      });
      expect(client.initialized.capabilities).toMatchObject({
        hoverProvider: true,
        codeActionProvider: {
          codeActionKinds: [
            'quickfix',
            'refactor.rewrite.apacheMpm',
            'refactor.rewrite.apacheMpm.convert',
            'source.fixAll.apacheMpm',
          ],
        },
        diagnosticProvider: { identifier: 'apache-mpm' },
      });
    });

    test.each(['fr', 'zh-tw'])('in a language that there is not is answered in English: %s', async (locale) => {
      expect(messagesOf(await findingsIn(locale))).toEqual([inEnglish]);
    });

    test('in Chinese is answered in Chinese; a server without a disk is handed its words', async () => {
      const translations = bundle('server', 'zh-cn');
      expect(messagesOf(await findingsIn('zh-cn', { translations }))).toEqual([inChinese]);
      expect(messagesOf(await findingsIn('zh-cn'))).toEqual([hasDisk ? inChinese : inEnglish]);
    });

    test('with translations that are none is answered in English', async () => {
      for (const translations of ['words', { [inEnglish]: 1 }, [1]]) {
        expect(messagesOf(await findingsIn('zh-cn', { translations }))).toEqual([inEnglish]);
      }
    });

    async function findingsIn(locale: string, initializationOptions: object = {}): Promise<readonly Diagnostic[]> {
      const other = await connect(start, { locale, initializationOptions });
      const uri = newUri();
      await other.open(uri, 'MaxRequestWorkers 410\n');
      const diagnostics = await other.pull(uri);
      await other.end();
      return diagnostics;
    }

    test.each(features.map(({ method }) => method))('%s is answered, as it was promised', async (method) => {
      const uri = await opens(everything, 'httpd-mpm.conf');
      const position = positionOf(everything, placesToAsk[method] ?? 'axRequestWorkers');
      const answer = await client.connection.sendRequest(method, {
        textDocument: { uri },
        position,
        positions: [position],
        range: rangeOf(everything, everything),
        context: { diagnostics: [], includeDeclaration: true },
        options: { tabSize: 2, insertSpaces: true },
        ch: '\n',
        newName: 'THREADS',
        query: 'Max',
        label: 'MaxRequestWorkers',
        code: 'AH00513',
      });
      expect(answer).toBeTruthy();
      if (Array.isArray(answer)) expect(answer).not.toHaveLength(0);
    });
  });

  describe('diagnostics that are asked for', () => {
    test('have code, severity, source, place, message and the address of the page', async () => {
      const uri = await opens(broken);
      expect(await client.pull(uri)).toEqual([
        {
          range: rangeOf(broken, 'MaxRequestWorkers 410'),
          severity: 2,
          source: 'apache-mpm',
          code: 'max-request-workers-not-a-multiple',
          codeDescription: { href: rulePage.replace('{rule}', 'max-request-workers-not-a-multiple') },
          message: 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)',
          relatedInformation: [
            { location: { uri, range: rangeOf(broken, 'ThreadsPerChild 25') }, message: 'ThreadsPerChild is set here' },
          ],
        },
      ]);
    });

    test('have the severities of their rules', async () => {
      const uri = await opens('MaxClients 400\nThreadsPerChild 25k\nMinSpareServers 5\n');
      const found = await client.pull(uri);
      expect(found.map(({ code, severity }) => [code, severity])).toEqual([
        ['deprecated-directive-name', 4],
        ['not-a-number', 2],
        ['directive-of-another-mpm', 1],
      ]);
    });

    test('have no address when the editor shows no pages', async () => {
      const other = await connect(start);
      onTestFinished(async () => void (await other.end()));
      const uri = newUri();
      await other.open(uri, broken);
      const [finding] = await other.pull(uri);
      expect(finding).toMatchObject({ code: 'max-request-workers-not-a-multiple' });
      expect(finding).not.toHaveProperty('codeDescription');
    });

    test('are not sent unasked', async () => {
      const uri = await opens(broken);
      await client.change(uri, { text: broken });
      await client.pull(uri);
      expect(client.pushed(uri)).toEqual([]);
    });

    test('are none for a document that is not open, or not any more', async () => {
      expect(await client.pull(newUri())).toEqual([]);
      const uri = await opens(broken);
      expect(await client.pull(uri)).toHaveLength(1);
      await client.close(uri);
      expect(await client.pull(uri)).toEqual([]);
    });

    test('are those of the text in hand when a document is opened anew', async () => {
      const uri = await opens(broken);
      await client.close(uri);
      await client.open(uri, broken.replace('410', '400'));
      expect(await client.pull(uri)).toEqual([]);
    });
  });

  describe('diagnostics that are sent', () => {
    test('are not sent again as long as they are what the editor has', async () => {
      const text = `${broken}<VirtualHost *:80>\n  ServerName x\n</VirtualHost>\n`;
      const uri = await opens(text);
      const ask = (previousResultId?: string) =>
        client.connection.sendRequest(DocumentDiagnosticRequest.type, {
          textDocument: { uri },
          ...(previousResultId !== undefined && { previousResultId }),
        });
      const first = await ask();
      expect(first.kind).toBe('full');
      expect(await ask(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
      const end = { line: 4, character: 14 };
      await client.change(uri, { range: { start: end, end }, text: '.example' });
      expect(await ask(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
      await client.change(uri, { range: rangeOf(text, '410'), text: '420' });
      const second = await ask(first.resultId);
      expect(second.kind === 'full' && messagesOf(second.items)).toEqual([inEnglish.replace('410', '420')]);
      expect((await ask('of another server')).kind).toBe('full');
    });

    test('follow opening and changes, and go when the document is closed', async () => {
      const pushedTo = await connect(start, { capabilities: { textDocument: { publishDiagnostics: {} } } });
      onTestFinished(async () => void (await pushedTo.end()));
      const uri = newUri();
      await pushedTo.open(uri, broken);
      await pushedTo.pushes(uri, 1);
      await pushedTo.change(uri, { range: rangeOf(broken, '410'), text: '1000' });
      await pushedTo.pushes(uri, 2);
      await pushedTo.change(uri, { range: rangeOf(broken, '410'), text: '400' }, { text: broken });
      await pushedTo.pushes(uri, 3);
      await pushedTo.close(uri);
      await pushedTo.pushes(uri, 4);
      expect(pushedTo.pushed(uri).map((each) => each.map(({ code }) => code))).toEqual([
        ['max-request-workers-not-a-multiple'],
        ['max-request-workers-above-server-limit'],
        ['max-request-workers-not-a-multiple'],
        [],
      ]);
    });

    test('are sent once for changes that come together, and are those after the last', async () => {
      const pushedTo = await connect(start, { capabilities: {} });
      onTestFinished(async () => void (await pushedTo.end()));
      const uri = newUri();
      await pushedTo.open(uri, 'MaxRequestWorkers 400\n');
      const range = { start: { line: 0, character: 18 }, end: { line: 0, character: 21 } };
      const numbers = Array.from({ length: 300 }, (_, i) => String(101 + i)).filter(
        (number) => Number(number) % 25 !== 0,
      );
      await Promise.all(numbers.map((text) => pushedTo.change(uri, { range, text })));
      await expect
        .poll(() => messagesOf(pushedTo.pushed(uri).at(-1) ?? [])[0], { timeout: 10_000 })
        .toContain('MaxRequestWorkers 399 is not a multiple');
      expect(pushedTo.pushed(uri).length).toBeLessThan(numbers.length);
    });
  });

  describe('changes', () => {
    const cases: readonly (readonly [string, string, (text: string) => readonly { range?: Range; text: string }[]])[] =
      [
        ['of one number', broken, (text) => [{ range: rangeOf(text, '410'), text: '420' }]],
        [
          'several in one notification, each on the text that the one before left',
          broken,
          (text) => [
            { range: rangeOf(text, 'StartServers 2\n'), text: '' },
            { range: { start: { line: 0, character: 16 }, end: { line: 0, character: 18 } }, text: '30' },
            { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } }, text: 'MinSpareThreads 99' },
          ],
        ],
        ['of the whole text', 'ServerLimit 3\n', () => [{ text: broken }]],
        [
          'of the whole text and then of a part',
          'ServerLimit 3\n',
          () => [{ text: broken }, { range: rangeOf(broken, '410'), text: '77' }],
        ],
        [
          'between CR and LF lines',
          broken.replaceAll('\n', '\r\n'),
          (text) => [{ range: rangeOf(text, '410\r\n'), text: '4\r\n10' }],
        ],
        [
          'that takes the CR of a CR LF away',
          broken.replaceAll('\n', '\r\n'),
          (text) => [{ range: rangeOf(text, '2\r\nThreadsPerChild'), text: '2\n\nThreadsPerChild' }],
        ],
        [
          'that make a CR and a LF one line end',
          'StartServers 2\rServerLimit 5\nMaxRequestWorkers 410\n',
          (text) => [{ range: rangeOf(text, 'ServerLimit 5'), text: '' }],
        ],
        [
          'that end a line with a LF, which a lone CR did not',
          'StartServers 2\rMaxRequestWorkers 410\n',
          () => [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: '\n' }],
        ],
        ['with lone CRs', broken.replaceAll('\n', '\r'), (text) => [{ range: rangeOf(text, '410'), text: '411\n' }]],
        [
          'behind the end of a line and of the text',
          broken,
          () => [
            { range: { start: { line: 1, character: 99 }, end: { line: 1, character: 2_000_000_000 } }, text: '0' },
            {
              range: { start: { line: 99, character: 7 }, end: { line: 2_000_000_000, character: 0 } },
              text: 'MaxClients 50',
            },
          ],
        ],
        [
          'with its end before its begin',
          broken,
          () => [{ range: { start: { line: 2, character: 5 }, end: { line: 1, character: 0 } }, text: '#' }],
        ],
        [
          'behind an emoji, which counts as two',
          '# 🚦 lights\nMaxRequestWorkers 410\n',
          (text) => [{ range: rangeOf(text, 'lights\n'), text: 'stop\nMaxClients 50\n# ' }],
        ],
        [
          'that breaks an emoji into halves',
          '# 🚦\nMaxRequestWorkers 410\n',
          () => [{ range: { start: { line: 0, character: 3 }, end: { line: 0, character: 4 } }, text: '\n' }],
        ],
        ['that continues a line', broken, (text) => [{ range: rangeOf(text, '2\n'), text: '\\\n7 \\\n' }]],
        [
          'that empties the text',
          broken,
          (text) => [{ range: { start: { line: 0, character: 0 }, end: positionOf(`${text}$`, '$') }, text: '' }],
        ],
      ];

    test.each(cases)('%s', async (_, text, changesOf) => {
      const uri = await opens(text);
      await client.pull(uri);
      await client.change(uri, ...(changesOf(text) as { range: Range; text: string }[]));
      const after = changesOf(text).reduce(changed, text);
      const fresh = await opens(after);
      const asOf = (found: unknown, own: string) => JSON.parse(JSON.stringify(found).replaceAll(own, 'the document'));
      expect(asOf(await client.pull(uri), uri)).toEqual(asOf(await client.pull(fresh), fresh));
      expect(after).not.toBe(text);
    });
  });

  describe('hover', () => {
    async function hoverOn(text: string, words: string, offset = 1, name?: string) {
      const uri = await opens(text, name);
      const position = positionOf(text, words, offset);
      const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
      return hover && { text: (hover.contents as MarkupContent).value, range: hover.range };
    }

    test('on the name of a directive tells the directive and the story of its value', async () => {
      const hover = await hoverOn(broken, 'MaxRequestWorkers');
      expect(hover?.range).toEqual(rangeOf(broken, 'MaxRequestWorkers'));
      expect(hover?.text).toMatch(/^\*\*MaxRequestWorkers\*\*: /);
      expect(hover?.text).toContain('Under event httpd runs **400**');
      expect(hover?.text).toContain('- httpd changes 410 to 400 because of ThreadsPerChild and says AH00513');
      expect(hover?.text).toContain('- Default: event, worker 400; prefork 256');
      expect(hover?.text).toContain('(https://httpd.apache.org/docs/2.4/mod/mpm_common.html#maxrequestworkers)');
    });

    test('on the value tells its story only', async () => {
      const hover = await hoverOn(broken, '410');
      expect(hover?.range).toEqual(rangeOf(broken, '410'));
      expect(hover?.text).toMatch(/^Under event httpd runs \*\*400\*\*\n\n- MaxRequestWorkers asks for 410 in /);
      expect(hover?.text).not.toContain('Default');
    });

    test('on a former name tells the present one', async () => {
      const hover = await hoverOn('maxclients 50\n', 'maxclients');
      expect(hover?.text).toMatch(/^\*\*MaxRequestWorkers\*\*, written under its former name MaxClients: /);
    });

    const block = '<IfModule mpm_event_module>\n  StartServers 2\n</IfModule>\n';
    test('on the name of a section tells its question and the answer', async () => {
      const hover = await hoverOn(block, 'IfModule', 1, 'httpd-mpm.conf');
      expect(hover?.range).toEqual(rangeOf(block, 'IfModule'));
      expect(hover?.text).toMatch(/^Read only if the module `mpm_event_module` is there/);
      expect(hover?.text).toContain('- Under event: read');
    });

    test('on the argument of a section tells the MPM', async () => {
      const hover = await hoverOn(block, 'mpm_event_module');
      expect(hover?.range).toEqual(rangeOf(block, 'mpm_event_module'));
      expect(hover?.text).toMatch(/^\*\*event\*\* \(`mpm_event_module`, `event\.c`\): /);
    });

    test('on a name that no module has tells the right one', async () => {
      const hover = await hoverOn('<IfModule mpm_event.c>\n</IfModule>\n', 'mpm_event.c');
      expect(hover?.text).toContain('httpd knows it as `mpm_event_module` and `event.c`');
    });

    test('counts an emoji as two characters', async () => {
      const text = 'PidFile "🚦" \\\n MaxClients\nMaxClients 50\n';
      const hover = await hoverOn(text, '50', 1);
      expect(hover?.range).toEqual(rangeOf(text, '50'));
    });

    test('behind a line end goes on in a continued line', async () => {
      const text = 'MaxRequest\\\nWorkers \\\n  410\n';
      const hover = await hoverOn(text, '410');
      expect(hover?.range).toEqual(rangeOf(text, '410'));
      expect((await hoverOn(text, 'Workers'))?.range).toEqual({
        start: { line: 0, character: 0 },
        end: positionOf(text, 'Workers', 'Workers'.length),
      });
    });

    test.each([
      ['a comment', '# MaxRequestWorkers 410\n', 'MaxRequestWorkers'],
      ['the value of a directive that has nothing to do with the MPM', 'DocumentRoot /srv\n', '/srv'],
      ['a blank line', '\n\n', '\n'],
    ])('says nothing on %s', async (_, text, words) => {
      expect(await hoverOn(text, words)).toBeNull();
    });

    test.each([
      [{ line: 99, character: 0 }],
      [{ line: 0, character: 9999 }],
      [{ line: -1, character: -1 }],
      [{ line: 2_000_000_000, character: 2_000_000_000 }],
    ])('outside of the text at %j does no harm', async (position) => {
      const uri = await opens(broken);
      await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
      expect(await client.pull(uri)).toHaveLength(1);
    });
  });

  describe('code actions', () => {
    async function actionsFor(uri: string, range: Range, context: Partial<CodeActionContext> = {}) {
      const params = { textDocument: { uri }, range, context: { diagnostics: [], ...context } };
      return ((await client.connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
    }
    const editsOf = (action: CodeAction | undefined, uri: string) => action?.edit?.changes?.[uri] ?? [];
    const applied = (text: string, edits: readonly TextEdit[]) =>
      applyEdits(
        text,
        edits.map(({ range, newText }) => ({ at: { uri: '', ...range }, text: newText })),
      );

    test('offer the fixes of a finding, preferred what is safe or evidently meant', async () => {
      const uri = await opens(broken);
      const actions = await actionsFor(uri, rangeOf(broken, '410'));
      expect(actions.map(({ title, kind, isPreferred }) => ({ title, kind, isPreferred }))).toEqual([
        { title: 'Write 400, the value httpd uses', kind: 'quickfix', isPreferred: false },
        {
          title: 'Serve 425 instead of 400: ServerLimit 34, MaxRequestWorkers 425',
          kind: 'quickfix',
          isPreferred: false,
        },
        { title: 'Ignore max-request-workers-not-a-multiple here…', kind: 'quickfix', isPreferred: undefined },
      ]);
      const text = `${broken}MaxRequestsPerChild 10k\n`;
      const other = await opens(text);
      const preferred = (await actionsFor(other, rangeOf(text, text))).filter(({ isPreferred }) => isPreferred);
      expect(preferred.map(({ title }) => title)).toEqual([
        'Rename to MaxConnectionsPerChild',
        'Write 10000 instead of 10',
      ]);
    });

    test('mend the finding when they are applied', async () => {
      const uri = await opens(broken);
      for (const action of await actionsFor(uri, rangeOf(broken, '410'))) {
        await client.change(uri, { text: applied(broken, editsOf(action, uri)) });
        const codes = (await client.pull(uri)).map(({ code }) => code);
        expect(codes, action.title).not.toContain('max-request-workers-not-a-multiple');
        await client.change(uri, { text: broken });
      }
    });

    test('name the diagnostics that they mend, of those that the editor shows', async () => {
      const uri = await opens(broken);
      const shown = await client.pull(uri);
      const stale = { ...shown[0]!, range: rangeOf(broken, 'StartServers 2') };
      const foreign = { ...shown[0]!, code: 'line-too-long', source: 'another' };
      const [action] = await actionsFor(uri, rangeOf(broken, '410'), { diagnostics: [stale, ...shown, foreign] });
      expect(action?.diagnostics).toEqual(shown);
      const [other] = await actionsFor(uri, rangeOf(broken, '410'));
      expect(other?.diagnostics).toEqual([]);
    });

    test('are those of the range', async () => {
      const text = `${broken}MaxConnectionsPerChild 10k\n`;
      const uri = await opens(text);
      const titles = async (words: string) => (await actionsFor(uri, rangeOf(text, words))).map(({ title }) => title);
      expect(await titles('10k')).toEqual([
        'Write 10000 instead of 10',
        'Write 10, the number httpd reads',
        'Ignore not-a-number here…',
      ]);
      expect(await titles('StartServers')).toEqual([]);
      expect(await titles(text)).toHaveLength(6);
    });

    test('are of the kinds that were asked for', async () => {
      const text = `${broken}MaxRequestsPerChild 10\n`;
      const uri = await opens(text);
      const kinds = async (...only: string[]) => [
        ...new Set((await actionsFor(uri, rangeOf(text, '410'), { only })).map(({ kind }) => kind)),
      ];
      expect(await kinds('quickfix')).toEqual(['quickfix']);
      expect(await kinds('source.fixAll.apacheMpm')).toEqual(['source.fixAll.apacheMpm']);
      expect(await kinds('source.fixAll')).toEqual(['source.fixAll.apacheMpm']);
      expect(await kinds('source')).toEqual(['source.fixAll.apacheMpm']);
      expect(await kinds('source.fixAll.eslint', 'refactor')).toEqual([]);
      expect(await kinds('source.fixAll', 'quickfix')).toEqual(['quickfix', 'source.fixAll.apacheMpm']);
      expect(await kinds('sourc', 'quick')).toEqual([]);
    });

    test('fix all that can safely be fixed in one go, and leave every effective value and what was meant', async () => {
      const text = [
        'LoadModule mpm_event_module modules/mod_mpm_event.so',
        '# of another age',
        'MaxClients 1000',
        'ThreadsPerChild "25k"',
        'ThreadLimit 16',
        'MaxMemFree 4096',
        'MaxMemFree 4096k',
        'MinSpareThreads 0',
        'MaxRequestsPerChild 4294967297',
        'KeepAlive On # apache-mpm-ignore not-a-number',
        '',
      ].join('\r\n');
      const fixed = [
        'LoadModule mpm_event_module modules/mod_mpm_event.so',
        '# of another age',
        'MaxRequestWorkers 1000',
        'ThreadsPerChild "25k"',
        'ThreadLimit 16',
        'MaxMemFree 4096',
        'MinSpareThreads 1',
        'MaxConnectionsPerChild 4294967297',
        'KeepAlive On',
        '',
      ].join('\r\n');
      const uri = await opens(text);
      const values = await valuesOf(uri);
      const [action, ...others] = await actionsFor(uri, rangeOf(text, 'of'), { only: ['source.fixAll.apacheMpm'] });
      expect(others).toEqual([]);
      const places = editsOf(action, uri).map(({ range }) => range);
      for (const [i, one] of places.entries()) {
        for (const other of places.slice(0, i))
          expect(touches(one, other), 'edits of one action stand apart').toBe(false);
      }
      expect(applied(text, editsOf(action, uri))).toBe(fixed);
      await client.change(uri, { text: fixed });
      expect(await valuesOf(uri)).toEqual(values);
      expect(await actionsFor(uri, rangeOf(fixed, fixed), { only: ['source'] })).toEqual([]);
    });

    async function valuesOf(uri: string): Promise<readonly string[]> {
      const answer = await client.connection.sendRequest<{ text: string }>('apacheMpm/effectiveSettings', {
        textDocument: { uri },
      });
      return [...answer.text.matchAll(/^([A-Z]\w+) +(\S+)/gm)].map(([, name, value]) => `${name} ${value}`);
    }
  });

  describe('requests of our own', () => {
    const ask = (method: string, uri: string) =>
      client.connection.sendRequest<{ text: string; tooltip?: string } | null>(method, { textDocument: { uri } });

    test('apacheMpm/effectiveSettings tells every setting, once for each MPM', async () => {
      const one = await ask('apacheMpm/effectiveSettings', await opens(broken));
      expect(one?.text).toMatch(/^MPM event\n\nServerLimit +16 +default\n/);
      expect(one?.text).toMatch(/\nMaxRequestWorkers +400 +mpm_event\.conf:3\n/);
      expect(one?.text).toMatch(/\nevent: 16 × 25 = 400 workers\n/);
      const blocks = '<IfModule mpm_prefork_module>\n</IfModule>\n<IfModule mpm_worker_module>\n</IfModule>\n';
      const two = await ask('apacheMpm/effectiveSettings', await opens(blocks, 'httpd-mpm.conf'));
      expect([...two!.text.matchAll(/^MPM (\w+)/gm)].map(([, mpm]) => mpm)).toEqual(['worker', 'prefork']);
    });

    test('apacheMpm/effectiveSettings tells where the lines are that it names', async () => {
      const uri = await opens(`# twice\nMaxRequestWorkers 300\n${broken}`);
      const answer = await client.connection.sendRequest<{ text: string; links: EffectiveLink[] }>(
        'apacheMpm/effectiveSettings',
        { textDocument: { uri } },
      );
      const lines = answer.text.split('\n');
      const links = answer.links.map(({ range: { start, end }, uri: file, line }) => {
        expect(file).toBe(uri);
        return [lines[start.line]!.slice(start.character, end.character), line + 1];
      });
      expect(links.length).toBeGreaterThan(3);
      for (const [name, line] of links) expect(name).toBe(`mpm_event.conf:${line}`);
      expect(links.map(([, line]) => line)).toContain(2);
    });

    test('apacheMpm/effectiveSettings tells why there are none', async () => {
      const loads = ['event', 'prefork'].map((mpm) => `LoadModule mpm_${mpm}_module modules/mod_mpm_${mpm}.so\n`);
      const answer = await ask('apacheMpm/effectiveSettings', await opens(loads.join(''), 'httpd.conf'));
      expect(answer?.text).toBe('No MPM: httpd would not start with this file alone\n');
    });

    test('apacheMpm/status tells the capacity', async () => {
      expect(await ask('apacheMpm/status', await opens(broken))).toEqual({
        text: 'event: 16 × 25 = 400 workers',
        tooltip: 'event: 16 × 25 = 400 workers',
      });
    });

    test('know nothing of documents that are not open', async () => {
      expect(await ask('apacheMpm/effectiveSettings', newUri())).toBeNull();
      expect(await ask('apacheMpm/status', newUri())).toBeNull();
    });
  });

  describe('what is wrong in a message', () => {
    test('a request that nobody knows is refused', async () => {
      const code = -32601;
      await expect(client.connection.sendRequest('apacheMpm/nothing', {})).rejects.toMatchObject({ code });
      await expect(client.connection.sendRequest('textDocument/moniker', {})).rejects.toMatchObject({ code });
    });

    test('a notification that nobody knows is passed over', async () => {
      await client.connection.sendNotification('apacheMpm/nothing', { anything: true });
      await client.connection.sendNotification('$/nothing');
      expect(await client.pull(await opens(broken))).toHaveLength(1);
    });

    test.each(features.map(({ method }) => method))('%s takes no harm from any parameters', async (method) => {
      const uri = await opens(broken);
      const other = await connect(start);
      onTestFinished(async () => void (await other.end()));
      await other.open(uri, broken);
      const textDocument = { uri };
      const strange: readonly unknown[] = [
        ...[
          undefined,
          null,
          [],
          {},
          'x',
          7,
          { textDocument: null },
          { textDocument: {} },
          { textDocument: { uri: 7 } },
        ],
        ...[{ textDocument }, { textDocument, position: null, range: null, context: null }],
        { textDocument, position: {}, range: {}, context: {} },
        { textDocument, position: { line: 'a', character: 'b' }, range: { start: {}, end: {} }, context: { only: 7 } },
        { textDocument, range: { start: { line: 2 }, end: { line: 2 } }, context: { diagnostics: [null, {}] } },
      ];
      for (const params of strange) {
        const answer = other.connection.sendRequest(method, params as object).then(
          () => 'an answer',
          ({ code }) => code,
        );
        expect(['an answer', -32603, -32602, -32600], JSON.stringify(params)).toContain(await answer);
      }
      expect(messagesOf(await other.pull(uri))).toEqual(messagesOf(await client.pull(uri)));
    });

    test('notifications that make no sense leave documents as they are', async () => {
      const other = await connect(start);
      onTestFinished(async () => void (await other.end()));
      const uri = newUri();
      await other.open(uri, broken);
      const before = await other.pull(uri);
      const textDocument = { uri, version: 2 };
      const position = { line: 0, character: 0 };
      for (const params of [undefined, {}, { textDocument: null }, { textDocument: {} }]) {
        for (const what of ['didOpen', 'didChange', 'didClose']) {
          await other.connection.sendNotification(`textDocument/${what}`, params as object);
        }
      }
      for (const contentChanges of [
        ...[undefined, null, 7, [], [null], [7], [{}], [{ text: 7 }], [{ text: null }]],
        [{ range: null, text: '#' }],
        [{ range: {}, text: '#' }],
        [{ range: { start: position }, text: '#' }],
        [{ range: { start: { line: 'a', character: 0 }, end: position }, text: '#' }],
        [{ range: { start: { line: -1, character: 0 }, end: position }, text: '#' }],
        [{ range: { start: position, end: position } }],
        [{ range: { start: position, end: position }, text: null }],
      ]) {
        await other.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges } as object);
        expect(messagesOf(await other.pull(uri)), JSON.stringify(contentChanges)).toEqual(messagesOf(before));
      }
      await other.change(uri, { range: rangeOf(broken, '410'), text: '420' });
      expect(messagesOf(await other.pull(uri))[0]).toContain('MaxRequestWorkers 420');
    });
  });
});

/** The change as LSP defines it, on a text. */
function changed(text: string, change: { range?: Range; text: string }): string {
  return change.range ? applyEdits(text, [{ at: { uri: '', ...change.range }, text: change.text }]) : change.text;
}

const processes = Object.entries(servers).filter(([name]) => name.endsWith('--stdio'));

describe.each(processes)('the end of %s', (_, start) => {
  test('comes with exit, and is a good one after shutdown', async () => {
    const client = await connect(start);
    await client.connection.sendRequest('shutdown');
    await client.connection.sendNotification('exit');
    expect(await client.ended).toBe(0);
    expect(client.stderr()).toBe('');
  });

  test('is a bad one without shutdown', async () => {
    const client = await connect(start);
    await client.connection.sendNotification('exit');
    expect(await client.ended).toBe(1);
  });

  test('comes when the editor is gone', async () => {
    const client = await connect(start);
    await client.open(newUri(), broken);
    client.hangUp();
    expect(await client.ended).toBe(1);
  });

  test('comes when the editor dies in the middle of a message', async () => {
    const server = start();
    server.connection.listen();
    const client = await connect(start, { capabilities: pulling });
    await client.open(newUri(), broken.repeat(10_000));
    client.hangUp();
    server.hangUp();
    expect(await Promise.all([client.ended, server.ended])).toEqual([1, 1]);
  });
});
