import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { readProjectFile } from '../server/src/control/project-file.ts';
import { projectKeys } from '../server/src/control/project-keys.ts';
import { judge } from '../server/src/judge.ts';
import { defaultTarget } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';

const uri = 'file:///w/my%20servers/.apache-mpm.json';
const read = (value: unknown) => readProjectFile(uri, JSON.stringify(value, undefined, 2), rules);
const told = (text: string) =>
  readProjectFile(uri, text, rules).problems.map(
    ({ start, end, message }) => `${start.line + 1}:${start.character}-${end.character} ${wordsOf(message)}`,
  );

test('the file says what holds for a configuration', () => {
  const { levels, roots, pathMappings, target, problems } = read({
    $schema: 'https://example.org/schema.json',
    rules: { 'not-a-number': 'off' },
    roots: ['etc/httpd.conf', './conf/../main.conf', '/w/my servers/a.conf'],
    pathMappings: { '/etc/httpd': 'etc', '/srv': '.' },
    mpm: 'event',
    defines: ['BIG'],
    environment: { RUN: '/run' },
    httpdVersion: '2.4.60',
    serverRoot: 'etc',
  });
  expect(problems).toEqual([]);
  expect([...levels]).toEqual([['not-a-number', 'off']]);
  const folder = 'file:///w/my%20servers';
  expect(roots).toEqual([`${folder}/etc/httpd.conf`, `${folder}/main.conf`, `${folder}/a.conf`]);
  expect(pathMappings).toEqual({ '/etc/httpd': `${folder}/etc`, '/srv': folder });
  expect(target).toEqual({
    usualMpm: 'event',
    defines: ['BIG'],
    environment: new Map([['RUN', '/run']]),
    httpdVersion: '2.4.60',
    serverRoot: '/w/my servers/etc',
  });
  expect(read({ serverRoot: '/etc/httpd' }).target).toEqual({ serverRoot: '/etc/httpd' });
  expect(read({})).toEqual({ uri, levels: new Map(), roots: [], pathMappings: {}, target: {}, problems: [] });
});

describe('what makes no sense is told at its place', () => {
  test.each([
    ['a key', '{\n  "rule": {}\n}', ['2:2-8 .apache-mpm.json has no rule: rules is meant perhaps']],
    [
      'a rule',
      '{ "rules": {\r\n "not-a-numbr": "off" } }',
      ['2:1-14 .apache-mpm.json.rules has no not-a-numbr: not-a-number is meant perhaps'],
    ],
    [
      'a level',
      '{ "rules": { "not-a-number": "warn" } }',
      [
        '1:29-35 .apache-mpm.json.rules.not-a-number is "warn", which is none of off, hint, information, warning, error',
      ],
    ],
    [
      'a version',
      '{ "httpdVersion": "2.4" }',
      ['1:18-23 .apache-mpm.json.httpdVersion is "2.4", but must have the form 2.4.71'],
    ],
    ['a list', '{ "roots": "a.conf" }', ['1:11-19 .apache-mpm.json.roots is "a.conf", but must be a list']],
    ['an item', '{ "defines": ["A", 7] }', ['1:19-20 .apache-mpm.json.defines[1] is 7, but must be a text']],
    ['a whole file', '[]', ['1:0-2 .apache-mpm.json is [], but must be an object']],
    [
      'a path outside',
      '{ "roots": ["../a.conf"], "pathMappings": { "/a": "/etc" } }',
      [
        '1:12-23 ../a.conf leads out of the folder of this file: that belongs into the settings of the editor',
        '1:50-56 /etc is not below the folder of this file: that belongs into the settings of the editor',
      ],
    ],
    ['a comment', '{\n  // why\n  "mpm": "event"\n}', ['2:2-8 Comments are not allowed in JSON']],
    ['a comma too many', '{ "mpm": "event", }', ['1:18-19 This is no JSON: a name in double quotes is expected']],
    ['a comma too few', '{ "mpm": "event" "defines": [] }', ['1:17-26 This is no JSON: a comma is expected']],
    ['nothing', '', ['1:0-0 This is no JSON: a value is expected']],
    [
      'a name of the language',
      '{ "__proto__": { "mpm": "event" }, "constructor": 1 }',
      ['1:2-13 .apache-mpm.json has no __proto__', '1:35-48 .apache-mpm.json has no constructor'],
    ],
  ])('%s', (_, text, problems) => expect(told(text)).toEqual(problems));

  test('and the rest holds', () => {
    const { levels, roots, target, problems } = readProjectFile(
      uri,
      '\ufeff{ "rules": { "none": "off", "not-a-number": "hint" }, // why\n "roots": [7, "a.conf"], "mpm": "evnt", "defines": ["A"]',
      rules,
    );
    expect([...levels]).toEqual([['not-a-number', 'hint']]);
    expect(roots).toHaveLength(1);
    expect(target).toEqual({ defines: ['A'] });
    expect(problems.length).toBeGreaterThanOrEqual(4);
  });

  test('whatever the text is', () => {
    for (const text of [
      '{',
      '"',
      '{"rules":',
      '[[[[',
      '\0',
      '{"a":{"b":{"c":1}}}',
      'null',
      '7',
      '{"rules":null}',
      '\ud800',
    ]) {
      expect(told(text).length, text).toBeGreaterThan(0);
    }
    expect(told('['.repeat(100_000))).toEqual(['1:0-0 This is nested too deeply']);
  });
});

