// Installs the packed .vsix in VS Code and uses it as a person would: mouse, keyboard, and what is on the screen.
// --pictures writes the pictures of the documentation anew.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { install, root } from './install.ts';
import { discard, serve, workbench } from './serve.ts';

const message = 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400';
const fixTitle = 'Write 400, the value httpd uses';
const rule = 'max-request-workers-not-a-multiple';
const pictures = process.argv.includes('--pictures');
const out = join(root, 'out/ui');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
const data = mkdtempSync(join(tmpdir(), 'vscode-data-'));
const folder = join(mkdtempSync(join(tmpdir(), 'apache-mpm-')), 'apache2');
cpSync(join(root, 'test/vscode/workspace'), folder, { recursive: true });
const serving = await serve({
  vscode: await install('npm'),
  data,
  vsix: join(root, `${name}-${version}.vsix`),
  settings: { 'workbench.colorTheme': 'Default Dark Modern', 'window.commandCenter': false },
});
const browser = await launchBrowser();
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
const page = await context.newPage();
page.setDefaultTimeout(15_000);
const errors: string[] = [];
page.on('pageerror', (error) => errors.push(String(error)));

const counts = { passing: 0, failing: 0 };
const files = page.locator('.explorer-folders-view [role="treeitem"]');
const squiggles = page.locator('.editor-instance .squiggly-warning');
const problems = page.locator('.markers-panel .monaco-list-row', { hasText: message });
const palette = page.locator('.quick-input-box input');
const status = page.locator('.statusbar-item', { hasText: 'workers' });
const tab = (name: string) => page.getByRole('tab', { name });
const lineWith = (text: string) => page.locator('.editor-instance .view-line', { hasText: text });
/** Tried in a webview; `eval` in a task of its own, as what the test itself runs is exempt from the policy. */
const whatThePageMayDo = `(async () => {
  const evaluated = await new Promise((done) => setTimeout(() => {
    try { done(eval('"it ran"')); } catch (error) { done(error.name); }
  }));
  const loaded = await fetch('https://example.com/').then(String, (error) => error.name);
  const inline = document.createElement('script');
  inline.textContent = 'document.body.dataset.ran = "it ran"';
  document.body.append(inline);
  return { evaluated, loaded, inline: document.body.dataset.ran ?? 'it did not run' };
})()`;
const preview = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
const planner = preview;
/** The text on the screen; the editor draws no-break spaces. */
const textOf = async (line: Locator) => ((await line.first().textContent()) ?? '').replaceAll('\u00a0', ' ');

