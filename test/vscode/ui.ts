// Installs the packed .vsix in VS Code and uses it as a person would: mouse, keyboard, and what is on the screen.
// --pictures writes the pictures of the documentation anew.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.ts';
import { installed, name, version } from './installed.ts';
import { textOf } from './workbench.ts';

const message = 'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400';
const fixTitle = 'Write 400, the value httpd uses';
const rule = 'max-request-workers-not-a-multiple';
const pictures = process.argv.includes('--pictures');

const { workbench, folder, open, end } = await installed('ui', { settings: { 'editor.linkedEditing': true } });
const { page, errors, palette, files, squiggles, rows, tab, lineWith, step, shot, until, openFile, run } = workbench;
const problems = page.locator('.markers-panel .monaco-list-row', { hasText: message });
const status = workbench.status('workers');
/** A picture that the documentation shows. */
const picture = (what: string) => shot(what, pictures ? join(root, 'docs/images') : undefined);
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
try {
  await step('the workbench opens the folder', async () => {
    await open();
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
    await workbench.eraseBehind(lineWith('MaxRequestWorkers 150'), 3);
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
    await shot('problems');
  });

  if (pictures) {
    await page.keyboard.press('Control+B');
    await page.setViewportSize({ width: 1200, height: 740 });
  }

  await step('the hover tells the story of the value', async () => {
    const hover = page.locator('.monaco-hover:visible', { hasText: message });
    await workbench.hoverSquiggle(hover);
    assert.match(await textOf(hover), /400/);
    await page.waitForTimeout(400); // It fades in.
    await picture('hover');
    await page.keyboard.press('Escape');
  });

  await step('the link in the hover opens the page of the rule', async () => {
    const hover = page.locator('.monaco-hover:visible', { hasText: rule });
    await workbench.hoverSquiggle(hover);
    await hover.locator('a', { hasText: rule }).first().click();
    await preview.locator('h1').first().waitFor();
    assert.match(await textOf(preview.locator('body')), /ThreadsPerChild/);
    await shot('rule-page');
    await tab(`${rule}.md`).click({ button: 'middle' });
    await lineWith('410').first().waitFor();
  });

  await step('Ctrl+. offers the repair, and it mends text and problem', async () => {
    const menu = await workbench.quickFixes(fixTitle);
    await page.waitForTimeout(400);
    await picture('quick-fix');
    await menu.locator('.action', { hasText: fixTitle }).click();
    await lineWith(/^MaxRequestWorkers\s+400(\D|$)/).waitFor();
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
    await shot('refactor-preview');
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
    await shot('effective');
  });

  await step('over a block stands what it gives, behind a value what httpd runs', async () => {
    await openFile('httpd-mpm.conf');
    await page.locator('.codelens-decoration', { hasText: '16 × 25 = 400 workers' }).waitFor();
    await workbench.eraseBehind(lineWith('MaxRequestWorkers 400'), 3);
    await page.keyboard.type('410');
    await lineWith('→ 400').waitFor();
    await page.waitForTimeout(400);
    await picture('block');
  });

  await step('Ctrl+Space offers numbers with what each gives', async () => {
    for (let digit = 0; digit < 3; digit++) await page.keyboard.press('Backspace');
    const offered = page.locator('.suggest-widget.visible .monaco-list-row');
    await until(offered.filter({ hasText: 'default of event' }), () => page.keyboard.press('Control+Space'));
    await page.waitForTimeout(400);
    assert.match(await textOf(offered), /^400/);
    const labels = (await offered.allTextContents()).map((row) => row.replaceAll('\u00a0', ' '));
    // VS Code offers contributed snippets behind any blank.
    const numbers = labels.filter((label) => /^\d/.test(label));
    assert.ok(numbers.length > 2, labels.join('\n'));
    assert.deepEqual(labels.slice(0, numbers.length), numbers, 'blocks before the numbers');
    await shot('completion');
    await page.keyboard.press('Escape');
    await page.keyboard.type('400');
    await page.keyboard.press('Escape');
  });

  await step('the outline has the settings with their values', async () => {
    await run('Explorer: Focus on Outline View');
    const outline = page.locator('.outline-tree .monaco-list-row');
    await outline.filter({ hasText: 'MaxRequestWorkers' }).filter({ hasText: '400' }).first().waitFor();
    await shot('outline');
    await run('Explorer: Focus on Folders View');
  });

  await step('Format Document indents a block and keeps its values', async () => {
    await openFile('httpd-mpm.conf');
    await lineWith('MaxRequestWorkers 400').click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press('Delete');
    await page.keyboard.type('            ');
    await until(lineWith(/^\s{4}MaxRequestWorkers\s400/), () => run('Format Document'));
    await shot('formatted');
  });

  await step('both tags of a section change together', async () => {
    await until(page.locator('.linked-editing-decoration').nth(1), async () => {
      await lineWith('<IfModule mpm_prefork_module>').click();
      await page.keyboard.press('Home');
      for (let right = 3; right > 0; right--) await page.keyboard.press('ArrowRight');
    });
    const tags = lineWith('fxModule');
    await until(tags.nth(1), () => page.keyboard.type('x'), 1);
    await shot('linked');
    await until(lineWith('<IfModule mpm_prefork_module>'), () => page.keyboard.press('Control+Z'));
    await tags.first().waitFor({ state: 'detached' });
  });

  await step('Copy a report puts the arithmetic into the clipboard', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await run('Apache MPM: Copy a report for review');
    await page.locator('.notification-list-item', { hasText: 'The report is in the clipboard' }).waitFor();
    assert.match(await page.evaluate('navigator.clipboard.readText()'), /16 × 25 = 400/);
  });

  await step('Convert the block offers the other MPMs, and rewrites it', async () => {
    await openFile('httpd-mpm.conf');
    await lineWith('mpm_event_module').click();
    const menu = page.locator('.action-widget .action', { hasText: 'Convert this block to worker' });
    await until(menu, () => run('Apache MPM: Convert the block to another MPM'));
    await shot('convert');
    await menu.click();
    await lineWith('<IfModule mpm_worker_module>').waitFor();
    await page.keyboard.press('Control+Z');
    await lineWith('<IfModule mpm_event_module>').waitFor();
  });

  await step('a variable is renamed in two files', async () => {
    await openFile('httpd.conf');
    await lineWith('Include').first().click();
    await page.keyboard.press('Home');
    await page.keyboard.type('Define WORKERS 400\n');
    await openFile('httpd-mpm.conf');
    await workbench.eraseBehind(lineWith('MaxRequestWorkers 400'), 3);
    await page.keyboard.type('$');
    await page.keyboard.type('{WORKERS}');
    await page.keyboard.press('Escape');
    for (let left = 3; left > 0; left--) await page.keyboard.press('ArrowLeft');
    const box = page.locator('.rename-box input');
    await until(box, () => page.keyboard.press('F2'));
    await box.fill('POOL');
    await shot('rename');
    await page.keyboard.press('Enter');
    await lineWith('${POOL}').first().waitFor();
    await openFile('httpd.conf');
    await lineWith('Define POOL 400').waitFor();
    await shot('renamed');
  });

  await step('Switch MPM edits the line that loads it', async () => {
    await openFile('httpd.conf');
    await lineWith('mpm_event_module').waitFor();
    await run('Apache MPM: Switch MPM');
    await rows.filter({ hasText: 'worker' }).first().click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Edit the file' }).click();
    await lineWith('LoadModule mpm_worker_module modules/mod_mpm_worker.so').waitFor();
  });

  await step('the commands stand in the palette, and one of them explains a rule', async () => {
    await until(palette, () => page.keyboard.press('F1'));
    await palette.fill('>Apache MPM');
    for (const title of ['Show effective settings', 'Restart server', 'Explain a rule']) {
      await rows.filter({ hasText: title }).first().waitFor();
    }
    await page.keyboard.press('Escape');
    await run('Apache MPM: Explain a rule');
    await palette.fill(rule);
    await rows.filter({ hasText: rule }).first().click();
    await preview.locator('h1').first().waitFor();
  });

  await step('the output panel has a channel of ours', async () => {
    await run('Output: Show Output Channels...');
    await rows.filter({ hasText: 'Apache MPM' }).first().click();
    await page
      .locator('.part.panel .view-line', { hasText: `${name}.${name} ${version}` })
      .first()
      .waitFor();
    await shot('output');
  });

  await step('the walkthrough finds my MPM', async () => {
    await run('Welcome: Open Walkthrough...');
    await rows.filter({ hasText: 'Find my MPM in 60 seconds' }).first().click();
    await page.locator('.getting-started-step', { hasText: 'Open your configuration' }).first().waitFor();
    await page.waitForTimeout(800);
    await shot('walkthrough');
  });

  await step('no error reached the page', async () => assert.deepEqual(errors, []));
} finally {
  await end();
}
process.exit(workbench.summary());
