import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from '../../scripts/run.ts';
import type { VSCode } from './install.ts';

export interface Serve {
  readonly vscode: VSCode;
  /** Where VS Code keeps settings, extensions and logs; made if missing. */
  readonly data: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A .vsix to install before the start. */
  readonly vsix?: string;
  /** Folders of other extensions that are there. */
  readonly beside?: readonly string[];
  /** 0 takes any free port. */
  readonly port?: number;
  /** Lets the address of the workbench name an extension and tests to run, which a built VS Code else ignores. */
  readonly forTests?: boolean;
  /** The language of the display, as a language pack brings it; this one translates no word of VS Code itself. */
  readonly locale?: string;
  /** `ask` opens folders in Restricted Mode until somebody trusts them. */
  readonly trust?: 'all' | 'ask';
}

export interface Serving {
  readonly port: number;
  readonly url: string;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Settings for a window that asks, offers, fetches and reports nothing by itself. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** Starts VS Code's server on 127.0.0.1; it ends with `stop`, and with this process however that ends. */
export async function serve({
  vscode,
  data,
  settings,
  vsix,
  port = 0,
  forTests = false,
  locale,
  trust = 'all',
  beside = [],
}: Serve): Promise<Serving> {
  const userSettings = join(data, 'data/User/settings.json');
  if (!existsSync(userSettings)) {
    mkdirSync(join(data, 'data/User'), { recursive: true });
    writeFileSync(userSettings, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  }
  if (locale) packLanguage(data, locale);
  const env = { ...process.env, VSCODE_AGENT_FOLDER: data, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  const common = [
    vscode.server,
    ...['--server-data-dir', data],
    ...['--builtin-extensions-dir', beside.length > 0 ? together(vscode.builtins, beside, data) : vscode.builtins],
    '--accept-server-license-terms',
    '--disable-telemetry',
  ];
  if (vsix) {
    const { code, output } = await run({
      command: vscode.node,
      args: [...common, '--install-extension', vsix, '--force'],
      env,
    });
    if (code !== 0 || !/successfully installed/.test(output)) throw new Error(`${vsix} was not installed:\n${output}`);
  }
  const child = spawn(
    vscode.node,
    [
      ...common,
      ...['--host', '127.0.0.1', '--port', String(port)],
      '--without-connection-token',
      ...(trust === 'all' ? ['--disable-workspace-trust'] : []),
      ...(locale ? ['--locale', locale] : []),
      '--disable-update-check',
      '--disable-getting-started-override',
      ...(forTests ? ['--enable-smoke-test-driver'] : []),
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  // Its process group holds the extension hosts and the file watcher too.
  const kill = () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGTERM');
    } catch {
      // It is gone already.
    }
  };
  process.once('exit', kill);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (data: string) => {
      output += data;
    });
  }
  const answering = await portOf(child, () => output);
  return {
    port: answering,
    url: `http://127.0.0.1:${answering}`,
    output: () => output,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        kill();
        await gone;
      }
      process.removeListener('exit', kill);
    },
  };
}

/** A folder with the built-in extensions and others. */
function together(builtins: string, others: readonly string[], data: string): string {
  const folder = join(data, 'builtins');
  mkdirSync(folder);
  const all = [...readdirSync(builtins).map((name) => join(builtins, name)), ...others];
  for (const extension of all) symlinkSync(extension, join(folder, basename(extension)), 'junction');
  return folder;
}

/** What VS Code writes when a language pack is installed. */
function packLanguage(data: string, locale: string): void {
  const words = join(data, 'language-pack.json');
  writeFileSync(words, JSON.stringify({ contents: {} }));
  const extensions = [{ extensionIdentifier: { id: `test.language-pack-${locale}` }, version: '1.0.0' }];
  const pack = { hash: locale, label: locale, extensions, translations: { vscode: words } };
  writeFileSync(join(data, 'data/languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

function portOf(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`VS Code's server ${why}:\n${output()}`));
    const timer = setTimeout(() => fail('did not start in 60 s'), 60_000);
    const look = () => {
      const [, port] = /Extension host agent listening on (\d+)/.exec(output()) ?? [];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', look);
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`ended with ${code}`));
  });
}

export const remoteUri = (serving: Serving, path: string): string => `vscode-remote://127.0.0.1:${serving.port}${path}`;

/** The address of the workbench with a folder open. */
export function workbench(
  serving: Serving,
  folder: string,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const query = new URLSearchParams({ folder, payload: JSON.stringify([['skipWelcome', 'true'], ...payload]) });
  return `${serving.url}/?${query}`;
}

/** Removes a data folder that processes on their way out may still write to. */
export function discard(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
