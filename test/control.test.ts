import { describe, expect, test } from 'vitest';
import { type Level, levelsIn, levelsSchema } from '../server/src/control/levels.ts';
import { allowed } from '../server/src/control/schema.ts';
import { judge, type SharedFinding } from '../server/src/judge.ts';
import { defaultTarget } from '../server/src/resolve/snapshot.ts';
import { snapshotOf } from '../server/src/rules/example-files.ts';
import { rules as all } from '../server/src/rules/index.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { likelyName } from '../server/src/text/likely-name.ts';
import { wordsOf } from '../server/src/text/message.ts';

/** These alone, so that no other rule finds something in the texts too. */
const rules = all.filter(({ id }) =>
  [
    'not-a-number',
    'deprecated-directive-name',
    'max-request-workers-above-server-limit',
    'max-spare-too-small',
    'unused-ignore',
  ].includes(id),
);

const told = (findings: readonly SharedFinding[]) =>
  findings.map(({ rule, at, severity }) => `${at.start.line + 1} ${severity} ${rule.id}`);

/** A file alone, as the editor has it, under event. */
function judged(text: string, levels: Record<string, Level> = {}, path = '/mpm_event.conf') {
  const document = openDocument(`file://${path}`, text);
  const snapshot = { path, document, target: defaultTarget, found: new Map() };
  return judge(snapshot, rules, new Map(Object.entries(levels)));
}
const findingsIn = (text: string) => told(judged(text).findings);

describe('a comment silences its rule', () => {
  const number = '# apache-mpm-ignore not-a-number';
  test.each([
    ['in the next line', `${number}: why\nStartServers 4k\n`, []],
    ['without a reason', `${number}\nStartServers 4k\n`, []],
    ['with blanks and signs before it', `  ##\t apache-mpm-ignore   not-a-number :why\n  StartServers 4k\n`, []],
    ['of the next line only', `${number}\nStartServers 4k\nMinSpareThreads 50k\n`, ['3 warning not-a-number']],
    ['over comments and blank lines', `${number}: why\n\n# more\n\nStartServers 4k\n`, []],
    [
      'together with others, in one comment or several',
      `# apache-mpm-ignore not-a-number, deprecated-directive-name: why\n# apache-mpm-ignore max-request-workers-above-server-limit\nMaxClients 500;\n`,
      [],
    ],
    ['in all lines of the next directive', `${number}\nStartServers \\\n  4k\n`, []],
    ['from the last line of a comment that goes on', `${number}: \\\n why\nStartServers 4k\n`, []],
    [
      'in the line behind a comment that takes the next one with it',
      `${number} \\\nStartServers 4k\nStartServers 5k\n`,
      ['2 warning unused-ignore', '2 warning unused-ignore'],
    ],
    [
      'in a whole section, with those in it',
      `${number}: why\n<IfModule event.c>\n<IfModule !prefork.c>\n</IfModule>\nStartServers 4k\n</IfModule>\nStartServers 4k\n`,
      ['7 warning not-a-number'],
    ],
    [
      'in a section that is not closed, to the end',
      `${number}\n<IfModule event.c>\nStartServers 4k\nMinSpareThreads 50k\n`,
      [],
    ],
    [
      'in the file, from wherever it stands',
      'StartServers 4k\n# apache-mpm-ignore-file not-a-number: why\nMinSpareThreads 50k\n',
      [],
    ],
    [
      'not where it is a word of a directive',
      `StartServers 4k \\\n${number}\nMinSpareThreads 50k\n`,
      ['3 warning not-a-number'],
    ],
    ['not above the comment', `StartServers 4k\n${number}\n`, ['1 warning not-a-number', '2 hint unused-ignore']],
  ])('%s', (_, text, left) => {
    expect(findingsIn(text)).toEqual(left);
    expect(findingsIn(text.replaceAll('\n', '\r\n'))).toEqual(left);
  });

  test('of errors too', () => {
    const text = 'LoadModule mpm_event_module x\nServerLimit\n';
    const judgedWhole = (text: string) =>
      judge({ ...judged(text).analyses[0]!.snapshot, document: openDocument('file:///a.conf', text) }, all).findings;
    const [error] = judgedWhole(text);
    expect(error?.severity).toBe('error');
    expect(judgedWhole(text.replace('\n', `\n# apache-mpm-ignore ${error!.rule.id}\n`))).toEqual([]);
  });

  test('in the file where the finding is, not where it comes from', () => {
    const inclusion = 'LoadModule mpm_event_module x.so\nInclude extra.conf\n';
    const snapshot = (main: string, extra: string) =>
      snapshotOf(
        new Map([
          ['httpd.conf', main],
          ['extra.conf', extra],
        ]),
        undefined,
      );
    const left = (main: string, extra: string) => {
      const { findings, silenced } = judge(snapshot(main, extra), rules);
      return [told(findings), told(silenced)];
    };
    const ignore = '# apache-mpm-ignore not-a-number\n';
    expect(left(inclusion, `${ignore}StartServers 4k\n`)).toEqual([[], ['2 warning not-a-number']]);
    expect(left(`# apache-mpm-ignore-file not-a-number\n${inclusion}`, 'StartServers 4k\n')).toEqual([
      ['1 warning not-a-number', '1 hint unused-ignore'],
      [],
    ]);
  });
});