test('the contributed schema takes what we take', () => {
  const schema = JSON.parse(readFileSync(new URL('../schemas/apache-mpm.schema.json', import.meta.url), 'utf8'));
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(manifest.contributes.jsonValidation).toEqual([{ fileMatch: '.apache-mpm.json', url: '%schema%' }]);
  expect(Object.keys(schema.properties)).toEqual(Object.keys(projectKeys(rules)));
  const takes = new Ajv({ strict: false }).compile(schema);
  for (const value of [
    {},
    { rules: { 'not-a-number': 'off' } },
    { rules: { 'not-a-numbers': 'off' } },
    { rules: { 'not-a-number': 'warn' } },
    { mpm: 'event', httpdVersion: '2.4.1' },
    { httpdVersion: 'x2.4.1' },
    { mpm: 'Event' },
    { other: 1 },
    { pathMappings: { '/a': 'b' }, environment: { A: 'b' } },
    { environment: { A: 1 } },
    { defines: 'A' },
    [],
  ]) {
    expect(takes(value), JSON.stringify(value)).toBe(read(value).problems.length === 0);
  }
});

test('the usual MPM is that of files which load none and do not only name others', () => {
  const mpms = (text: string, path = '/a.conf') => {
    const document = openDocument(`file://${path}`, text);
    const target = { ...defaultTarget, usualMpm: 'worker' as const };
    return judge({ path, document, target, found: new Map() }, rules).analyses.map(({ model }) => model?.mpm);
  };
  expect(mpms('MaxRequestWorkers 300\n')).toEqual(['worker']);
  expect(mpms('<IfModule event.c>\n</IfModule>\n<IfModule worker.c>\n</IfModule>\n')).toEqual(['worker']);
  expect(mpms('<IfModule event.c>\n</IfModule>\n')).toEqual(['event']);
  expect(mpms('MaxRequestWorkers 300\n', '/mpm_prefork.conf')).toEqual(['prefork']);
  expect(mpms('LoadModule mpm_event_module x\n')).toEqual(['event']);
});

describe('facts about the machine', () => {
  test('are those of the comment, as texts or numbers', () => {
    const { target, problems } = read({ facts: { memory: '8G', process: '60M', cores: 4, 'service-ms': 120.5 } });
    expect(problems).toEqual([]);
    expect(target.facts?.map(({ name, value, from }) => `${name}=${value} ${wordsOf(from)}`)).toEqual([
      'memory=8G .apache-mpm.json',
      'process=60M .apache-mpm.json',
      'cores=4 .apache-mpm.json',
      'service-ms=120.5 .apache-mpm.json',
    ]);
  });

  test('that cannot be are told at their places, and the others hold', () => {
    const text = '{\n  "facts": { "memory": "8", "process": "60M",\n    "cores": -1, "memry": "8G", "pids": [] }\n}\n';
    expect(told(text)).toEqual([
      '3:17-24 .apache-mpm.json.facts has no memry: memory is meant perhaps',
      '3:40-42 .apache-mpm.json.facts.pids is [], but must be a text or a number',
      '2:23-26 “8” has no unit: write 8G, 8M or 8K (powers of 1024), or 8B for bytes',
      '3:13-15 cores -1 is negative',
    ]);
    expect(readProjectFile(uri, text, rules).target.facts?.map(({ name }) => name)).toEqual(['process']);
  });
});
