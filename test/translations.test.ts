import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, type Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { bundle, textsToTranslate, translationTo } from '../scripts/translations.ts';
import codeActions from '../server/src/features/code-actions.ts';
import diagnostics from '../server/src/features/diagnostics.ts';
import effectiveSettings from '../server/src/features/effective-settings.ts';
import hover from '../server/src/features/hover.ts';
import inlayHints from '../server/src/features/inlay-hints.ts';
import report from '../server/src/features/report.ts';
import { rulePage } from '../server/src/features/rule-page.ts';
import { rules } from '../server/src/rules/index.ts';
import { pages } from '../server/src/rules/pages.ts';
import { languageOf, languages, translationBy } from '../server/src/text/language.ts';
import { say, wordsOf } from '../server/src/text/message.ts';
import { ask, worldOf } from './support/world.ts';

const names = ['server', 'pages'] as const;
const each = languages.flatMap((language) => names.map((name) => [language, name] as const));

/** What must stand in a translation as in the original: placeholders, code but for what our own hints show, links. */
function fixedParts(text: string): readonly string[] {
  return [...text.matchAll(/\{\w+\}|`(?!= )[^`]*`|\]\([^)]*\)/g)].map(([part]) => part.replace(/\s+/g, ' ')).sort();
}

describe.each(each)('the translations into %s of what the %s say', (language, name) => {
  const translations = Object.entries(bundle(name, language));

  test('are of every text, and of nothing else; `node scripts/translate.ts` puts them in', async () => {
    const texts = (await textsToTranslate())[name];
    const translated = new Set(translations.map(([english]) => english));
    expect(texts.filter((text) => !translated.has(text))).toEqual([]);
    expect([...translated].filter((english) => !texts.includes(english))).toEqual([]);
  });

  test('have the placeholders, the code and the links of the original', () => {
    const changed = translations.filter(([english, words]) => `${fixedParts(english)}` !== `${fixedParts(words)}`);
    expect(changed).toEqual([]);
  });

  test('are sorted, and have the line ends and blanks at their ends of the original', () => {
    const keys = translations.map(([english]) => english);
    expect(keys).toEqual([...keys].sort());
    expect(
      translations.filter(([english, words]) => words.trim() === '' || /\s$/.test(words) > /\s$/.test(english)),
    ).toEqual([]);
  });
});

test.each([
  ['zh-cn', 'zh-cn'],
  ['zh-CN', 'zh-cn'],
  ['zh', 'zh-cn'],
  ['zh-Hans', 'zh-cn'],
  ['zh-Hans-CN', 'zh-cn'],
  ['zh_CN.UTF-8', 'zh-cn'],
  ['zh_CN@pinyin', 'zh-cn'],
  ['zh-tw', undefined],
  ['zh_TW.UTF-8', undefined],
  ['zh-Hant', undefined],
  ['en', undefined],
  ['de-AT', undefined],
  ['C.UTF-8', undefined],
  ['', undefined],
  [undefined, undefined],
])('the locale %s is spoken as %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});

test('what is not translated stays English, and what is no text is no translation', () => {
  const translate = translationBy({ 'a {b}': '{b} 甲' }, { c: 1 } as never, undefined);
  expect([say('a {b}', { b: say('c') }), say('d')].map((message) => wordsOf(message, translate))).toEqual([
    'c 甲',
    'd',
  ]);
});

test.each([
  ['README.md', 'README.zh-cn.md', 'sh|yaml|lua|toml'],
  ['docs/tuning.md', 'docs/zh-cn/tuning.md', 'sh'],
  ['docs/configuration.md', 'docs/zh-cn/configuration.md', 'json|apache'],
  ['docs/command-line.md', 'docs/zh-cn/command-line.md', 'sh|yaml'],
])('what %s tells people to type is the same in %s', (english, translated, kinds) => {
  const blocks = (path: string) =>
    [...readFileSync(new URL(`../${path}`, import.meta.url), 'utf8').matchAll(/^```(\w+)\n(.*?)^```/gms)]
      .filter(([, kind = '']) => kinds.split('|').includes(kind))
      .map(([block]) => block);
  expect(blocks(english).length).toBeGreaterThan(3);
  expect(blocks(translated)).toEqual(blocks(english));
});

test('each README shows the pictures of its language', () => {
  const pictures = (path: string) =>
    [...readFileSync(new URL(`../${path}`, import.meta.url), 'utf8').matchAll(/^!\[[^\]]+\]\(([^)]+)\)$/gm)].map(
      ([, picture]) => picture!,
    );
  const english = pictures('README.md');
  expect(english.length).toBeGreaterThan(3);
  expect(pictures('README.zh-cn.md')).toEqual(english.map((path) => path.replace('images/', 'images/zh-cn/')));
  for (const path of english) {
    expect(existsSync(new URL(`../${path.replace('images/', 'images/zh-cn/')}`, import.meta.url)), path).toBe(true);
  }
});

describe('in Chinese', () => {
  const path = '/etc/httpd/conf.d/mpm_event.conf';
  const text = 'StartServers 4k\nThreadsPerChild 25\nMaxRequestWorkers 410\n';
  const world = { ...worldOf({ [path]: text }), translate: translationTo('zh-cn') };
  const end = { line: 2, character: 21 };
  const range = { start: { line: 2, character: 0 }, end };

  test('a finding', () => {
    const { items } = ask<{ items: Diagnostic[] }>(diagnostics, world, path);
    expect(items.map(({ message }) => message)).toEqual([
      'StartServers 4k 不是数字：httpd 读作 4',
      'MaxRequestWorkers 410 不是 ThreadsPerChild 25 的倍数：httpd 按 400 运行（16 × 25）',
    ]);
  });

  test('the title of a fix', () => {
    const context = { diagnostics: [] };
    const actions = ask<{ title: string }[]>(codeActions, world, path, { range, context });
    expect(actions.map(({ title }) => title)).toContain('写作 400，即 httpd 使用的值');
  });

  test('a hover: the facts of the catalogue and the story of the value', () => {
    const answer = ask<Hover>(hover, world, path, { position: { line: 2, character: 3 } });
    const shown = MarkupContent.is(answer.contents) ? answer.contents.value : '';
    expect(shown).toContain('**MaxRequestWorkers**：同时服务多少个请求');
    expect(shown).toContain('- httpd 因 ThreadsPerChild 将 410 改为 400，并提示 AH00513');
    expect(shown).toContain('- 可用于：服务器配置');
    expect(shown).toContain('- 重启时：两种重启都会采用新值');
    expect(shown).not.toMatch(/[a-z]{3,} [a-z]{3,} [a-z]{3,}/);
  });

  test('an inlay hint, the effective settings and the report', () => {
    const hints = ask<{ label: string }[]>(inlayHints, world, path, {
      range: { ...range, start: { line: 0, character: 0 } },
    });
    expect(hints.map(({ label }) => label)).toContain('→ 400 = 16 个进程 × 25 个线程');
    expect(ask<{ text: string }>(effectiveSettings, world, path).text).toContain('\nevent：16 × 25 = 400 个 worker\n');
    expect(ask<{ text: string }>(report, world, path).text).toContain(
      '- 警告，mpm_event.conf:3：MaxRequestWorkers 410',
    );
  });

  test('the pages of rules quote httpd in its own words', () => {
    const rule = rules.find(({ id }) => id === 'max-request-workers-not-a-multiple')!;
    const page = rulePage(rule, pages[rule.id]!, world.translate);
    expect(page).toContain('## 会发生什么');
    expect(page).toContain('AH00513: WARNING: MaxRequestWorkers of 410 is not an integer multiple');
    expect(page).toContain('快速修复“写作 400，即 httpd 使用的值”：');
  });
});
