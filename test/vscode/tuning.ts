// Tuning in the installed .vsix, as a person does it: the advisor, the measuring of a real httpd, the planner both ways.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { startHttpd } from '../support/running-httpd.ts';
import { installed } from './installed.ts';
import { textOf } from './workbench.ts';

const settings = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };
const { workbench, folder, open, end } = await installed('tuning', { settings, trust: 'ask' });
const { page, errors, palette, rows, tab, lineWith, status, step, shot, until, openFile, run } = workbench;
const httpd = findHttpd();
const running = httpd && (await startHttpd(httpd, 'event', ['ThreadsPerChild 20', 'StartServers 1']));
/** Another one, so that there is a choice whatever runs on this machine. */
const other = httpd && (await startHttpd(httpd, 'prefork', ['StartServers 3']));

const webview = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
const dialog = page.locator('.monaco-dialog-box');
const ticks = page.locator('.bulk-edit-panel .monaco-list-row .edit-checkbox');
const applyPreview = page.getByRole('button', { name: 'Apply', exact: true });
const pending = webview.getByRole('status').filter({ hasText: 'Not yet in the file' });
const settled = webview.getByRole('status').filter({ hasText: 'As it is in the file' });
const notification = (text: string) => page.locator('.notifications-toasts .notification-list-item', { hasText: text });
/** An entry of the list that is open. */
const pick = (text: string) => rows.filter({ hasText: text }).first();

/** Ticks what the preview shows, and applies it. */
async function acceptPreview(): Promise<void> {
  await ticks.first().waitFor();
  await ticks.first().check();
  await applyPreview.click();
}

/** The file in front, saved and read. */
async function saved(path: string): Promise<string> {
  await page.keyboard.press('Control+S');
  await page.locator('.tabs-container .tab.dirty').first().waitFor({ state: 'detached' });
  // A tab is marked a moment after its text has changed.
  await page.waitForTimeout(500);
  return readFileSync(join(folder, path), 'utf8');
}

async function cursorAtEnd(): Promise<void> {
  await lineWith('MaxConnectionsPerChild').first().click();
  await page.keyboard.press('Control+End');
}

