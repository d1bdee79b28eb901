import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol';
import codeActions from '../server/src/features/code-actions.ts';
import { allSafeEdits } from '../server/src/features/safe-fixes.ts';
import { judge } from '../server/src/judge.ts';
import { defaultTarget, type Target } from '../server/src/resolve/snapshot.ts';
import { readFiles } from '../server/src/rules/annotations.ts';
import { mainFile, mpmsOf, snapshotOf } from '../server/src/rules/example-files.ts';
import { rules } from '../server/src/rules/index.ts';
import { pages } from '../server/src/rules/pages.ts';
import { safeFixKinds } from '../server/src/rules/safe-fix-kinds.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { ask, worldOf } from './support/world.ts';

const path = '/etc/httpd/conf/httpd.conf';
const event = 'LoadModule mpm_event_module modules/mod_mpm_event.so\n';
const prefork = event.replaceAll('event', 'prefork');

function judged(text: string, target: Partial<Target> = {}, at = path) {
  const document = openDocument(`file://${at}`, text);
  const judgement = judge({ path: at, document, target: { ...defaultTarget, ...target }, found: new Map() }, rules);
  return { document, judgement };
}

/** The text after fix all. */
function fixed(text: string, target: Partial<Target> = {}, at = path): string {
  const { document, judgement } = judged(text, target, at);
  return applyEdits(text, allSafeEdits(judgement, document));
}

