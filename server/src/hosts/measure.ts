import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MeasuredProcess, type Measurement, measurementOf } from '../tuning/measurement.ts';
import {
  type ProcessStatus,
  readAge,
  readMemTotal,
  readOpenFiles,
  readPrivate,
  readPss,
  readStatus,
} from '../tuning/proc-texts.ts';
import { controlGroupLimits, type ReadText } from './control-groups.ts';

/** Names of the program, as distributions have it (`/proc/PID/comm`). */
const programs = /^(httpd|apache2)([-.](prefork|worker|event))?$/;

/**
 * Looks at the httpd that runs on this machine, the one with the most children or that of the process id: reads below /proc
 * and /sys only. Undefined where none runs that this user may see.
 */
export function measure(parentId?: number, root = '/'): Measurement | undefined {
  const read: ReadText = (path) => {
    try {
      return readFileSync(join(root, path), 'utf8');
    } catch {
      return '';
    }
  };
  const parent = parentIn(processesOf(root, read), parentId);
  if (!parent) return undefined;
  const { pid, status, children } = parent;
  const limits = controlGroupLimits(pid, read);
  return measurementOf({
    children: children.map((child) => measured(child, read)),
    age: readAge(read(`proc/${pid}/stat`), read('proc/uptime')),
    memory: { machine: readMemTotal(read('proc/meminfo')), limit: limits.memory },
    processors: { allowed: status.processors || undefined, quota: limits.processors },
    descriptors: readOpenFiles(read(`proc/${children[0]!.pid}/limits`)),
    pids: limits.pids,
  });
}

interface Process {
  readonly pid: string;
  readonly status: ProcessStatus;
}

function processesOf(root: string, read: ReadText): readonly Process[] {
  let names: readonly string[] = [];
  try {
    names = readdirSync(join(root, 'proc'));
  } catch {
    // No /proc: not Linux, and nothing to measure.
  }
  return names
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const status = programs.test(read(`proc/${pid}/comm`).trim())
        ? readStatus(read(`proc/${pid}/status`))
        : undefined;
      return status ? [{ pid, status }] : [];
    });
}

function parentIn(
  processes: readonly Process[],
  id: number | undefined,
): (Process & { readonly children: readonly Process[] }) | undefined {
  return processes
    .filter(({ pid }) => id === undefined || pid === String(id))
    .map((process) => ({
      ...process,
      children: processes.filter(({ status }) => String(status.parent) === process.pid),
    }))
    .filter(({ children }) => children.length > 0)
    .sort((a, b) => b.children.length - a.children.length)[0];
}

function measured({ pid, status }: Process, read: ReadText): MeasuredProcess {
  const rollup = read(`proc/${pid}/smaps_rollup`);
  const pss = readPss(rollup);
  const own = readPrivate(rollup);
  return {
    ...(pss !== undefined && { pss }),
    ...(own !== undefined && { own }),
    rss: status.resident,
    threads: status.threads,
  };
}
