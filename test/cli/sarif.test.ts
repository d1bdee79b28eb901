import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Log, Region, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { rules } from '../../server/src/rules/index.ts';
import { applyEdits } from '../../server/src/syntax/apply-edits.ts';
import { apacheMpm } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';

const recorded = new URL('../recorded/sarif-schema-2.1.0.json', import.meta.url);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const isSarif = ajv.compile(JSON.parse(readFileSync(recorded, 'utf8')));

/** What `check --format sarif` prints, which the schema must allow. */
function sarif(folder: string, ...args: string[]): { log: Log; exit: number | null } {
  const { exit, stdout } = apacheMpm(['check', '--format', 'sarif', ...args], folder);
  const log = JSON.parse(stdout) as Log;
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  return { log, exit };
}

const broken = '# 🚦\r\nMaxClients 1000\r\n  ThreadsPerChild "25k"\r\n\tMaxSpareThreads 7\r\n';

describe('SARIF', () => {
  test('the schema refuses what is wrong', () => {
    expect(isSarif({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false);
    expect(isSarif({ version: '2.1.0', runs: [], more: 1 })).toBe(false);
  });

  test('has every rule with its page, its level and where to read more', () => {
    const { log, exit } = sarif(folderWith({ 'httpd.conf': '' }), 'httpd.conf');
    const { driver } = log.runs[0]!.tool;
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(driver).toMatchObject({ name: 'Apache MPM', version, semanticVersion: version });
    expect(driver.informationUri).toMatch(/^https:\/\/\S+$/);
    expect(driver.rules?.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    for (const descriptor of driver.rules ?? []) {
      const page = readFileSync(new URL(`../../docs/rules/${descriptor.id}.md`, import.meta.url), 'utf8');
      expect(page.endsWith(descriptor.help!.markdown!)).toBe(true);
      expect(descriptor.name).toMatch(/^([A-Z][a-z]*)+$/);
      expect(descriptor.help?.text).not.toMatch(/[^\n]\n[^\n]/);
      const { situation, mpms } = rules.find(({ id }) => id === descriptor.id)!;
      expect(descriptor.properties?.tags).toEqual([situation, ...mpms]);
    }
    expect(log.runs[0]!.results).toEqual([]);
    expect(exit).toBe(0);
  });

  test('has each finding with place, level, related places and fixes', () => {
    const folder = folderWith({ 'conf/mpm_event.conf': broken });
    const { log, exit } = sarif(folder, 'conf/mpm_event.conf');
    const [run] = log.runs;
    const found = JSON.parse(apacheMpm(['check', '--format', 'json', 'conf'], folder).stdout).findings;
    expect(run!.results).toHaveLength(found.length);
    for (const [index, result] of run!.results!.entries()) {
      const finding = found[index];
      expect(result.message.text).toBe(finding.message);
      expect(run!.tool.driver.rules![result.ruleIndex!]!.id).toBe(finding.rule);
      expect(result.level).toBe(finding.severity === 'hint' ? 'note' : finding.severity);
      expect(result.relatedLocations?.length ?? 0).toBe(finding.related.length);
      const place = result.locations![0]!.physicalLocation!;
      expect(place.artifactLocation).toEqual({ uri: 'conf/mpm_event.conf', uriBaseId: 'WORKINGFOLDER' });
      expect(rangeOf(place.region!)).toEqual(finding.range);
      expect(fixedBy(result)).toEqual(
        finding.fixes.map(
          ({ title, edits }: { title: string; edits: { range: Parameters<typeof edit>[0]; text: string }[] }) => [
            title,
            applyEdits(
              broken,
              edits.map(({ range, text }) => edit(range, text)),
            ),
          ],
        ),
      );
    }
    expect(run).toMatchObject({ columnKind: 'utf16CodeUnits', invocations: [{ executionSuccessful: true }] });
    expect(run!.originalUriBaseIds).toEqual({ WORKINGFOLDER: { uri: `${pathToFileURL(folder)}/` } });
    expect(exit).toBe(1);
  });

  test('shows the line of a finding as its context', () => {
    const folder = folderWith({ 'mpm_event.conf': 'Listen 80\n  StartServers 4k # four\n' });
    const [result] = sarif(folder, 'mpm_event.conf').log.runs[0]!.results!;
    const { contextRegion } = result!.locations![0]!.physicalLocation!;
    expect(contextRegion).toEqual({ startLine: 2, snippet: { text: '  StartServers 4k # four' } });
  });

  test('names a file outside of the working folder absolutely, whatever it is called', () => {
    const folder = folderWith({ 'here/.keep': '', 'größe 100%#1.conf': 'StartServers 4k\n' });
    const [result] = sarif(join(folder, 'here'), '--mpm', 'event', '../größe 100%#1.conf').log.runs[0]!.results!;
    const { artifactLocation } = result!.locations![0]!.physicalLocation!;
    expect(artifactLocation).toEqual({ uri: pathToFileURL(join(folder, 'größe 100%#1.conf')).href });
  });

  test('knows a finding again when lines above it come and go, and tells two on equal lines apart', () => {
    const prints = (text: string) =>
      sarif(folderWith({ 'mpm_event.conf': text }), 'mpm_event.conf').log.runs[0]!.results!.map(
        ({ partialFingerprints }) => partialFingerprints!['apacheMpmFinding/v1']!,
      );
    const before = prints('StartServers 4k\n');
    expect(prints('# new\n\n  StartServers   4k\n')).toEqual(before);
    expect(prints('StartServers 5k\n')).not.toEqual(before);
    const two = prints('<IfModule mpm_event_module>\nThreadsPerChild 4k\n</IfModule>\nThreadsPerChild 4k\n');
    expect(new Set(two).size).toBe(two.length);
  });

  test('tells what could not be read', () => {
    const folder = folderWith({ 'mpm_event.conf': broken });
    const { log, exit } = sarif(folder, 'nothing.conf', 'mpm_event.conf');
    expect(log.runs[0]!.invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'error', message: { text: 'cannot read nothing.conf: No such file or directory' } },
        ],
      },
    ]);
    expect(log.runs[0]!.results!.length).toBeGreaterThan(0);
    expect(exit).toBe(2);
  });

  test('is the same each time, and takes any bytes', () => {
    const folder = folderWith({ 'mpm_event.conf': Buffer.from('StartServers \xff4\x01\nMaxClients 3\n', 'latin1') });
    expect(sarif(folder, 'mpm_event.conf')).toEqual(sarif(folder, 'mpm_event.conf'));
  });
});

function rangeOf({ startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 }: Region) {
  const at = (line: number, column: number) => ({ line: line - 1, character: column - 1 });
  return { start: at(startLine, startColumn), end: at(endLine, endColumn) };
}

function edit(range: ReturnType<typeof rangeOf>, text: string) {
  return { at: { uri: '', ...range }, text };
}

/** The titles of the fixes and what they make of the broken file. */
function fixedBy({ fixes = [] }: Result) {
  return fixes.map(({ description, artifactChanges: [change] }) => [
    description!.text,
    applyEdits(
      broken,
      change!.replacements.map(({ deletedRegion, insertedContent }) =>
        edit(rangeOf(deletedRegion), insertedContent?.text ?? ''),
      ),
    ),
  ]);
}