describe('a comment that silences nothing', () => {
  const block = (mpm: string, ...lines: string[]) => `<IfModule mpm_${mpm}_module>\n${lines.join('\n')}\n</IfModule>\n`;
  const ignore = '# apache-mpm-ignore max-request-workers-above-server-limit';
  const several = (text: string) => told(judged(text, {}, '/httpd-mpm.conf').findings);

  test('is told where an MPM has read what it covers', () => {
    expect(several(block('event', ignore, 'MaxRequestWorkers 300') + block('prefork', 'StartServers 2'))).toEqual([
      '2 hint unused-ignore',
    ]);
  });

  test('is none where one of several MPMs has the finding', () => {
    const text = `${ignore}\nMaxRequestWorkers 300\n${block('event')}${block('prefork')}`;
    expect(several(text)).toEqual([]);
    expect(several(`${ignore.replace('ignore', 'ignore-file')}\n${text.slice(ignore.length)}`)).toEqual([]);
  });

  test('is none where one of the guesses has the finding, though it is not said', () => {
    expect(told(judged('MaxRequestWorkers 300\n', {}, '/a.conf').findings)).toEqual([]);
    expect(told(judged(`${ignore}\nMaxRequestWorkers 300\n`, {}, '/a.conf').findings)).toEqual([]);
  });

  test('is none of a block that no MPM reads, nor above it', () => {
    const lines = [ignore, 'MaxRequestWorkers 300'];
    expect(several(`<IfModule mod_elsewhere.c>\n${lines.join('\n')}\n</IfModule>\n`)).toEqual([]);
    expect(several(`LoadModule mpm_event_module x\n${block('prefork', ...lines)}`)).toEqual([]);
    expect(several(`LoadModule mpm_event_module x\n${ignore}\n${block('prefork', lines[1]!)}`)).toEqual([]);
    expect(several(`LoadModule mpm_event_module x\n${block('event', ...lines)}`)).toEqual(['3 hint unused-ignore']);
  });

  test('is none in a macro, whose lines are read where it is used', () => {
    expect(several(`LoadModule mpm_event_module x\n<Macro big>\n${ignore}\nMaxRequestWorkers 300\n</Macro>\n`)).toEqual(
      [],
    );
  });

  test('can be kept by naming unused-ignore too', () => {
    expect(findingsIn(`${ignore}, unused-ignore: with the big file\nMaxRequestWorkers 300\n`)).toEqual([]);
    expect(findingsIn(`# apache-mpm-ignore-file unused-ignore\n${ignore}\nMaxRequestWorkers 300\n`)).toEqual([]);
  });

  test('is told also when its rule is off', () => {
    const off = { 'not-a-number': 'off' } as const;
    expect(told(judged('# apache-mpm-ignore not-a-number\nStartServers 4k\n', off).findings)).toEqual([]);
    expect(told(judged('# apache-mpm-ignore not-a-number\nStartServers 4\n', off).findings)).toEqual([
      '1 hint unused-ignore',
    ]);
  });

  test('goes without a trace, and safely only where all files are seen', () => {
    const fixesOf = (text: string) =>
      judged(text, {}, '/a.conf').findings.flatMap(({ fixes = [] }) =>
        fixes.map(({ edits, safe }) => [applyEdits(text, edits), safe !== false]),
      );
    const own = 'LoadModule mpm_event_module x\r\n';
    const two = '  # apache-mpm-ignore not-a-number,unused-ignore , max-spare-too-small\r\nTimeout 5\r\n';
    expect(fixesOf(`${own}  ${ignore} \\\r\n  \r\nTimeout 5`)).toEqual([[`${own}Timeout 5`, true]]);
    expect(fixesOf(`${own}  ${ignore}: a \\\r\n b\r\nTimeout 5`)).toEqual([[`${own}Timeout 5`, false]]);
    expect(fixesOf(`Timeout 5\n${ignore}`)).toEqual([['Timeout 5\n', false]]);
    expect(fixesOf(`${own}${two.replace(',unused-ignore ', '')}`)).toEqual([
      [`${own}  # apache-mpm-ignore max-spare-too-small\r\nTimeout 5\r\n`, true],
      [`${own}  # apache-mpm-ignore not-a-number\r\nTimeout 5\r\n`, true],
    ]);
    expect(fixesOf(own + two)).toEqual([]);
  });
});