try {
  await step('the workbench opens the folder', async () => {
    await page.goto(workbench(serving, folder));
    await files.filter({ hasText: 'mods-available' }).waitFor({ timeout: 60_000 });
  });

  await step("opening Debian's mpm_event.conf shows its capacity and no finding", async () => {
    await until(files.filter({ hasText: 'mpm_event.conf' }), () => files.filter({ hasText: 'mods-available' }).click());
    await files.filter({ hasText: 'mpm_event.conf' }).dblclick();
    await lineWith('MaxRequestWorkers 150').waitFor();
    await status.filter({ hasText: '6 × 25 = 150 workers' }).waitFor({ timeout: 30_000 });
    assert.equal(await page.locator('.editor-instance [class*="squiggly-"]').count(), 0);
    await page.locator('.statusbar-item', { hasText: 'Apache' }).first().waitFor();
  });

  await step('typing MaxRequestWorkers 410 draws a squiggle', async () => {
    await lineWith('MaxRequestWorkers 150').click();
    await page.keyboard.press('End');
    for (let digit = 0; digit < 3; digit++) await page.keyboard.press('Backspace');
    await page.keyboard.type('410');
    await status.filter({ hasText: '16 × 25 = 400 workers' }).waitFor();
    await squiggles.first().waitFor();
    // While it was typed there were others.
    await squiggles.nth(1).waitFor({ state: 'detached' });
  });

  await step('the Problems panel lists it', async () => {
    await until(page.locator('.markers-panel'), () => page.keyboard.press('Control+Shift+M'));
    await problems.first().waitFor();
    assert.equal(await problems.count(), 1);
    await page.screenshot({ path: join(out, 'problems.png') });
  });

  if (pictures) {
    await page.keyboard.press('Control+B');
    await page.setViewportSize({ width: 1200, height: 740 });
  }

  await step('the hover tells the story of the value', async () => {
    const hover = page.locator('.monaco-hover:visible', { hasText: message });
    await hoverSquiggle(hover);
    assert.match(await textOf(hover), /400/);
    await page.waitForTimeout(400); // It fades in.
    await picture('hover');
    await page.keyboard.press('Escape');
  });

  await step('the link in the hover opens the page of the rule', async () => {
    const hover = page.locator('.monaco-hover:visible', { hasText: rule });
    await hoverSquiggle(hover);
    await hover.locator('a', { hasText: rule }).first().click();
    await preview.locator('h1').first().waitFor();
    assert.match(await textOf(preview.locator('body')), /ThreadsPerChild/);
    await page.screenshot({ path: join(out, 'rule-page.png') });
    await tab(`${rule}.md`).click({ button: 'middle' });
    await lineWith('410').first().waitFor();
  });

  await step('Ctrl+. offers the repair, and it mends text and problem', async () => {
    const menu = page.locator('.action-widget');
    await until(menu.locator('.action', { hasText: fixTitle }), async () => {
      const { x, y } = await centre(squiggles.first());
      await page.mouse.click(x, y);
      await page.keyboard.press('Control+.');
    });
    await page.waitForTimeout(400);
    await picture('quick-fix');
    await menu.locator('.action', { hasText: fixTitle }).click();
    await lineWith('400').first().waitFor();
    assert.match(await textOf(lineWith('400')), /^MaxRequestWorkers +400(\D|$)/);
    await squiggles.first().waitFor({ state: 'detached' });
    await problems.first().waitFor({ state: 'detached' });
    await status.filter({ hasText: '16 × 25 = 400 workers' }).waitFor();
  });

  await step('saving writes the file', async () => {
    await page.keyboard.press('Control+S');
    const written = () => readFileSync(join(folder, 'mods-available/mpm_event.conf'), 'utf8');
    for (let i = 0; i < 50 && !written().includes('400'); i++) await page.waitForTimeout(100);
    assert.match(written(), /^MaxRequestWorkers +400$/m);
  });

  await step('the planner opens beside the file, and moves when the file is edited', async () => {
    await run('View: Hide Panel');
    if (pictures) await page.setViewportSize({ width: 1500, height: 1150 });
    await until(tab('Planner: mpm_event.conf'), () => run('Apache MPM: Open the planner'));
    await planner.getByRole('heading', { name: 'mpm_event.conf: event' }).waitFor();
    await planner.getByText('16 processes of 25 threads').first().waitFor();
    await lineWith('MaxRequestWorkers').last().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# apache-mpm: memory=4G reserve=1G process=120M thread=1M');
    await planner.getByText('of 3 GiB').first().waitFor();
  });

  await step('a slider of the planner proposes another pool', async () => {
    await planner.getByRole('slider', { name: 'Processes' }).focus();
    for (let more = 0; more < 6; more++) await page.keyboard.press('ArrowRight');
    await planner.getByText('22 processes of 25 threads').waitFor();
    await planner.getByRole('status').filter({ hasText: 'Not yet in the file' }).waitFor();
    await planner.getByRole('cell', { name: '550' }).first().waitFor();
    assert.match(await textOf(lineWith('400')), /^MaxRequestWorkers +400(\D|$)/);
    await picture('planner');
    if (pictures) await page.setViewportSize({ width: 1200, height: 740 });
  });

  await step('the planner runs its own script and nothing else, and loads nothing', async () => {
    const tried = await planner.locator('body').evaluate(whatThePageMayDo);
    assert.deepEqual(tried, { evaluated: 'EvalError', loaded: 'TypeError', inline: 'it did not run' });
  });

  await step('what it proposes is shown before it is put into the file', async () => {
    await planner.getByRole('button', { name: 'Apply…' }).click();
    const ticks = page.locator('.bulk-edit-panel .monaco-list-row .edit-checkbox');
    await ticks.first().waitFor();
    await page.screenshot({ path: join(out, 'refactor-preview.png') });
    assert.equal(await ticks.count(), 2, 'the file and one edit of it');
    assert.match(await textOf(lineWith('400')), /^MaxRequestWorkers +400(\D|$)/);
    await ticks.first().check();
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await planner.getByRole('status').filter({ hasText: 'As it is in the file' }).waitFor();
    assert.match(await textOf(lineWith('550').last()), /^MaxRequestWorkers +550(\D|$)/);
    await tab('Planner: mpm_event.conf').click({ button: 'middle' });
  });

  await step('a click on the status bar shows the effective settings', async () => {
    await status.click();
    await tab('mpm_event.conf (effective)').waitFor();
    await lineWith('MaxRequestWorkers').first().waitFor();
    await page.screenshot({ path: join(out, 'effective.png') });
  });

  await step('over a block stands what it gives, behind a value what httpd runs', async () => {
    await openFile('httpd-mpm.conf');
    await page.locator('.codelens-decoration', { hasText: '16 × 25 = 400 workers' }).waitFor();
    await lineWith('MaxRequestWorkers 400').click();
    await page.keyboard.press('End');
    for (let digit = 0; digit < 3; digit++) await page.keyboard.press('Backspace');
    await page.keyboard.type('410');
    await lineWith('→ 400').waitFor();
    await page.waitForTimeout(400);
    await picture('block');
  });

  await step('Ctrl+Space offers numbers with what each gives', async () => {
    for (let digit = 0; digit < 3; digit++) await page.keyboard.press('Backspace');
    const offered = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'default of event' });
    await until(offered, () => page.keyboard.press('Control+Space'));
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(out, 'completion.png') });
    await page.keyboard.press('Escape');
    await page.keyboard.type('400');
    await page.keyboard.press('Escape');
  });

  await step('Switch MPM edits the line that loads it', async () => {
    await openFile('httpd.conf');
    await lineWith('mpm_event_module').waitFor();
    await run('Apache MPM: Switch MPM');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'worker' }).first().click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Edit the file' }).click();
    await lineWith('LoadModule mpm_worker_module modules/mod_mpm_worker.so').waitFor();
  });

  await step('the commands stand in the palette, and one of them explains a rule', async () => {
    await until(palette, () => page.keyboard.press('F1'));
    await palette.fill('>Apache MPM');
    for (const title of ['Show effective settings', 'Restart server', 'Explain a rule']) {
      await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    }
    await page.keyboard.press('Escape');
    await run('Apache MPM: Explain a rule');
    await palette.fill(rule);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: rule }).first().click();
    await preview.locator('h1').first().waitFor();
  });

  await step('the output panel has a channel of ours', async () => {
    await run('Output: Show Output Channels...');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Apache MPM' }).first().click();
    await page
      .locator('.part.panel .view-line', { hasText: `${name}.${name} ${version}` })
      .first()
      .waitFor();
    await page.screenshot({ path: join(out, 'output.png') });
  });

  await step('the walkthrough finds my MPM', async () => {
    await run('Welcome: Open Walkthrough...');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Find my MPM in 60 seconds' }).first().click();
    await page.locator('.getting-started-step', { hasText: 'Open your configuration' }).first().waitFor();
    await page.waitForTimeout(800);
    await page.screenshot({ path: join(out, 'walkthrough.png') });
  });

  await step('no error reached the page', async () => assert.deepEqual(errors, []));
} finally {
  await browser.close();
  await serving.stop();
  discard(data);
  discard(join(folder, '..'));
}
console.log(`\n${counts.passing} passing\n${counts.failing} failing`);
process.exit(counts.failing > 0 ? 1 : 0);

