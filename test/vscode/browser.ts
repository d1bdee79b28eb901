import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** A Chromium on this machine: `CHROMIUM` names one, else the first on the PATH. */
export function findChromium(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.CHROMIUM, ...onPath, ...places].find((path) => path && existsSync(path));
}

/** `HEADED=1` shows the window. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium on this machine (CHROMIUM=/path/to/it names one)');
  // No sandbox: as root Chromium refuses to start with one, and it shows nothing here but our own server on 127.0.0.1.
  return chromium.launch({
    executablePath,
    headless: !process.env.HEADED,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}
