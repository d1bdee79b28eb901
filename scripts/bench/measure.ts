import { readdirSync, readFileSync } from 'node:fs';

/** The middle one; of an even number the upper of the two. */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5);
}

/** The number that so many of them, from 0 to 1, are below. */
export function percentile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Milliseconds of processor time that this process has used. */
export function cpuOfThisProcess(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of processor time that another process has used, its main thread alone; undefined where nobody tells. */
export function cpuOfMainThread(pid: number): number | undefined {
  return nanosecondsIn(`/proc/${pid}/schedstat`);
}

/** The same of all its threads. */
export function cpuOf(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + (nanosecondsIn(`/proc/${pid}/task/${thread}/schedstat`) ?? 0), 0);
  } catch {
    return undefined;
  }
}

function nanosecondsIn(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}

/** The most memory that a process has had, in bytes; undefined where nobody tells. */
export function peakMemoryOf(pid: number): number | undefined {
  return bytesIn(pid, /^VmHWM:\s+(\d+)/m);
}

/** The memory that a process has, in bytes; undefined where nobody tells. */
export function memoryOf(pid: number): number | undefined {
  return bytesIn(pid, /^VmRSS:\s+(\d+)/m);
}

function bytesIn(pid: number, row: RegExp): number | undefined {
  try {
    const kilobytes = row.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
