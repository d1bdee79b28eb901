// The packed .vsix in a VS Code of its own, with a copy of the test workspace open in a browser page.
import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './browser.ts';
import { install, root } from './install.ts';
import { discard, type Serve, serve, workbench } from './serve.ts';
import { type Workbench, workbenchOn } from './workbench.ts';

export const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;

export interface Installed {
  readonly workbench: Workbench;
  /** The folder that is open. */
  readonly folder: string;
  /** Opens the workbench, and waits for the files. */
  readonly open: () => Promise<void>;
  /** Ends all of it. */
  readonly end: () => Promise<void>;
}

/** Pictures go to `out/<pictures>`; `prepare` may change the copy of the workspace before it is opened. */
export async function installed(
  pictures: string,
  how: Pick<Serve, 'settings' | 'locale' | 'trust' | 'beside'> = {},
  prepare: (folder: string) => void = () => undefined,
): Promise<Installed> {
  const data = mkdtempSync(join(tmpdir(), 'vscode-data-'));
  const folder = join(mkdtempSync(join(tmpdir(), 'apache-mpm-')), 'apache2');
  cpSync(join(root, 'test/vscode/workspace'), folder, { recursive: true });
  prepare(folder);
  const serving = await serve({
    ...how,
    vscode: await install('npm'),
    data,
    vsix: join(root, `${name}-${version}.vsix`),
    settings: { 'workbench.colorTheme': 'Default Dark Modern', 'window.commandCenter': false, ...how.settings },
  });
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const bench = workbenchOn(page, join(root, 'out', pictures));
  return {
    workbench: bench,
    folder,
    open: async () => {
      await page.goto(workbench(serving, folder));
      await bench.files.filter({ hasText: 'mods-available' }).waitFor({ timeout: 60_000 });
    },
    end: async () => {
      await browser.close();
      await serving.stop();
      discard(data);
      discard(join(folder, '..'));
    },
  };
}
