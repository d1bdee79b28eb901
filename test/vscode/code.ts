#!/usr/bin/env node
// Stands in for the `code` executable of a desktop VS Code where none can be had: runs the same VS Code as a server, and
// its workbench in headless Chromium. Takes what @vscode/test-electron passes,
//   code.ts [FOLDER] --extensionDevelopmentPath=DIR --extensionTestsPath=MODULE
// and ends with the exit code of the tests. VSCODE_FROM_NPM=oldest takes the oldest VS Code.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser.ts';
import { install, root } from './install.ts';
import { discard, remoteUri, serve, workbench } from './serve.ts';

const timeLimit = 300_000;
/** What the workbench itself says, which comes the same way as the console of the extension host. */
const workbenchNoise =
  /^(\[|Resolv|Creating a socket|Updating additional|Ignoring fetching|Invoking resolveAuthority|Found additional|Loading development|Extension host test runner|Settings Sync|\d+ms|Error: .*Canceled|Canceled)/;

const options = new Map<string, string>();
const folders: string[] = [];
for (const argument of process.argv.slice(2)) {
  const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
  if (name) options.set(name, value);
  else folders.push(argument);
}

const which = process.env.VSCODE_FROM_NPM === 'oldest' ? 'oldest' : 'npm';
const data = mkdtempSync(join(tmpdir(), 'vscode-data-'));
const serving = await serve({ vscode: await install(which), data, forTests: true });
const browser = await launchBrowser();
let code = 1;
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const heard: string[] = [];
  let ran = 0;
  page.on('pageerror', (error) => heard.push(`page error: ${error}`));
  page.on('crash', () => heard.push('the page crashed'));
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const text = format(...args);
    heard.push(`${type}: ${text}`);
    ran += Number(/^\s*(\d+) (?:passing|failing)\b/m.exec(text)?.[1] ?? 0);
    if (process.env.VERBOSE || ((type === 'info' || type === 'log') && !workbenchNoise.test(text))) console.log(text);
  });
  const ended = new Promise<number>((done) => void page.exposeFunction('codeAutomationExit', done));
  const uri = (option: string) => remoteUri(serving, resolve(options.get(option) ?? '.'));
  await page.goto(
    workbench(serving, resolve(folders[0] ?? '.'), [
      ['extensionDevelopmentPath', uri('extensionDevelopmentPath')],
      ['extensionTestsPath', uri('extensionTestsPath')],
    ]),
  );
  const late = new Promise<undefined>((done) => setTimeout(done, timeLimit, undefined));
  const result = await Promise.race([ended, late]);
  // VS Code says 0 also when its extension host did not come up.
  code = result === 0 && ran === 0 ? 1 : (result ?? 1);
  if (code !== 0) {
    const log = join(root, 'out', `vscode-${which}-failure.log`);
    writeFileSync(log, [...heard, serving.output()].join('\n'));
    await page.screenshot({ path: join(root, 'out', `vscode-${which}-failure.png`) }).catch(() => undefined);
    const why = ran === 0 ? 'no test ran' : result === undefined ? 'the tests did not end in time' : `${result}`;
    console.error(`The tests in VS Code (${which}) failed: ${why}; more in ${log}`);
  }
} finally {
  await browser.close();
  await serving.stop();
  discard(data);
}
process.exit(code);
