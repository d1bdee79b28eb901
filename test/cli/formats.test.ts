import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asText } from '../../server/src/hosts/cli/formats/text.ts';
import type { Report, ReportedFinding } from '../../server/src/hosts/cli/report.ts';
import notANumber from '../../server/src/rules/not-a-number.ts';
import { inEnglish, say } from '../../server/src/text/message.ts';
import { apacheMpm } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';

const twoMpms = {
  'httpd.conf': 'Include mods/*.conf\nInclude conf.d/*.conf\n',
  'mods/00-mpm.conf': 'LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n',
  'conf.d/mpm.conf': '# ours\nLoadModule mpm_event_module modules/mod_mpm_event.so\n',
};

const continued = 'Max\\\nClients 410\nStartServers 4k\n';

describe('workflow commands of GitHub', () => {
  test('have the place and the severity; a finding of several lines has no columns', () => {
    const folder = folderWith({ 'conf/mpm_event.conf': continued });
    const { exit, stdout } = apacheMpm(['check', '--format', 'github', 'conf'], folder);
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^::notice file=conf\/mpm_event\.conf,line=1,endLine=2,title=deprecated-directive-name::/),
      expect.stringMatching(/^::warning file=conf\/mpm_event\.conf,line=1,endLine=2,title=max-request-workers-not-a-m/),
      '::warning file=conf/mpm_event.conf,line=3,endLine=3,col=14,endColumn=16,title=not-a-number::StartServers 4k is not a number: httpd reads 4',
    ]);
    expect(exit).toBe(1);
  });

  test('escape what would end or split them', () => {
    const folder = folderWith({ 'a,b:c%.conf': 'StartServers 4%0A::error::\x1b\n' });
    const { stdout } = apacheMpm(['check', '--format', 'github', '--mpm', 'event', 'a,b:c%.conf'], folder);
    expect(stdout).toMatch(/^::warning file=a%2Cb%3Ac%25\.conf,line=1,/);
    expect(stdout).toContain('::StartServers 4%250A::error::\\x1b is not a number');
    expect(stdout.match(/\n/g)).toHaveLength(1);
  });

  test('tell in the message where else to look', () => {
    const { stdout } = apacheMpm(['check', '--format', 'github', 'httpd.conf'], folderWith(twoMpms));
    expect(stdout).toBe(
      '::error file=conf.d/mpm.conf,line=2,endLine=2,col=1,endColumn=53,title=several-mpms-loaded::event is loaded beside prefork: httpd runs one MPM only and does not start%0Amods/00-mpm.conf:1: prefork is loaded here\n',
    );
  });

  test('tell what could not be read', () => {
    const { exit, stdout } = apacheMpm(['check', '--format', 'github', '100%.conf'], folderWith({}));
    expect(stdout).toBe('::error title=apache-mpm::cannot read 100%25.conf: No such file or directory\n');
    expect(exit).toBe(2);
  });
});