describe('fix all', () => {
  const kept = (name: string, text: string): [string, string, string] => [name, text, text];
  test.each<[string, string, string]>([
    ['renames', `${event}MaxClients 100\n`, `${event}MaxRequestWorkers 100\n`],
    ['renames in a file alone', 'MaxRequestsPerChild 100\n', 'MaxConnectionsPerChild 100\n'],
    ['removes a line that is repeated', `${event}Timeout 5\nTimeout 5\n`, `${event}Timeout 5\n`],
    [
      'removes it under its former name',
      `${event}MaxClients 9\nMaxRequestWorkers 9\n`,
      `${event}MaxRequestWorkers 9\n`,
    ],
    kept('keeps one that a comment explains', `${event}# asked for by the shop\nTimeout 5\nTimeout 5\n`),
    kept('keeps one with another value', `${event}Timeout 5\nTimeout 6\n`),
    kept('keeps one that httpd reads alike and that means something else', `${event}Timeout 5m\nTimeout 5\n`),
    kept('keeps one that a variable says', `Define T 5\n${event}Timeout \${T}\nTimeout 5\n`),
    kept('keeps one that says more', `${event}KeepAlive On # the shop\\\nKeepAlive On\n`),
    ['removes a module that is loaded twice', `${event}${event}`, event],
    kept('keeps a module of another file', `${event}${event.replace('.so', '.dll')}`),
    kept('keeps a module of another folder', `${event}${event.replace('modules/', '/opt/modules/')}`),
    kept('keeps one that a comment explains', `${event}# for the shop\n${event}`),
    kept('keeps one of another MPM', `${event}LoadModule mpm_event_module modules/mod_mpm_worker.so\n`),
    ['removes what has no effect', `${event}NameVirtualHost *:80\n`, event],
    ['removes a mark before a comment', `\ufeff# shop\n${event}`, `# shop\n${event}`],
    ['removes a mark before a blank line', `\ufeff\n${event}`, `\n${event}`],
    kept('keeps a mark before a directive', `\ufeff${event}`),
    [
      'writes the least there is',
      `${event}StartServers 0\nMinSpareThreads 0\n`,
      `${event}StartServers 1\nMinSpareThreads 1\n`,
    ],
    ['in quotes too', `${prefork}MinSpareServers "0"\n`, `${prefork}MinSpareServers "1"\n`],
    kept('not for a negative number', `${event}StartServers -1\n`),
    kept('not for a word', `${event}StartServers none\n`),
    kept('not for a variable', `Define N 0\n${event}StartServers \${N}\n`),
    kept('not for a limit', `${event}ServerLimit 0\nThreadLimit 0\nThreadsPerChild 0\nMaxRequestWorkers 0\n`),
    kept('not for an MPM that is guessed', 'StartServers 0\n'),
    kept('not for the MPM of a name of a file', 'StartServers 0\n'),
    [
      'in the block of an MPM',
      '<IfModule mpm_event_module>\nStartServers 0\n</IfModule>\n',
      '<IfModule mpm_event_module>\nStartServers 1\n</IfModule>\n',
    ],
    kept('not in a block for another', '<IfModule !mpm_prefork_module>\nStartServers 0\n</IfModule>\n'),
    ['writes no limit', `${prefork}MaxConnectionsPerChild -1\n`, `${prefork}MaxConnectionsPerChild 0\n`],
    kept('but for no other number', `${prefork}MaxConnectionsPerChild -100\n`),
    kept('nor under an MPM that stops by it', `${event}MaxConnectionsPerChild -1\n`),
    kept('nor under a guess', 'MaxConnectionsPerChild -1\nMinSpareServers 3\n'),
    [
      'writes numbers that are read as they are meant',
      `${event}MaxMemFree 2048k\nTimeout 400;\nStartServers 2.0\nMaxRequestWorkers 400,\n`,
      `${event}MaxMemFree 2048\nTimeout 400\nStartServers 2\nMaxRequestWorkers 400\n`,
    ],
    kept('not one that is read as another', `${event}Timeout 10,000\nStartServers 4OO\nMaxRequestWorkers 10k\n`),
    kept('nor thousands with a point', `${event}MaxConnectionsPerChild 10.000\n`),
    [
      'removes an ignore that is not needed',
      `${event}# apache-mpm-ignore not-a-number\nTimeout 5\n`,
      `${event}Timeout 5\n`,
    ],
    kept('keeps it where it has a reason', `${event}# apache-mpm-ignore not-a-number: shop\nTimeout 5\n`),
    kept(
      'keeps it where the reason has no colon',
      `${event}# apache-mpm-ignore not-a-number for the shop\nTimeout 5\n`,
    ),
    kept('keeps it in a file alone', '# apache-mpm-ignore not-a-number\nTimeout 5\n'),
    kept('keeps one that names nothing', `${event}# apache-mpm-ignore\nTimeout 5\n`),
    ['moves a comment', `${event}\tKeepAlive On # shop\n`, `${event}\t# shop\n\tKeepAlive On\n`],
    [
      'moves an ignore, which then counts',
      `${event}KeepAlive Off # apache-mpm-ignore keep-alive-off-under-event\n`,
      `${event}# apache-mpm-ignore keep-alive-off-under-event\nKeepAlive Off\n`,
    ],
    kept('not one that asks to be left', `${event}KeepAlive On # apache-mpm-ignore extra-words-ignored\n`),
    kept('keeps other words', `${event}KeepAlive On Off\n<IfModule a b>\n</IfModule>\n`),
    kept(
      'keeps corrections',
      `${event}MaxRequestWorkers 410\nStartServers 99\nMaxSpareThreads 2\nThreadsPerChild 99\n`,
    ),
    kept('keeps what does not fit', `${event}MaxMemFree 4194304\nMaxConnectionsPerChild 4294967297\n`),
    kept('keeps fractions', `${event}AsyncRequestWorkerFactor 1.5\n`),
    kept('keeps errors', `${event}MaxConnectionsPerChild 5 # shop\nServerLimit\n`),
    [
      'goes on until none is left, in one go',
      `${event}StartServers 1\nStartServers 0\nMaxClients 30;\nMaxRequestWorkers 30\n`,
      `${event}StartServers 1\nMaxRequestWorkers 30\n`,
    ],
  ])('%s', (_, text, wanted) => {
    expect(fixed(text)).toBe(wanted);
    expect(fixed(wanted), 'again').toBe(wanted);
    const windows = text.replaceAll('\n', '\r\n');
    if (!text.includes('\\')) expect(fixed(windows)).toBe(wanted.replaceAll('\n', '\r\n'));
  });

  test('goes by no name of a file, and by an MPM that a person told', () => {
    expect(fixed('StartServers 0\n', {}, '/mods-available/mpm_event.conf')).toBe('StartServers 0\n');
    expect(fixed('StartServers 0\n', { mpm: 'event' })).toBe('StartServers 1\n');
    expect(fixed('StartServers 0\n', { usualMpm: 'event' })).toBe('StartServers 1\n');
    expect(fixed(`<IfDefine X>\n${event}</IfDefine>\nStartServers 0\n`)).toContain('StartServers 0');
  });

  test.each([
    ['names no rule', '# apache-mpm-ignore'],
    ['names no rule and has a reason', '# apache-mpm-ignore: the team knows'],
    ['names a rule that there is not', '# apache-mpm-ignore deprecated-name'],
    ['names one that there is not among others', '# apache-mpm-ignore not-a-number, deprecated-name: shop'],
    ['has a form that there is not', '# apache-mpm-ignore-next-line not-a-number'],
  ])('leaves the line under an ignore that %s', (_, comment) => {
    const line = 'MaxClients 400;\n';
    expect(fixed(`${event}${comment}\n${line}`)).toBe(`${event}${comment}\n${line}`);
    expect(fixed(`${event}${comment}\n\n# why\n${line}MaxRequestsPerChild 5\n`)).toBe(
      `${event}${comment}\n\n# why\n${line}MaxConnectionsPerChild 5\n`,
    );
    const block = `${comment}\n<IfModule mpm_event_module>\n  ${line}</IfModule>\n`;
    expect(fixed(event + block)).toBe(event + block);
    const file = comment.replace(/ignore(-next-line)?/, 'ignore-file');
    if (!comment.includes('next-line')) expect(fixed(`${event}${line}${file}\n`)).toBe(`${event}${line}${file}\n`);
  });

  test('leaves files that a template language writes, and what a macro brings', () => {
    for (const line of ['{% if old %}', '<% if @old -%>', '<?php if ($old) { ?>', '{{- if .Values.old }}']) {
      expect(fixed(`${line}\nMaxClients 400\n`)).toBe(`${line}\nMaxClients 400\n`);
    }
    const macro = `${event}<Macro pool $n>\nStartServers 0\nMaxClients $n\n</Macro>\nUse pool 100\n`;
    expect(fixed(macro)).toBe(macro);
  });

  test('has every kind among the examples of the rules, and no fix of an error but one', () => {
    const kinds = new Set<string>();
    for (const rule of rules) {
      for (const example of pages[rule.id]!.examples) {
        const texts = new Map([...readFiles(example.config, mainFile)].map(([file, { text }]) => [file, text]));
        for (const mpm of mpmsOf(rule, example)) {
          for (const { severity, fixes = [] } of judge(snapshotOf(texts, mpm), rules).findings) {
            for (const { safe, title, edits } of fixes) {
              if (!safe) continue;
              kinds.add(safe);
              expect(severity === 'error' && safe !== 'byte order mark', wordsOf(title)).toBe(false);
              const insertions = edits.filter(({ at }) => JSON.stringify(at.start) === JSON.stringify(at.end));
              expect(insertions.length, wordsOf(title)).toBe(safe === 'comment above' ? 1 : 0);
            }
          }
        }
      }
    }
    expect([...kinds].sort()).toEqual(Object.keys(safeFixKinds).sort());
  });
});

