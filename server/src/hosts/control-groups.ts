import { dirname } from 'node:path';
import { readControlGroups, readCpuMax, readLimit } from '../tuning/proc-texts.ts';

/** Reads a file below the root; empty where it cannot be read. */
export type ReadText = (path: string) => string;

/** What control groups leave to a process; absent where they set no limit. */
export interface ControlGroupLimits {
  readonly memory: number | undefined;
  readonly pids: number | undefined;
  readonly processors: number | undefined;
}

/** The tightest limits in the control groups of a process and those above them, of version 2 and of version 1. */
export function controlGroupLimits(pid: string, read: ReadText): ControlGroupLimits {
  const { unified, memory, cpu, pids } = readControlGroups(read(`proc/${pid}/cgroup`));
  const texts = (folder: string | undefined, controller: string, file: string) =>
    upwards(folder).map((each) => read(`sys/fs/cgroup${controller}${each}/${file}`));
  const periods = texts(cpu, '/cpu', 'cpu.cfs_period_us');
  const quotas = texts(cpu, '/cpu', 'cpu.cfs_quota_us').map((quota, at) => `${quota.trim()} ${periods[at]}`);
  return {
    memory: least([
      ...texts(unified, '', 'memory.max').map(readLimit),
      ...texts(memory, '/memory', 'memory.limit_in_bytes').map(readLimit),
    ]),
    pids: least([...texts(unified, '', 'pids.max').map(readLimit), ...texts(pids, '/pids', 'pids.max').map(readLimit)]),
    processors: least([...texts(unified, '', 'cpu.max'), ...quotas].map(readCpuMax)),
  };
}

/** `/a/b` → `/a/b`, `/a`, and the mount point itself, where a container sees its own group. */
function upwards(folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  const folders: string[] = [];
  for (let at = folder; at !== '/' && at !== '.'; at = dirname(at)) folders.push(at);
  return [...folders, ''];
}

function least(limits: readonly (number | undefined)[]): number | undefined {
  const known = limits.filter((limit) => limit !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
