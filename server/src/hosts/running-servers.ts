import { closeSync, existsSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { visible } from '../text/visible.ts';
import { commandLineOf, configurationFileOf, readArguments } from '../tuning/httpd-arguments.ts';
import { type ProcessStatus, readListeners, readSocket, readStatus } from '../tuning/proc-texts.ts';
import type { RunningServer } from '../tuning/running-server.ts';
import type { ReadText } from './control-groups.ts';

/** Names of the program, as distributions have it (`/proc/PID/comm`). */
const programs = /^(httpd|apache2)([-.](prefork|worker|event))?$/;

/** What is read of one file at most. The kernel lists the sockets that listen before all others. */
const mostBytes = 2 ** 20;
/** What is looked at and told at most. */
const mostDescriptors = 10_000;
const mostServers = 50;
const longestText = 300;

/** A process of httpd. */
export interface Process {
  readonly pid: string;
  readonly status: ProcessStatus;
}

/** A parent process of httpd with the child processes that it has. */
export interface ParentProcess extends Process {
  readonly children: readonly Process[];
}

/** Reads files below a root folder, of each no more than a megabyte. */
export function readBelow(root: string): ReadText {
  const buffer = Buffer.allocUnsafe(2 ** 16);
  return (path) => {
    try {
      const file = openSync(join(root, path), 'r');
      try {
        const parts: Buffer[] = [];
        for (let total = 0; total < mostBytes; ) {
          const length = readSync(file, buffer, 0, Math.min(buffer.length, mostBytes - total), null);
          if (length === 0) break;
          parts.push(Buffer.from(buffer.subarray(0, length)));
          total += length;
        }
        return Buffer.concat(parts).toString('utf8');
      } finally {
        closeSync(file);
      }
    } catch {
      return '';
    }
  };
}

/** The parent processes of httpd that have child processes, as far as this user may see them; the oldest process id first. */
export function parentProcesses(root: string, read: ReadText): readonly ParentProcess[] {
  const processes = namesIn(join(root, 'proc'))
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid): readonly Process[] => {
      const status = programs.test(read(`proc/${pid}/comm`).trim())
        ? readStatus(read(`proc/${pid}/status`))
        : undefined;
      return status ? [{ pid, status }] : [];
    });
  const childrenOf = new Map<string, Process[]>();
  for (const process of processes) {
    const parent = String(process.status.parent);
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), process]);
  }
  const parents = processes.flatMap((process): readonly ParentProcess[] => {
    const children = childrenOf.get(process.pid);
    return children ? [{ ...process, children }] : [];
  });
  return parents
    .filter((each) => !parents.some((other) => servesFor(other, each)))
    .sort((a, b) => Number(a.pid) - Number(b.pid));
}

/** Of a script that waits for a server, and of a child of one that has just forked, the server is the one with more children. */
function servesFor(other: ParentProcess, each: ParentProcess): boolean {
  const more = other.children.length - each.children.length;
  if (String(other.status.parent) === each.pid) return more > 0;
  return String(each.status.parent) === other.pid && more >= 0;
}

/** The httpds that run on this machine, as far as this user may see them, with what tells them apart. */
export function runningServers(root = '/'): readonly RunningServer[] {
  const read = readBelow(root);
  return parentProcesses(root, read)
    .slice(0, mostServers)
    .map(({ pid, status }) => {
      const words = readArguments(read(`proc/${pid}/cmdline`));
      const exists = (path: string) =>
        existsSync(join(root, 'proc', pid, 'root', path)) || existsSync(join(root, path));
      const file = configurationFileOf([programOf(root, pid) ?? words[0] ?? '', ...words.slice(1)], exists);
      return {
        pid: Number(pid),
        commandLine: visible(words.some((word) => word !== '') ? commandLineOf(words) : status.name, longestText),
        ports: portsOf(root, pid, read),
        configurationFile: file === undefined ? undefined : visible(file, longestText),
      };
    });
}

/** The file that runs; undefined where this user may not see it. */
function programOf(root: string, pid: string): string | undefined {
  return linkAt(join(root, 'proc', pid, 'exe'))?.replace(/ \(deleted\)$/, '');
}

/** The TCP ports on which a process listens; undefined where this user may not see its open files. */
function portsOf(root: string, pid: string, read: ReadText): readonly number[] | undefined {
  const folder = join(root, 'proc', pid, 'fd');
  const descriptors = namesIn(folder);
  // A process that this user may look into has open files.
  if (descriptors.length === 0) return undefined;
  const sockets = new Set(
    descriptors.slice(0, mostDescriptors).flatMap((name) => readSocket(linkAt(join(folder, name)) ?? '') ?? []),
  );
  // The tables of its own network, which in a container is another.
  const tables = ['tcp', 'tcp6'].map((name) => read(`proc/${pid}/net/${name}`) || read(`proc/net/${name}`));
  const ports = tables.flatMap(readListeners).flatMap(({ socket, port }) => (sockets.has(socket) ? [port] : []));
  return [...new Set(ports)].sort((a, b) => a - b);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No /proc, as on other systems; or a process of another user, or one that has ended.
    return [];
  }
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
