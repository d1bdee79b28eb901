// The installed .vsix in a folder that nobody trusts yet: it works, says what is off, and reads no file that the settings of
// the folder name until it is trusted.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed } from './installed.ts';
import { textOf } from './workbench.ts';

/** The settings of the folder name a main file outside of it: judged with that, the settings of event are read by prefork. */
function nameAnotherMain(folder: string): void {
  const main = join(folder, '../main.conf');
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ 'apacheMpm.roots': [main] }));
  const lines = [
    `ServerRoot "${folder}"`,
    'LoadModule mpm_prefork_module modules/mod_mpm_prefork.so',
    'Include mods-available/mpm_event.conf',
  ];
  writeFileSync(main, `${lines.join('\n')}\n`);
}

const settings = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };
const { workbench, open, end } = await installed('restricted', { settings, trust: 'ask' }, nameAnotherMain);
const { page, errors, lineWith, status, step, shot, until, openFile, run } = workbench;

try {
  await step('the workbench opens the folder in Restricted Mode', async () => {
    await open();
    await status('Restricted Mode').first().waitFor();
  });

  await step('findings come, and the main file that the folder names does not count', async () => {
    await openFile('mpm_event.conf');
    await status('event: 6 × 25 = 150 workers').waitFor({ timeout: 30_000 });
    await workbench.eraseBehind(lineWith('MaxRequestWorkers 150'), 3);
    await page.keyboard.type('410');
    await status('event: 16 × 25 = 400 workers').waitFor();
    await workbench.squiggles.first().waitFor();
  });

  await step('the status bar says what is off', async () => {
    const told = page.locator('.monaco-hover:visible', { hasText: 'Restricted Mode: apacheMpm.roots' });
    await until(told, async () => {
      await page.mouse.move(600, 300);
      await status('400 workers').hover();
    });
    assert.match(await textOf(told), /apacheMpm\.roots and apacheMpm\.pathMappings of this workspace do not count/);
    await shot('status');
  });

  await step('the extension says what is off', async () => {
    await run('Extensions: Show Installed Extensions');
    const extension = page.locator('.extensions-list .extension-list-item', { hasText: 'Apache MPM' });
    await extension.first().click();
    const about = page.locator('.extension-editor');
    await about.getByText('In Restricted Mode the settings apacheMpm.roots').first().waitFor();
    await shot('extension');
  });

  await step('once the folder is trusted its settings count, and nothing is off', async () => {
    await run('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await openFile('mpm_event.conf');
    await status('prefork').waitFor({ timeout: 30_000 });
    await shot('trusted');
  });

  await step('no error reached the page', async () => assert.deepEqual(errors, []));
} finally {
  await end();
}
process.exit(workbench.summary());
