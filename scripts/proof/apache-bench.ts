import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What ab saw. */
export interface Load {
  readonly requests: number;
  /** Requests without an answer, or with another than 200. */
  readonly failed: number;
  readonly perSecond: number;
  /** Milliseconds that 99 of 100 requests took at the most. */
  readonly slowest: number;
}

/** ApacheBench (Debian: apache2-utils); undefined where it is not installed. */
export function findApacheBench(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  return folders.map((folder) => join(folder, 'ab')).find((path) => existsSync(path));
}

/** Keeps so many requests open for so many seconds. */
export function loadWith(ab: string, url: string, concurrency: number, seconds: number): Promise<Load> {
  const args = ['-q', '-r', '-c', String(concurrency), '-t', String(seconds), '-n', '1000000', url];
  const child = spawn(ab, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
  });
  child.stderr.on('data', (data) => {
    said += data;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => {
      const number = (pattern: RegExp) => Number(pattern.exec(said)?.[1] ?? Number.NaN);
      const requests = number(/^Complete requests: +(\d+)$/m);
      if (Number.isNaN(requests)) return reject(new Error(`ab said:\n${said}`));
      // Answers of another length count as failed to ab; other than 200 are counted apart.
      const unanswered = [...said.matchAll(/(?:Connect|Receive|Exceptions): (\d+)/g)].map(([, count]) => Number(count));
      const refused = number(/^Non-2xx responses: +(\d+)$/m) || 0;
      resolve({
        requests,
        failed: unanswered.reduce((sum, count) => sum + count, refused),
        perSecond: number(/^Requests per second: +([\d.]+)/m),
        slowest: number(/^ +99% +(\d+)$/m),
      });
    });
  });
}