try {
  await step('the workbench opens the folder in Restricted Mode', async () => {
    await open();
    await status('Restricted Mode').first().waitFor();
    await openFile('mpm_event.conf');
    await status('6 × 25 = 150 workers').waitFor({ timeout: 30_000 });
  });

  await step('nobody is measured before the folder is trusted', async () => {
    await until(palette, () => page.keyboard.press('F1'));
    await palette.fill('>Apache MPM: ');
    await pick('Open the planner').waitFor();
    assert.equal(await rows.filter({ hasText: 'Measure' }).count(), 0);
    await page.keyboard.press('Escape');
    await run('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await status('Restricted Mode').first().waitFor({ state: 'detached' });
    await openFile('mpm_event.conf');
    await status('6 × 25 = 150 workers').waitFor({ timeout: 60_000 });
  });

  if (running && other) {
    await step('Measure this server asks which, where several run', async () => {
      await run('Apache MPM: Measure this server');
      for (const { pid, port, configurationFile } of [running, other]) {
        const entry = pick(`Process ${pid}: ports ${port}`);
        await entry.filter({ hasText: configurationFile }).waitFor({ timeout: 30_000 });
        await entry.filter({ hasText: `${httpd.program} -D FOREGROUND -f ${configurationFile}` }).waitFor();
      }
      await shot('which-server');
      await page.keyboard.press('Escape');
      await palette.waitFor({ state: 'hidden' });
      assert.equal(await dialog.count(), 0);
    });

    await step('Measure this server shows what it found, and puts it into the file when it is told to', async () => {
      await run('Apache MPM: Measure this server');
      await pick(`Process ${running.pid}:`).click();
      await dialog.getByText('What runs on this machine').waitFor({ timeout: 30_000 });
      const told = await textOf(dialog);
      assert.match(told, /process-threads=20/);
      assert.match(told, /descriptors=1024/);
      assert.match(told, /The server has run for 0 min only/);
      assert.doesNotMatch(told, /\bprocess=/);
      await shot('measured');
      assert.doesNotMatch(await saved('mods-available/mpm_event.conf'), /apache-mpm:/);
      await dialog.getByRole('button', { name: 'Put into the file…' }).click();
      await acceptPreview();
      await lineWith('# apache-mpm: memory=').first().waitFor();
      assert.match(await textOf(lineWith('# apache-mpm: memory=')), /process-threads=20 .*descriptors=1024/);
    });

    await step('a person may leave it at the look', async () => {
      await run('Apache MPM: Measure this server');
      await pick(`Process ${running.pid}:`).click();
      await dialog.getByText('What runs on this machine').waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'detached' });
      assert.equal(await lineWith('# apache-mpm:').count(), 1);
    });
  }

  await step('the planner moves with the file, and takes its facts from there', async () => {
    await cursorAtEnd();
    await page.keyboard.type('# apache-mpm: memory=16G reserve=1G process=60M process-threads=25 thread=512K');
    await until(tab('Planner: mpm_event.conf'), () => run('Apache MPM: Open the planner'));
    await webview.getByText('6 processes of 25 threads').first().waitFor();
    await webview.getByText('of 15 GiB').first().waitFor();
    await webview.getByText('from the file').first().waitFor();
    await workbench.eraseBehind(lineWith(/^MaxRequestWorkers/), 3);
    await page.keyboard.type('300');
    await webview.getByText('12 processes of 25 threads').first().waitFor();
    await shot('planner');
  });

  await step('another MPM is shown beside it', async () => {
    const mpm = webview.getByRole('combobox', { name: 'Under which MPM' });
    await mpm.selectOption('prefork');
    await webview.getByRole('heading', { name: 'Proposed: prefork' }).first().waitFor();
    await webview.getByText('event is what runs').waitFor();
    await webview.getByRole('rowheader', { name: 'MinSpareServers' }).first().waitFor();
    await shot('planner-prefork');
    await webview.getByRole('button', { name: 'Discard' }).click();
    await settled.waitFor();
    assert.equal(await mpm.inputValue(), 'event');
  });

  await step('a pool that is chosen waits, and outlives a reload of the window', async () => {
    const processes = webview.getByRole('slider', { name: 'Processes' });
    await processes.focus();
    for (let more = 0; more < 4; more++) await page.keyboard.press('ArrowRight');
    await webview.getByText('16 processes of 25 threads').waitFor();
    await pending.waitFor();
    // Saved, so that the file is as it was.
    await lineWith(/^MaxRequestWorkers/).click();
    await saved('mods-available/mpm_event.conf');
    await run('Developer: Reload Window');
    await tab('Planner: mpm_event.conf').waitFor({ timeout: 60_000 });
    await webview.getByText('16 processes of 25 threads').waitFor({ timeout: 60_000 });
    await pending.waitFor();
    await shot('planner-after-reload');
  });

  await step('what changes between preview and apply is not overwritten', async () => {
    await webview.getByRole('button', { name: 'Apply…' }).click();
    await ticks.first().waitFor();
    await ticks.first().check();
    await lineWith('MaxConnectionsPerChild').first().click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('# typed meanwhile');
    await applyPreview.click();
    await dialog.getByText('has changed in the meantime').waitFor();
    await shot('changed-meanwhile');
    await dialog.getByRole('button', { name: 'OK' }).click();
    const text = await saved('mods-available/mpm_event.conf');
    assert.match(text, /# typed meanwhile/);
    assert.match(text, /^MaxRequestWorkers +300$/m);
    assert.doesNotMatch(text, /400/);
  });

  await step('Apply puts all of it into the file after a look', async () => {
    await pending.waitFor();
    await until(ticks, () => webview.getByRole('button', { name: 'Apply…' }).click());
    assert.match(await saved('mods-available/mpm_event.conf'), /^MaxRequestWorkers +300$/m);
    await acceptPreview();
    await settled.waitFor();
    await lineWith(/^MaxRequestWorkers/)
      .first()
      .click();
    const text = await saved('mods-available/mpm_event.conf');
    assert.match(text, /^MaxRequestWorkers +400$/m);
    assert.match(text, /^ServerLimit +32$/m);
    await status('16 × 25 = 400 workers').waitFor();
    await tab('Planner: mpm_event.conf').click({ button: 'middle' });
  });

  await step('the light bulb of the block tunes it', async () => {
    const menu = page.locator('.action-widget');
    const serve = menu.locator('.action', { hasText: 'Serve so many at once…' });
    await until(serve, async () => {
      await page.keyboard.press('Escape');
      await lineWith(/^MaxRequestWorkers/)
        .first()
        .click();
      await page.keyboard.press('Control+.');
    });
    for (const title of ['Tune for 16 GiB', 'Keep the capacity, use half the memory']) {
      await menu.locator('.action', { hasText: title }).waitFor();
    }
    await shot('light-bulb');
    await serve.click();
    await palette.fill('0');
    await page.getByText('A whole number from 1 on').first().waitFor();
    await palette.fill('620');
    await page.keyboard.press('Enter');
    await acceptPreview();
    await status('25 × 25 = 625 workers').waitFor();
    assert.equal(await workbench.squiggles.count(), 0);
  });

  await step('the lens of a block opens the planner, which goes by that block', async () => {
    await openFile('httpd-mpm.conf');
    const lens = page.locator('.codelens-decoration').getByRole('button', { name: 'Tune…' });
    await until(tab('Planner: httpd-mpm.conf'), () => lens.first().click());
    await webview.getByRole('heading', { name: 'httpd-mpm.conf: event' }).waitFor();
    await webview.getByText('16 processes of 25 threads').first().waitFor();
    await webview.getByRole('button', { name: 'Compute from the facts' }).click();
    await webview.getByText('How much memory has the machine').waitFor();
    await webview.getByRole('status').filter({ hasText: 'No proposal' }).waitFor();
    await tab('Planner: httpd-mpm.conf').click({ button: 'middle' });
  });

  await step('Tune… asks for what the file does not tell, and takes no nonsense', async () => {
    const menu = page.locator('.action-widget');
    const tune = menu.locator('.action', { hasText: 'Tune…' });
    const answered = async (...answers: readonly string[]) => {
      await until(tune, async () => {
        await page.keyboard.press('Escape');
        await lineWith('MaxRequestWorkers 400').first().click();
        await page.keyboard.press('Control+.');
      });
      await tune.click();
      for (const answer of answers) {
        await palette.waitFor();
        // The next question, to which nothing is typed yet.
        for (let i = 0; i < 300 && (await palette.inputValue()) !== ''; i++) await page.waitForTimeout(100);
        await palette.fill(answer);
        await page.keyboard.press('Enter');
      }
    };
    await answered('8', '60M');
    await notification('“8” has no unit: write 8G').waitFor();
    assert.equal(await ticks.count(), 0);
    await answered('8G', '60M');
    await acceptPreview();
    await lineWith('# apache-mpm: memory=8G process=60M').first().waitFor();
    await status('109 × 25 = 2725 workers').waitFor();
  });

  await step('Which MPM? asks what runs, and tells the choice with its reasons', async () => {
    await openFile('httpd.conf');
    await lineWith('mpm_event_module').waitFor();
    await run('Apache MPM: Which MPM');
    await pick('PHP inside httpd (mod_php)').click();
    await pick('HTTP/2').click();
    await page.keyboard.press('Enter');
    await webview.getByRole('heading', { name: 'Run prefork' }).waitFor({ timeout: 30_000 });
    await webview.getByText('AH00013').first().waitFor();
    await webview.getByText('AH10034').first().waitFor();
    await webview.getByRole('cell', { name: 'A connection takes' }).waitFor();
    await shot('advice');
  });

  await step('and offers the switch, which edits the line that loads it', async () => {
    await notification('prefork is the better choice here').getByRole('button', { name: 'Switch to prefork…' }).click();
    await dialog.getByRole('button', { name: 'Edit the file' }).click();
    await openFile('httpd.conf');
    await lineWith('LoadModule mpm_prefork_module modules/mod_mpm_prefork.so').waitFor();
  });

  await step('no error reached the page', async () => assert.deepEqual(errors, []));
} finally {
  await running?.stop();
  await other?.stop();
  await end();
}
process.exit(workbench.summary());