describe('what is evidently meant', () => {
  const offered = (line: string) => {
    const world = worldOf({ [path]: `${event}${line}\n` });
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 99 } };
    const context = { diagnostics: [], only: ['quickfix'] };
    return ask<CodeAction[]>(codeActions, world, path, { range, context })
      .filter(({ title }) => title.startsWith('Write'))
      .map(({ title, isPreferred }) => `${isPreferred ? '* ' : ''}${title}`);
  };
  test.each([
    ['MaxConnectionsPerChild 10,000', '10000', '10'],
    ['MaxConnectionsPerChild 10.000', '10000', '10'],
    ['MaxConnectionsPerChild 10k', '10000', '10'],
    ['MaxRequestWorkers 4OO', '400', '4'],
    ['MaxRequestWorkers 4００', '400', '4'],
    ['MaxRequestWorkers ４００', '400', '0'],
    ['MaxRequestWorkers “400”', '400', '0'],
    ['MaxRequestWorkers =400', '400', '0'],
    ['MaxConnectionsPerChild 10\u00a0000', '10000', '10'],
    ['MaxRequestWorkers "4 00"', '400', '4'],
    ['MaxMemFree 2m', '2048', '2'],
    ['Timeout 5m', '300', '5'],
  ])('of %s is offered first, and preferred', (line, meant, read) => {
    expect(offered(line)).toEqual([`* Write ${meant} instead of ${read}`, `Write ${read}, the number httpd reads`]);
  });

  test('may be what httpd reads, or open', () => {
    expect(offered('MaxMemFree 2048k')).toEqual(['* Write 2048, the number httpd reads']);
    expect(offered('Timeout never')).toEqual(['Write 0, the number httpd reads']);
    expect(offered('MaxRequestWorkers 410')).toEqual(['Write 400, the value httpd uses']);
    expect(offered('MaxRequestWorkers 4 00')).toEqual(['* Write 400']);
  });
});

describe('a word that is no number', () => {
  const others = ['MaxRequestWorkers', 'ServerLimit', 'ThreadLimit', 'ThreadsPerChild', 'StartServers'];
  const names = [...others, 'MinSpareThreads', 'MaxSpareThreads', 'MinSpareServers', 'MaxSpareServers'];
  test.each(['never', '4OO', '10k', '１０', 'auto', '0x40'])('brings one finding: %s', (word) => {
    for (const mpm of ['event', 'worker', 'prefork', 'winnt'] as const) {
      for (const name of [...names, 'MaxConnectionsPerChild', 'MaxKeepAliveRequests', 'Timeout', 'MaxMemFree']) {
        const { judgement } = judged(`${name} ${word}\n`, { mpm });
        const [problem] = judgement.analyses[0]!.resolution.problems;
        const found = judgement.findings.map(({ rule }) => rule.id);
        if (!problem) expect(found, `${mpm}: ${name} ${word}`).toEqual(['not-a-number']);
        else expect(found).toHaveLength(1);
      }
    }
  });
});

