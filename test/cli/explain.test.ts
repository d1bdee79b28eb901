import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Mpm, mpms } from '../../server/src/catalogue/fact.ts';
import { mpmFacts } from '../../server/src/catalogue/mpms.ts';
import { ladders } from '../../server/src/mpm/ladder.ts';
import { rules } from '../../server/src/rules/index.ts';
import { apacheMpm } from '../support/command-line.ts';

/** The explanation, which must be one. */
function explained(name: string): string {
  const { exit, stdout, stderr } = apacheMpm(['explain', name]);
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  expect(stdout).not.toMatch(/undefined|\[object|NaN/);
  return stdout;
}

describe('a rule', () => {
  test.each(rules.map(({ id }) => id))('%s is explained by its page', (id) => {
    const page = readFileSync(new URL(`../../docs/rules/${id}.md`, import.meta.url), 'utf8');
    expect(page.replace(/^<!--.*-->\n\n/, '')).toBe(explained(id));
  });

  test('is found in any letter case', () => {
    expect(explained('Max-Spare-Too-Small')).toBe(explained('max-spare-too-small'));
  });
});

describe('a directive', () => {
  test('is explained with defaults, ceiling, contexts and what a restart does', () => {
    const text = explained('ServerLimit');
    expect(text).toMatch(/^ServerLimit \w+\n/);
    expect(text).toContain('\nDefault: event, worker 16; prefork 256\n');
    expect(text).toContain('\nCompiled-in ceiling: event, worker 20000; prefork 200000\n');
    expect(text).toContain('\nAllowed in: server config\n');
    expect(text).toContain('\nAt a restart: ');
    expect(text).toContain('\nManual: https://httpd.apache.org/docs/2.4/mod/mpm_common.html#serverlimit\n');
  });

  test('is found in any letter case, and under its former name', () => {
    expect(explained('serverlimit')).toBe(explained('ServerLimit'));
    expect(explained('MaxClients')).toBe(explained('MaxRequestWorkers'));
    expect(explained('MaxClients')).toContain('\nFormer name: MaxClients, deprecated since 2.3.13\n');
  });
});

describe('an MPM', () => {
  test.each(mpms)('%s is explained with its names', (mpm) => {
    expect(explained(mpm)).toMatch(/\n\n<IfModule \w+_module> or <IfModule \w+\.c>; no other spelling matches\.\n/);
  });

  test('is found under each of its names', () => {
    for (const name of ['EVENT', 'mpm_event_module', 'event.c']) expect(explained(name)).toBe(explained('event'));
  });
});

describe('a code', () => {
  test('of the console tells the correction, its MPM and its rule', () => {
    const text = explained('AH00513');
    expect(text).toContain(
      'AH00513: event changes MaxRequestWorkers. Look at MaxRequestWorkers and at ThreadsPerChild',
    );
    expect(text).toContain('when it reads the configuration first, and with `httpd -t`');
    expect(text).toContain('`max-request-workers-not-a-multiple` · warning');
  });

  test('of the log is the same correction', () => {
    expect(explained('AH00514')).toContain('in the error log, when it reads the configuration again');
    expect(explained('AH00514')).toContain('`max-request-workers-not-a-multiple` · warning');
  });

  test('of a message tells what has happened, what to do and the rule that finds it', () => {
    const text = explained('AH00534');
    expect(text).toMatch(/^AH00534: Configuration error: No MPM loaded\. \/ More than one MPM loaded\.\n\n/);
    expect(text).toContain('`several-mpms-loaded` · error');
    expect(explained('3490')).toContain('under another MPM or at another moment: AH00288, AH00485');
  });

  test('may be written in short', () => {
    for (const name of ['ah00513', '513', 'AH513']) expect(explained(name)).toBe(explained('AH00513'));
  });

  test('is known for each correction of each MPM', { timeout: 120_000 }, () => {
    // One of each ladder, aloud and in the log: a process each.
    for (const [mpm, ladder] of Object.entries(ladders)) {
      const rung = ladder.findLast(({ console }) => console);
      for (const code of [rung?.console, rung?.log]) {
        if (code)
          expect(explained(code)).toContain(`${code}: ${mpmFacts[mpm as Mpm].title} changes ${rung?.step.corrects}`);
      }
    }
  });
});

test.each(['nothing-of-the-kind', 'AH99999', 'AH', '0', 'constructor', '__proto__', 'toString', ' ', ''])(
  'what is called %j is unknown, and ends with 2',
  (name) => {
    expect(apacheMpm(['explain', name])).toEqual({
      exit: 2,
      stdout: '',
      stderr: `apache-mpm: no rule, directive, MPM or start-up message is called ${name}\n`,
    });
  },
);
