import { describe, expect, test } from 'vitest';
import { apacheMpm } from '../support/command-line.ts';
import { folderWith } from '../support/folder.ts';

const noLocale = { LC_ALL: '', LC_MESSAGES: '', LANG: '' };
const english = 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)';
const chinese = 'MaxRequestWorkers 410 不是 ThreadsPerChild 25 的倍数：httpd 按 400 运行（16 × 25）';
const line = 'mpm_event.conf:1:1: warning: ';

function checked(args: readonly string[], env: NodeJS.ProcessEnv = noLocale): string {
  const folder = folderWith({ 'mpm_event.conf': 'MaxRequestWorkers 410\n' });
  return apacheMpm(['check', 'mpm_event.conf', ...args], folder, env).stdout;
}

describe('check', () => {
  test.each([
    ['nothing', noLocale, english],
    ['LANG', { ...noLocale, LANG: 'zh_CN.UTF-8' }, chinese],
    ['LC_MESSAGES before LANG', { ...noLocale, LC_MESSAGES: 'C', LANG: 'zh_CN.UTF-8' }, english],
    ['LC_ALL before all', { LC_ALL: 'zh_CN.UTF-8', LC_MESSAGES: 'C', LANG: 'C' }, chinese],
    ['a language that there is not', { ...noLocale, LANG: 'de_AT.UTF-8' }, english],
  ])('speaks as the environment wants: %s', (_, env, message) => {
    expect(checked([], env)).toContain(`${line}${message} [`);
  });

  test('speaks as --locale wants, whatever the environment says', () => {
    expect(checked(['--locale', 'zh-cn'])).toContain(`${line}${chinese} [`);
    expect(checked(['--locale', 'en'], { ...noLocale, LC_ALL: 'zh_CN.UTF-8' })).toContain(`${line}${english} [`);
  });

  test.each(['json', 'sarif', 'github', 'junit'])('%s stays English unless --locale asks', (format) => {
    const args = ['--format', format];
    expect(checked(args, { ...noLocale, LANG: 'zh_CN.UTF-8' })).toContain(english);
    expect(checked([...args, '--locale', 'zh-cn'])).toContain(chinese);
  });
});

test('effective tells the story in Chinese', () => {
  const folder = folderWith({ 'mpm_event.conf': 'MaxRequestWorkers 410\n' });
  const { stdout } = apacheMpm(['effective', '--locale', 'zh-cn', 'mpm_event.conf'], folder, noLocale);
  expect(stdout).toContain('httpd 因 ThreadsPerChild 将 410 改为 400，并提示 AH00513');
  expect(stdout).toContain('\n记分板：344760 字节共享内存\n');
});

test('explain prints the pages in Chinese, and of directives, MPMs and codes', () => {
  const explained = (name: string) => apacheMpm(['explain', name, '--locale', 'zh-cn'], undefined, noLocale).stdout;
  expect(explained('not-a-number')).toMatch(/^# 值并不是看上去的那个数\n/);
  expect(explained('ServerLimit')).toContain('\n重启时：两种重启都不采用新值');
  expect(explained('event')).toContain('event：若干进程，每个有许多线程');
  expect(explained('AH00513')).toMatch(
    /^AH00513：event 更改 MaxRequestWorkers。请查看 MaxRequestWorkers 和 ThreadsPerChild\n/,
  );
});

test('tune gives its reasons in Chinese', () => {
  const facts = ['--memory', '8G', '--process', '60M', '--rps', '300', '--service-ms', '120'];
  const { exit, stdout, stderr } = apacheMpm(['tune', '--locale', 'zh-cn', ...facts], undefined, noLocale);
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^ {4}# ThreadsPerChild 25: httpd 的默认值$/m);
  expect(stderr).not.toMatch(/[a-z]{3,} [a-z]{3,} [a-z]{3,}/);
});