describe('JUnit XML', () => {
  test('has a suite for each file, and failures for what counts', () => {
    const folder = folderWith({ 'mpm_event.conf': 'MaxClients 400\nStartServers 4k\n', 'fine.conf': 'Listen 80\n' });
    const args = ['check', '--format', 'junit', '--max-severity', 'warning', 'mpm_event.conf', 'fine.conf', 'no.conf'];
    const { exit, stdout } = apacheMpm(args, folder);
    expect(stdout).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="apache-mpm" tests="4" failures="1" errors="1">
  <testsuite name="mpm_event.conf" tests="2" failures="1" errors="0">
    <testcase name="deprecated-directive-name (1:1)" classname="mpm_event.conf" file="mpm_event.conf" line="1"><system-out>mpm_event.conf:1:1: hint: MaxClients is the former name of MaxRequestWorkers, deprecated since httpd 2.3.13 [deprecated-directive-name]</system-out></testcase>
    <testcase name="not-a-number (2:14)" classname="mpm_event.conf" file="mpm_event.conf" line="2"><failure type="warning" message="StartServers 4k is not a number: httpd reads 4">mpm_event.conf:2:14: warning: StartServers 4k is not a number: httpd reads 4 [not-a-number]</failure></testcase>
  </testsuite>
  <testsuite name="fine.conf" tests="1" failures="0" errors="0">
    <testcase name="no findings" classname="fine.conf"/>
  </testsuite>
  <testsuite name="no.conf" tests="1" failures="0" errors="1">
    <testcase name="judged" classname="no.conf"><error message="cannot read no.conf: No such file or directory"/></testcase>
  </testsuite>
</testsuites>
`);
    expect(exit).toBe(2);
  });

  test('tells where else to look', () => {
    const { stdout } = apacheMpm(['check', '--format', 'junit', 'httpd.conf'], folderWith(twoMpms));
    expect(stdout).toContain(
      'does not start [several-mpms-loaded]\nmods/00-mpm.conf:1: prefork is loaded here</failure>',
    );
  });

  test('is well-formed whatever the file says', () => {
    const bytes = Buffer.from('StartServers "4<&>\x01\xff\'\t"\n', 'latin1');
    const folder = folderWith({ 'a&<b>.conf': bytes });
    const { stdout } = apacheMpm(['check', '--format', 'junit', '--mpm', 'event', 'a&<b>.conf'], folder);
    expect(stdout).toContain('<testsuite name="a&amp;&lt;b&gt;.conf"');
    expect(stdout).toContain('message="StartServers 4&lt;&amp;&gt;\ufffd\ufffd\'&#9; is not a number');
    expect(stdout).not.toMatch(/[\x00-\x08]/);
  });
});

describe('text on a terminal', () => {
  const finding: ReportedFinding = {
    rule: notANumber,
    severity: 'warning',
    message: { template: 'StartServers {written} is not a number', values: { written: '4k' } },
    at: { uri: 'file:///w/a.conf', start: { line: 2, character: 0 }, end: { line: 2, character: 5 } },
    httpd: undefined,
    mpm: 'event',
    mpms: ['event'],
    line: 'StartServers 4k',
  };
  const report: Report = {
    folder: '/w',
    files: ['file:///w/a.conf', 'file:///w/b.conf'],
    findings: [finding, { ...finding, severity: 'hint' }],
    fixed: [{ ...finding, title: say('Write {value}', { value: 4 }) }],
    problems: [
      { path: 'c.conf', message: say('cannot read {path}: {reason}', { path: 'c.conf', reason: 'Permission denied' }) },
    ],
    threshold: 'hint',
    translate: inEnglish,
  };

  test('ends with what was counted', () => {
    expect(asText(report, { colour: false, total: true })).toBe(
      [
        'a.conf:3:1: fixed: Write 4 [not-a-number]',
        'a.conf:3:1: warning: StartServers 4k is not a number [not-a-number]',
        'a.conf:3:1: hint: StartServers 4k is not a number [not-a-number]',
        '1 warning, 1 hint in 2 files; 1 fixed; 1 not read\n',
      ].join('\n'),
    );
    const clean = { ...report, findings: [], fixed: [], problems: [], files: ['file:///w/a.conf'] };
    expect(asText(clean, { colour: false, total: true })).toBe('No findings in 1 file\n');
  });

  test('tells where else to look, indented, from where the person stands', () => {
    const folder = folderWith({ ...twoMpms, 'sites/none.txt': '' });
    const { stdout } = apacheMpm(['check', '../httpd.conf'], join(folder, 'sites'));
    expect(stdout.split('\n')).toEqual([
      '../conf.d/mpm.conf:2:1: error: event is loaded beside prefork: httpd runs one MPM only and does not start [several-mpms-loaded]',
      '    ../mods/00-mpm.conf:1: prefork is loaded here',
      '',
    ]);
  });

  test('has colours, and is the same text without them', () => {
    const coloured = asText(report, { colour: true, total: true });
    expect(coloured).toContain('\x1b[33mwarning:\x1b[39m');
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(asText(report, { colour: false, total: true }));
  });

  test('is plain in a pipe', () => {
    const folder = folderWith({ 'mpm_event.conf': 'StartServers 4k\n' });
    const { stdout } = apacheMpm(['check', 'mpm_event.conf'], folder, { FORCE_COLOR: '1' });
    expect(stdout).toBe(
      'mpm_event.conf:1:14: warning: StartServers 4k is not a number: httpd reads 4 [not-a-number]\n',
    );
  });
});
