// The installed .vsix in a VS Code whose display language is Simplified Chinese: what a person reads of it is Chinese.
// --pictures writes the pictures of the Chinese README anew.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from './install.ts';
import { installed } from './installed.ts';
import { textOf } from './workbench.ts';

const rule = 'max-request-workers-not-a-multiple';
const message = 'MaxRequestWorkers 410 不是 ThreadsPerChild 25 的倍数：httpd 按 400 运行';
const fixTitle = '写作 400，即 httpd 使用的值';
const pictures = process.argv.includes('--pictures');

const { workbench, open, end } = await installed('zh-cn', { locale: 'zh-cn' });
const { page, errors, palette, rows, tab, lineWith, step, shot, until, openFile, run } = workbench;
const preview = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
/** A picture that the documentation shows. */
const picture = (what: string) => shot(what, pictures ? join(root, 'docs/images/zh-cn') : undefined);

try {
  await step('the workbench opens the folder', open);

  await step('the status bar has the capacity', async () => {
    await openFile('mpm_event.conf');
    await workbench.status('6 × 25 = 150 个 worker').waitFor({ timeout: 30_000 });
  });

  await step('the Problems panel has the finding', async () => {
    await workbench.eraseBehind(lineWith('MaxRequestWorkers 150'), 3);
    await page.keyboard.type('410');
    await workbench.squiggles.first().waitFor();
    await workbench.squiggles.nth(1).waitFor({ state: 'detached' });
    await until(page.locator('.markers-panel'), () => page.keyboard.press('Control+Shift+M'));
    const problems = page.locator('.markers-panel .monaco-list-row', { hasText: message });
    await problems.first().waitFor();
    assert.equal(await problems.count(), 1);
    await shot('problems');
  });

  if (pictures) {
    await page.keyboard.press('Control+B');
    await page.setViewportSize({ width: 1200, height: 740 });
  }

  await step('the hover explains the directive and its story', async () => {
    const hover = page.locator('.monaco-hover:visible', { hasText: message });
    await workbench.hoverSquiggle(hover);
    const text = await textOf(hover);
    assert.match(text, /同时服务多少个请求/);
    assert.match(text, /httpd 因 ThreadsPerChild 将 410 改为 400，并提示 AH00513/);
    await page.waitForTimeout(400); // It fades in.
    await picture('hover');
    await page.keyboard.press('Escape');
  });

  await step('the light bulb offers the repair', async () => {
    const menu = await workbench.quickFixes(fixTitle);
    await page.waitForTimeout(400);
    await picture('quick-fix');
    await menu.locator('.action', { hasText: fixTitle }).click();
    await lineWith(/MaxRequestWorkers\s+400/).waitFor();
  });

  await step('the commands have their names, and one of them explains a rule', async () => {
    await until(palette, () => page.keyboard.press('F1'));
    for (const title of ['转到生效的行', '复制评审报告', '显示生效的设置', '切换 MPM…']) {
      await palette.fill(`>Apache MPM: ${title}`);
      await rows
        .filter({ hasText: `Apache MPM: ${title}` })
        .first()
        .waitFor();
    }
    await palette.fill('>Apache MPM');
    await rows.filter({ hasText: '打开规划器' }).first().waitFor();
    await shot('commands');
    await page.keyboard.press('Escape');
    await run('Apache MPM: 解释规则');
    await palette.fill(rule);
    await rows.filter({ hasText: rule }).first().click();
    await preview.getByRole('heading', { name: '会发生什么' }).waitFor();
    await shot('rule-page');
    await tab(`${rule}.md`).click({ button: 'middle' });
  });

  await step('the effective settings are told', async () => {
    await openFile('mpm_event.conf');
    await run('Apache MPM: 显示生效的设置');
    await tab('mpm_event.conf（生效值）').waitFor();
    assert.match(await textOf(lineWith('ServerLimit')), /^ServerLimit +16 +默认$/);
    await shot('effective');
  });

  await step('over a block stands what it gives, behind a value what httpd runs', async () => {
    await run('View: Hide Panel');
    await openFile('httpd-mpm.conf');
    await page.locator('.codelens-decoration', { hasText: '16 × 25 = 400 个 worker' }).waitFor();
    await workbench.eraseBehind(lineWith('MaxRequestWorkers 400'), 3);
    await page.keyboard.type('410');
    await lineWith('→ 400 = 16 个进程 × 25 个线程').waitFor();
    await page.waitForTimeout(400);
    await picture('block');
    await workbench.eraseBehind(lineWith('MaxRequestWorkers 410'), 3);
    await page.keyboard.type('400');
    await page.keyboard.press('Escape');
  });

  await step('completion tells what a number gives, and what a name means', async () => {
    await workbench.eraseBehind(lineWith('MaxRequestWorkers 400'), 3);
    const offered = page.locator('.suggest-widget.visible .monaco-list-row');
    await until(offered.filter({ hasText: 'event 的默认值' }), () => page.keyboard.press('Control+Space'));
    await offered.filter({ hasText: '8 个进程 × 25 个线程' }).waitFor();
    await shot('completion');
    await page.keyboard.press('Escape');
    await page.keyboard.type('400');
    await page.keyboard.press('Escape');
  });

  await step('snippets are described, and one fills a file', async () => {
    await run('File: New Untitled Text File');
    await until(palette, () => run('Fill File with Snippet'));
    await palette.fill('mpm_prefork_mod_php');
    await rows.filter({ hasText: '已调优：在 4 GiB 内存的机器上' }).first().waitFor();
    await shot('snippets');
    await page.keyboard.press('Enter');
    await lineWith('<IfModule mpm_prefork_module>').waitFor();
    await lineWith('MaxRequestWorkers').first().waitFor();
    await page.keyboard.press('Escape');
    await run('View: Revert and Close Editor');
  });

  await step('the planner speaks', async () => {
    if (pictures) await page.setViewportSize({ width: 1500, height: 1150 });
    await openFile('mpm_event.conf');
    await lineWith('MaxRequestWorkers').last().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# apache-mpm: memory=4G reserve=1G process=120M thread=1M');
    await until(tab('规划器：mpm_event.conf'), () => run('Apache MPM: 打开规划器'));
    await preview.getByText('16 个进程，每个 25 个线程').first().waitFor();
    await preview.getByRole('slider', { name: '进程' }).first().focus();
    for (let more = 0; more < 6; more++) await page.keyboard.press('ArrowRight');
    await preview.getByText('22 个进程，每个 25 个线程').first().waitFor();
    const words = (await textOf(preview.locator('body'))).match(/\b[A-Za-z]{3,} [a-z]{3,} [a-z]{3,}\b/g);
    assert.deepEqual(words, null, 'English in the planner');
    await picture('planner');
  });

  await step('the walkthrough and the settings are Chinese', async () => {
    if (pictures) await page.setViewportSize({ width: 1200, height: 740 });
    await run('Welcome: Open Walkthrough...');
    await rows.filter({ hasText: '60 秒找到我的 MPM' }).first().click();
    await page.locator('.getting-started-step', { hasText: '打开您的配置' }).first().waitFor();
    await shot('walkthrough');
    await run('Preferences: Open Settings (UI)');
    await page.locator('.settings-editor .search-container').click();
    await page.keyboard.type('apacheMpm.generalChecks');
    await page
      .locator('.setting-item-description', { hasText: '如果另一个 Apache 文件的扩展会发现同样的问题' })
      .waitFor();
    await shot('settings');
  });

  await step('no error reached the page', async () => assert.deepEqual(errors, []));
} finally {
  await end();
}
process.exit(workbench.summary());
