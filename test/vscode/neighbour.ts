// The installed .vsix beside another extension for Apache files: they share the language, and nothing is found twice once
// the person has said who looks after httpd in general.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from './install.ts';
import { installed } from './installed.ts';

const { workbench, open, end } = await installed('neighbour', { beside: [join(root, 'test/vscode/neighbour')] });
const { page, errors, lineWith, status, step, shot, until, openFile, run } = workbench;
const problems = page.locator('.markers-panel .monaco-list-row');
const ours = problems.filter({ hasText: 'no module of httpd has a directive ServerLimits' });
const theirs = problems.filter({ hasText: 'Unknown directive: ServerLimits' });
const ofMpm = problems.filter({ hasText: 'MaxRequestWorkers 410 is not a multiple' });
const notice = page.locator('.notification-list-item', { hasText: 'Apache Lint looks after Apache files, too' });

try {
  await step('the workbench opens the folder', open);

  await step('the language is shared: both find what is wrong, and the person is told', async () => {
    await openFile('mpm_event.conf');
    await notice.waitFor({ timeout: 30_000 });
    await status('Apache Config').first().waitFor();
    await workbench.eraseBehind(lineWith('MaxRequestWorkers 150'), 3);
    await page.keyboard.type('410\nServerLimits 16');
    await page.keyboard.press('Escape');
    await until(page.locator('.markers-panel'), () => page.keyboard.press('Control+Shift+M'));
    for (const finding of [ours, theirs, ofMpm]) await finding.first().waitFor();
    await shot('twice');
  });

  await step('its button leaves the general checks to the other one, and nothing is found twice', async () => {
    // It hides after some seconds.
    if ((await notice.count()) === 0) await until(notice, () => run('Notifications: Show Notifications'));
    await notice.hover();
    await notice.getByRole('button', { name: 'Leave the general checks to it' }).click();
    await ours.first().waitFor({ state: 'detached' });
    assert.equal(await theirs.count(), 1);
    assert.equal(await ofMpm.count(), 1);
    await shot('once');
  });

  await step('it is said once', async () => {
    await run('Developer: Reload Window');
    await page.waitForTimeout(1_000);
    await openFile('mpm_event.conf');
    await status('workers').waitFor({ timeout: 30_000 });
    assert.equal(await notice.count(), 0);
  });

  await step('no error reached the page', async () => assert.deepEqual(errors, []));
} finally {
  await end();
}
process.exit(workbench.summary());
