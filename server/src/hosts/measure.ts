import { type MeasuredProcess, type Measurement, measurementOf } from '../tuning/measurement.ts';
import { readAge, readMemTotal, readOpenFiles, readPrivate, readPss } from '../tuning/proc-texts.ts';
import { controlGroupLimits, type ReadText } from './control-groups.ts';
import { type Process, parentProcesses, readBelow } from './running-servers.ts';

/**
 * Looks at the httpd whose parent process has that id: reads below /proc and /sys only. Undefined where none with child
 * processes has it that this user may see.
 */
export function measure(parentId: number, root = '/'): Measurement | undefined {
  const read = readBelow(root);
  const parent = parentProcesses(root, read).find(({ pid }) => pid === String(parentId));
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
