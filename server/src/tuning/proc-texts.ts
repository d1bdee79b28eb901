/** Of a process, from `/proc/PID/status` (proc_pid_status(5)). Memory in bytes. */
export interface ProcessStatus {
  readonly name: string;
  readonly parent: number;
  readonly threads: number;
  readonly resident: number;
  /** Processors that it may run on. */
  readonly processors: number;
}

const kibi = 1024;

/** Reads `/proc/PID/status`; undefined for anything else, or a process that has ended. */
export function readStatus(text: string): ProcessStatus | undefined {
  const field = (name: string) => new RegExp(`^${name}:[ \t]*(.*)$`, 'm').exec(text)?.[1];
  const name = field('Name');
  const parent = Number(field('PPid') ?? Number.NaN);
  // A zombie has no memory any more, a thread of the kernel never had any.
  const resident = Number.parseInt(field('VmRSS') ?? '', 10) * kibi;
  if (name === undefined || Number.isNaN(parent) || Number.isNaN(resident)) return undefined;
  return {
    name,
    parent,
    threads: Number(field('Threads') ?? 1),
    resident,
    processors: countOf(field('Cpus_allowed_list')),
  };
}

/** `0-3,8` is five. */
function countOf(list = ''): number {
  return list
    .split(',')
    .map((range) => range.split('-').map(Number))
    .reduce((sum, [first = 0, last = first]) => sum + last - first + 1, 0);
}

/** The proportional set size in `/proc/PID/smaps_rollup`: own memory, and of shared memory the share (proc_pid_smaps(5)). */
export function readPss(text: string): number | undefined {
  return bytesIn(text, 'Pss');
}

/** The memory there that no other process has, what it may still share with a process to be forked among it. */
export function readPrivate(text: string): number | undefined {
  const clean = bytesIn(text, 'Private_Clean');
  const dirty = bytesIn(text, 'Private_Dirty');
  return clean === undefined || dirty === undefined ? undefined : clean + dirty;
}

function bytesIn(text: string, name: string): number | undefined {
  const found = new RegExp(`^${name}:[ \t]+(\\d+) kB$`, 'm').exec(text)?.[1];
  return found === undefined ? undefined : Number(found) * kibi;
}

/** The soft limit of open files in `/proc/PID/limits`; undefined where there is none. */
export function readOpenFiles(text: string): number | undefined {
  const found = /^Max open files[ \t]+(\d+)/m.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The memory of the machine in `/proc/meminfo`. */
export function readMemTotal(text: string): number | undefined {
  const found = /^MemTotal:[ \t]+(\d+) kB$/m.exec(text)?.[1];
  return found === undefined ? undefined : Number(found) * kibi;
}

/** Seconds that a process has run, from `/proc/PID/stat` and `/proc/uptime`; its clock has 100 ticks (USER_HZ). */
export function readAge(stat: string, uptime: string): number | undefined {
  // The name in the second field may hold blanks and brackets; the start is field 22.
  const started = Number(/^.*\) (.*)$/s.exec(stat)?.[1]?.split(' ')[19]) / 100;
  const now = Number.parseFloat(uptime);
  return Number.isFinite(started) && Number.isFinite(now) ? Math.max(0, now - started) : undefined;
}

/** The folders of a process's control groups below the mount point, from `/proc/PID/cgroup` (cgroups(7)), by controller. */
export interface ControlGroups {
  /** Version 2 has one for all. */
  readonly unified: string | undefined;
  readonly memory: string | undefined;
  readonly cpu: string | undefined;
  readonly pids: string | undefined;
}

export function readControlGroups(text: string): ControlGroups {
  const folders = new Map<string, string>();
  for (const [, controllers = '', path = ''] of text.matchAll(/^\d+:([^:]*):(.*)$/gm)) {
    for (const controller of controllers.split(',')) folders.set(controller, path);
  }
  const [unified, memory, cpu, pids] = ['', 'memory', 'cpu', 'pids'].map((name) => folders.get(name));
  return { unified, memory, cpu, pids };
}

/** The number in a file of a control group; undefined for `max`, for -1 and for what version 1 has instead of no limit. */
export function readLimit(text: string): number | undefined {
  const limit = Number(text.trim());
  const noLimit = 2 ** 60;
  return text.trim() === '' || !(limit >= 0) || limit >= noLimit ? undefined : limit;
}

/** Processors that `cpu.max` allows, `QUOTA PERIOD` in microseconds; undefined where the quota is `max`. */
export function readCpuMax(text: string): number | undefined {
  const [quota, period] = text.trim().split(/\s+/).map(Number);
  return quota && period && quota > 0 ? quota / period : undefined;
}

/** A TCP socket that listens, by the number of its inode. */
export interface Listener {
  readonly port: number;
  readonly socket: string;
}

/** The sockets that listen in `/proc/net/tcp` or `/proc/net/tcp6` (proc_pid_net(5)): state 0A, the port in hexadecimal. */
export function readListeners(text: string): readonly Listener[] {
  return text.split('\n').flatMap((line) => {
    const [slot = '', local = '', , state, , , , , , socket = ''] = line.trim().split(/\s+/);
    const port = /^[\dA-F]+:([\dA-F]{4})$/.exec(local)?.[1];
    if (!/^\d+:$/.test(slot) || port === undefined || state !== '0A' || !/^\d+$/.test(socket)) return [];
    return [{ port: Number.parseInt(port, 16), socket }];
  });
}

/** The inode of a socket that a link in `/proc/PID/fd` names; undefined for other files. */
export function readSocket(link: string): string | undefined {
  return /^socket:\[(\d+)\]$/.exec(link)?.[1];
}
