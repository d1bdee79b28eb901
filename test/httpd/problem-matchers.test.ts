import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ask, findHttpd, loadLine } from '../../scripts/ask-httpd.ts';

interface Matcher {
  readonly name: string;
  readonly pattern: readonly {
    readonly regexp: string;
    readonly line?: number;
    readonly file?: number;
    readonly message?: number;
  }[];
}

const httpd = findHttpd();
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const matchers: readonly Matcher[] = manifest.contributes.problemMatchers;

/** What a matcher makes of the lines, as VS Code does: each pattern has one line. */
function matched(name: string, output: string) {
  const { pattern } = matchers.find((each) => each.name === name)!;
  const lines = output.split('\n');
  return lines.flatMap((_, at) => {
    const groups = pattern.map(({ regexp }, i) => new RegExp(regexp).exec(lines[at + i] ?? ''));
    if (groups.some((each) => !each)) return [];
    const part = (key: 'line' | 'file' | 'message') => {
      const i = pattern.findIndex((each) => each[key] !== undefined);
      return groups[i]![pattern[i]![key]!]!;
    };
    return [{ line: Number(part('line')), file: part('file').split('/').at(-1), message: part('message') }];
  });
}

describe.skipIf(!httpd)('the problem matchers read what httpd prints', () => {
  const said = (...lines: readonly string[]) =>
    ask(httpd!, [loadLine(httpd!, 'mpm_event'), ...lines, ''].join('\n'), '-t').stderr;

  test('of a directive that is none', () => {
    const output = said('MaxRequestWorker 5');
    const [problem, ...others] = matched('apache-configtest', output);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ line: 2, file: 'httpd.conf' });
    expect(problem?.message).toContain("Invalid command 'MaxRequestWorker'");
    expect(matched('apache-configtest-reading', output)).toEqual([]);
  });

  test('of what cannot be read', () => {
    const output = said('', '<Directory />');
    const [problem, ...others] = matched('apache-configtest-reading', output);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ line: 3, file: 'httpd.conf' });
    expect(problem?.message).toContain('<Directory> was not closed');
    expect(matched('apache-configtest', output)).toEqual([]);
  });

  test('of a warning nothing', () => {
    const output = said('ThreadsPerChild 25', 'MaxRequestWorkers 410');
    expect(output).toContain('AH00513');
    for (const { name } of matchers) expect(matched(name, output)).toEqual([]);
  });
});
