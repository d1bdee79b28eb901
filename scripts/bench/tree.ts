import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { findHttpd } from '../ask-httpd.ts';
import { configuration } from './configuration.ts';
import { placeIn } from './drive.ts';
import { acceptable, timeOfTest } from './httpd.ts';
import { cpuOf, cpuOfMainThread, median, peakMemoryOf } from './measure.ts';
import { type Program, type Started, startServer } from './server-process.ts';

/** What a configuration of a main file and many others costs; times in milliseconds. */
export interface TreeCost {
  /** `httpd -t`; undefined where it is not installed. */
  readonly httpd: number | undefined;
  /** From opening the main file to the findings. */
  readonly open: number;
  readonly openCpu: number;
  /** The same when it was closed in between. */
  readonly openAgain: number;
  /** Opening one of the many. */
  readonly openOne: number;
  /** Processor time for a character in it, for parting a line, and for an event of a watcher. */
  readonly editCpu: number;
  readonly enterCpu: number;
  readonly eventCpu: number;
  /** Milliseconds until a request was refused that was cancelled while the files were read. */
  readonly cancel: number;
  /** The most memory, in bytes. */
  readonly memory: number;
  /** `apache-mpm check` of the main file. */
  readonly check: number;
}

/** A folder with a main file and so many virtual hosts in files of their own. */
export function writeTree(files: number): { readonly folder: string; readonly main: string } {
  const folder = mkdtempSync(join(tmpdir(), 'apache-mpm-tree-'));
  const httpd = findHttpd();
  const text = configuration(files * 27).replace('ServerRoot "/etc/apache2"', `ServerRoot "${folder}"`);
  const [head = '', ...hosts] = (httpd ? acceptable(text, folder, httpd) : text).split(/^# ---- .*\n/m);
  const main = join(folder, 'httpd.conf');
  mkdirSync(join(folder, 'sites'));
  writeFileSync(main, `${head.replaceAll('/var/log/apache2', folder)}IncludeOptional sites/*.conf\n`);
  for (let i = 0; i < files; i++) writeFileSync(join(folder, siteAt(i)), hosts[i % hosts.length]!);
  return { folder, main };
}

function siteAt(number: number): string {
  return `sites/site${String(number).padStart(5, '0')}.conf`;
}

/** What it costs to have a tree of so many files; it is made and taken away. */
export async function costOfTree(ours: Program, cli: string, files: number, times: number): Promise<TreeCost> {
  const { folder, main } = writeTree(files);
  const httpd = findHttpd();
  try {
    const native = httpd && timeOfTest(httpd, main);
    const felt = await driveTree(ours, folder, main, Math.floor(files / 2), times);
    const began = performance.now();
    const { status } = spawnSync(process.execPath, [cli, 'check', main], { cwd: folder });
    if (status !== 0) throw new Error(`check ended with ${status}`);
    return { ...felt, httpd: native, check: performance.now() - began };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function driveTree(ours: Program, folder: string, main: string, one: number, times: number) {
  const server = await startServer(ours, folder);
  const { connection, pid } = server;
  const versions = new Map<string, number>();
  const next = (uri: string) => versions.set(uri, (versions.get(uri) ?? 0) + 1).get(uri)!;
  const open = (uri: string, text: string) =>
    connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'apacheconf', version: next(uri), text },
    });
  const close = (uri: string) => connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  const findings = (uri: string) => connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const cpu = async (work: (turn: number) => Promise<unknown>) => {
    const costs: number[] = [];
    for (let turn = 0; turn < 2 * times; turn++) {
      const before = cpuOfMainThread(pid) ?? Number.NaN;
      await work(turn);
      if (turn >= times) costs.push((cpuOfMainThread(pid) ?? Number.NaN) - before);
    }
    return median(costs);
  };
  try {
    const uri = pathToFileURL(main).href;
    const text = readFileSync(main, 'utf8');
    await findings(uri);
    const cpuBefore = cpuOf(pid) ?? Number.NaN;
    const began = performance.now();
    await open(uri, text);
    const opening = findings(uri);
    const cancel = await timeOfCancelling(server.connection, uri);
    await opening;
    const opened = performance.now() - began;
    const openCpu = (cpuOf(pid) ?? Number.NaN) - cpuBefore;
    const openAgain = await timed(async () => {
      await close(uri);
      await open(uri, text);
      await findings(uri);
    });
    const site = pathToFileURL(join(folder, siteAt(one))).href;
    const siteText = readFileSync(join(folder, siteAt(one)), 'utf8');
    const openOne = await timed(async () => {
      await open(site, siteText);
      await findings(site);
    });
    const end = placeIn(siteText.split('\n'), /^ +ServerAlias.*/, 0);
    const type = (character: string) => async (turn: number) => {
      const behind =
        character === '\n' ? { line: end.line + 1, character: 0 } : { ...end, character: end.character + 1 };
      const change =
        turn % 2 === 0
          ? { range: { start: end, end }, text: character }
          : { range: { start: end, end: behind }, text: '' };
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: site, version: next(site) },
        contentChanges: [change],
      });
      await findings(site);
    };
    const editCpu = await cpu(type('x'));
    const enterCpu = await cpu(type('\n'));
    const other = pathToFileURL(join(folder, siteAt(one + 1))).href;
    const eventCpu = await cpu(async () => {
      await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: other, type: 2 }] });
      await findings(site);
    });
    const memory = peakMemoryOf(pid) ?? Number.NaN;
    return { open: opened, openCpu, openAgain, openOne, editCpu, enterCpu, eventCpu, cancel, memory };
  } finally {
    server.kill();
  }
}

async function timeOfCancelling({ sendRequest }: Started['connection'], uri: string): Promise<number> {
  const source = new CancellationTokenSource();
  const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
  const answered = sendRequest('textDocument/hover', params, source.token).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const began = performance.now();
  source.cancel();
  await answered;
  return performance.now() - began;
}