describe('the level of a rule', () => {
  const text = 'MaxClients 300\n';
  test('takes the place of its severity', () => {
    expect(told(judged(text, { 'deprecated-directive-name': 'error' }).findings)).toEqual([
      '1 error deprecated-directive-name',
    ]);
  });

  test('may be off', () => {
    const off = Object.fromEntries(rules.map(({ id }): [string, Level] => [id, 'off']));
    expect(told(judged(text, off).findings)).toEqual([]);
    expect(told(judged('# apache-mpm-ignore none\n', { 'unused-ignore': 'information' }).findings)).toEqual([
      '1 information unused-ignore',
    ]);
  });

  test('is read with a word for each part that makes no sense, the others held', () => {
    const read = (value: unknown) => {
      const { value: read, problems } = allowed(value, levelsSchema(rules), 'rules');
      return [[...levelsIn(read)], problems.map(({ message }) => wordsOf(message))];
    };
    const value = { 'not-a-number': 'off', 'not-a-numbers': 'off', nonsense: 'hint', 'max-spare-too-small': 'warn' };
    expect(read({ ...value, 'unused-ignore': null })).toEqual([
      [['not-a-number', 'off']],
      [
        'rules has no not-a-numbers: not-a-number is meant perhaps',
        'rules has no nonsense',
        'rules.max-spare-too-small is "warn", which is none of off, hint, information, warning, error',
        'rules.unused-ignore is null, which is none of off, hint, information, warning, error',
      ],
    ]);
    expect(read(['off'])).toEqual([[], ['rules is ["off"], but must be an object']]);
  });
});

test('the name that was meant', () => {
  const names = rules.map(({ id }) => id);
  expect(likelyName('not_a_number', names)).toBe('not-a-number');
  expect(likelyName('max-spare-to-small', names)).toBe('max-spare-too-small');
  expect(likelyName('Unused-Ignore', names)).toBe('unused-ignore');
  expect(likelyName('max-spare-too-smlal', names)).toBe('max-spare-too-small');
  expect(likelyName('reason', names)).toBeUndefined();
  expect(likelyName('', names)).toBeUndefined();
  expect(likelyName('ab', ['aa', 'bb'])).toBeUndefined();
  expect(likelyName('x'.repeat(1_000_000), names)).toBeUndefined();
});

test('a comment for each of very many findings costs no more than they do', () => {
  const text = '# apache-mpm-ignore not-a-number\nStartServers 4k\n'.repeat(50_000);
  const { findings, silenced } = judged(
    `${text}${'<IfModule event.c>\n# apache-mpm-ignore not-a-number\n'.repeat(2_000)}`,
  );
  expect(silenced).toHaveLength(50_000);
  expect(findings.filter(({ rule }) => rule.id === 'not-a-number')).toEqual([]);
}, 20_000);