async function picture(what: string): Promise<void> {
  await page.screenshot({ path: join(pictures ? join(root, 'docs/images') : out, `${what}.png`) });
}

async function step(what: string, act: () => Promise<unknown>): Promise<void> {
  const began = Date.now();
  try {
    await act();
    counts.passing++;
    console.log(`  ✔ ${what} (${Date.now() - began} ms)`);
  } catch (error) {
    counts.failing++;
    console.log(`  ✖ ${what}\n${(error as Error).stack}`);
    await page.screenshot({ path: join(out, `failed-${counts.failing}.png`) });
  }
}

/** Acts until the target shows: VS Code loses a key now and then while it moves cursor or focus, and draws squiggles anew. */
async function until(target: Locator, act: () => Promise<unknown>, tries = 5): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      await act();
      await target.first().waitFor({ timeout: 3_000 });
      return;
    } catch (error) {
      if (left === 1) throw error;
      await page.waitForTimeout(200);
    }
  }
}

async function openFile(name: string): Promise<void> {
  await until(palette, () => page.keyboard.press('Control+P'));
  await palette.fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await tab(name).first().waitFor();
}

async function run(command: string): Promise<void> {
  await until(palette, () => page.keyboard.press('F1'));
  await palette.fill(`>${command}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: command }).first().waitFor();
  await page.keyboard.press('Enter');
}

async function centre(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  assert.ok(box, 'it has no place on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function hoverSquiggle(hover: Locator): Promise<void> {
  await until(hover, async () => {
    const { x, y } = await centre(squiggles.first());
    await page.mouse.move(x, y + 120);
    await page.mouse.move(x, y, { steps: 5 });
  });
}