/** Settings that events and preforks have, with their former names. */
const settings = {
  event: ['MaxRequestWorkers', 'MaxClients', 'ThreadsPerChild', 'ServerLimit', 'StartServers', 'MinSpareThreads'],
  prefork: ['MaxRequestWorkers', 'MaxClients', 'ServerLimit', 'StartServers', 'MinSpareServers', 'MaxSpareServers'],
} as const;
const both = ['MaxConnectionsPerChild', 'MaxRequestsPerChild', 'Timeout', 'MaxMemFree', 'ListenBacklog'];
const formerNames = new Map([
  ['MaxClients', 'MaxRequestWorkers'],
  ['MaxRequestsPerChild', 'MaxConnectionsPerChild'],
]);
const settingOf = (name: string) => formerNames.get(name) ?? name;

const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 1500 }).map(String) },
  fc.constantFrom(
    '0',
    '-1',
    '400;',
    '2.0',
    '10,000',
    '4OO',
    '10k',
    '2048k',
    '４００',
    '99999999999',
    'never',
    '%N%',
    '$N',
  ),
);

/** What a person does: writes a line in a place, changes the number of one, or takes one away. */
interface Step {
  readonly does: 'write' | 'change' | 'remove';
  readonly at: number;
  readonly name: number;
  readonly number: string;
  readonly comment: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom('write', 'write', 'change', 'change', 'remove'),
  at: fc.nat(20),
  name: fc.nat(20),
  number,
  comment: fc.boolean(),
});

/** The number that the last line of each setting says, as it is written. */
function saidIn(lines: readonly string[]): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const line of lines) {
    const [, name, word] = /^\s*([A-Z]\w+) (\S+)/.exec(line) ?? [];
    if (name && word && name !== 'LoadModule') said.set(settingOf(name), word);
  }
  return said;
}

/** What a safe fix may make of a number that somebody wrote. */
function mayBecome(name: string, mpm: string): Readonly<Record<string, string>> {
  const least = /^(StartServers|MinSpare)/.test(name) ? { '0': '1' } : {};
  const none = name === 'MaxConnectionsPerChild' && mpm === 'prefork' ? { '-1': '0' } : {};
  const kilobytes = name === 'MaxMemFree' ? { '2048k': '2048', '10k': '10' } : {};
  return { '400;': '400', '2.0': '2', ...least, ...none, ...kilobytes };
}

describe('after edits with fix all between them', () => {
  const mpm = fc.constantFrom('event', 'prefork');
  test('each setting has the number that was written last, and nothing is left to fix', () => {
    fc.assert(
      fc.property(mpm, fc.boolean(), fc.array(step, { minLength: 1, maxLength: 8 }), (mpm, isWhole, steps) => {
        const names = [...settings[mpm], ...both];
        const own = mpm === 'event' ? event : prefork;
        let text = isWhole ? own : `<IfModule mpm_${mpm}_module>\n</IfModule>\n`;
        for (const { does, at, name, number, comment } of steps) {
          const lines = text.split('\n');
          const places = lines.flatMap((line, index) => (/^\s*[A-Z]\w+ (?!mpm_)\S/.test(line) ? index : []));
          const place = places[at % Math.max(1, places.length)];
          if (does === 'write' || place === undefined) {
            const where = Math.min(1 + (at % lines.length), lines.length - (isWhole ? 1 : 2));
            lines.splice(where, 0, ...(comment ? ['# why'] : []), `${names[name % names.length]} ${number}`);
          } else if (does === 'change') {
            lines[place] = lines[place]!.replace(/ \S+$/, ` ${number}`);
          } else {
            lines.splice(place, 1);
          }
          const written = saidIn(lines);
          const comments = lines.filter((line) => line === '# why').length;
          text = fixed(lines.join('\n'));
          const after = saidIn(text.split('\n'));
          expect([...after.keys()].sort(), text).toEqual([...written.keys()].sort());
          for (const [setting, word] of written) {
            expect([word, mayBecome(setting, mpm)[word]], `${setting} of ${lines.join('\n')}`).toContain(
              after.get(setting),
            );
          }
          expect(text.split('\n').filter((line) => line === '# why').length).toBe(comments);
          expect(fixed(text), 'again').toBe(text);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('does not go down step by step', () => {
    const steps = ['ThreadsPerChild 30', 'ThreadsPerChild 25', 'ThreadsPerChild 40', 'ThreadsPerChild 25'];
    let text = `${event}MaxRequestWorkers 400\nThreadsPerChild 25\n`;
    for (const line of steps) text = fixed(text.replace(/ThreadsPerChild \d+/, line));
    expect(text).toBe(`${event}MaxRequestWorkers 400\nThreadsPerChild 25\n`);
  });
});
