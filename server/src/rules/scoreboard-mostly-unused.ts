import { bytesOfScoreboard } from '../mpm/capacity.ts';
import type { MpmModel } from '../mpm/model.ts';
import { say } from '../text/message.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf, otherLines, unchanged } from './written.ts';

/**
 * What seven idle child processes of a plain event server have for themselves: 0.6 MB each, private memory of Debian's
 * 2.4.71 on x86-64 in /proc/PID/smaps_rollup. Less is not worth a word.
 */
const worthTelling = 4_000_000;

/** The default ThreadLimit (mpm_default.h): nobody is blamed for keeping it. */
const usualThreads = 64;

export default rule({
  id: 'scoreboard-mostly-unused',
  title: 'ServerLimit and ThreadLimit reserve memory that no worker can ever use',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork'],
  directives: ['ServerLimit', 'ThreadLimit', 'MaxRequestWorkers', 'ThreadsPerChild'],
  *check({ model }) {
    const limits = placesOf(model);
    if (!limits) return;
    const { limit, threadLimit, room, roomThreads } = limits;
    const at = limit > room ? lineOf(model, 'ServerLimit', 'ThreadLimit') : lineOf(model, 'ThreadLimit');
    if (!at) return;
    const all = bytesOfScoreboard(limit, threadLimit);
    const used = bytesOfScoreboard(room, roomThreads);
    if (all - used < worthTelling) return;
    const figures = { ...limits, all: megabytes(all), used: megabytes(used), bytes: all, usedBytes: used };
    const forks = model.mpm === 'prefork';
    const values = {
      ...(limit > room && { ServerLimit: room }),
      ...(threadLimit > roomThreads && { ThreadLimit: roomThreads }),
    };
    yield {
      at: wholeDirective(at),
      message: forks
        ? say(
            'ServerLimit {limit} makes a scoreboard of {all} MB, of which MaxRequestWorkers {workers} can use {used} MB',
            figures,
          )
        : say(
            'ServerLimit {limit} × ThreadLimit {threadLimit} makes a scoreboard of {all} MB, of which MaxRequestWorkers {workers} can use {used} MB',
            figures,
          ),
      arithmetic: [
        say('56 + {limit} × (40 + {threadLimit} × 336) = {bytes} bytes, resident from the start', figures),
        say('56 + {room} × (40 + {roomThreads} × 336) = {usedBytes} bytes, for {room} processes', figures),
      ],
      related: otherLines(model, at, 'ServerLimit', 'ThreadLimit', 'MaxRequestWorkers', 'ThreadsPerChild'),
      fixes: [...setAll(titleOf(limit > room, threadLimit > roomThreads, figures), model, at, values)],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
When httpd starts it makes the scoreboard, shared memory with a place for every worker there can ever be: 56 bytes, 40 for
each of \`ServerLimit\` processes and 336 for each of their \`ThreadLimit\` threads, one under prefork (64-bit, since 2.4.37;
\`scoreboard.c\`, ap_calc_scoreboard_size). It is cleared at the start, so all of it is resident. Only
\`MaxRequestWorkers / ThreadsPerChild\` processes and \`ThreadsPerChild\` threads of each use it, under event twice as many
processes while old ones finish.

It is told when 4 MB or more lie idle: seven idle child processes of a plain event server have as much for themselves. Twice
the processes, and 64 threads where there are fewer, count as used.`,
    why: `
Most often a \`ServerLimit\` that was right under prefork, where it counts workers, is kept under event or worker, where it
counts processes; or \`ThreadLimit\` is raised "to be safe". The memory is taken in
the first second and never given back, however small the load; in a container it counts in full.`,
    seen: `
\`grep -A4 'zero (deleted)' /proc/PID/smaps\`, PID being the parent's, shows the segment: *Rss* is what is resident of it.

\`test/httpd/advice.test.ts\` shows it on a started httpd.`,
    repair: `
Lower \`ServerLimit\` to twice the processes under event, and \`ThreadLimit\` to what \`ThreadsPerChild\` may one day be. Keep
them high only if you mean to raise \`MaxRequestWorkers\` by a graceful restart: both limits themselves change only when httpd
is stopped and started.`,
  },
  examples: [
    {
      name: 'a thousand processes allowed where 16 are enough',
      mpms: ['event', 'worker'],
      config: `
ServerLimit 1024
#^^^^^^^^^^^^^^^ 💡 information: ServerLimit 1024 × ThreadLimit 720 makes a scoreboard of 247.8 MB, of which MaxRequestWorkers 400 can use 0.7 MB
ThreadLimit 720
`,
      fixed: {
        'Keep 400 workers in 0.7 MB: ServerLimit 32, ThreadLimit 64': `
ServerLimit 32
ThreadLimit 64
`,
      },
    },
    {
      name: 'a limit that counted workers under prefork',
      mpms: ['event', 'worker'],
      config: `
ServerLimit         800
#^^^^^^^^^^^^^^^^^^^^^^ 💡 information: ServerLimit 800 × ThreadLimit 64 makes a scoreboard of 17.2 MB, of which MaxRequestWorkers 800 can use 1.4 MB
MaxRequestWorkers   800
`,
      fixed: {
        'Keep 800 workers in 1.4 MB: ServerLimit 64': `
ServerLimit         64
MaxRequestWorkers   800
`,
      },
    },
    {
      name: 'threads that no process starts',
      mpms: ['event', 'worker'],
      config: `
ThreadLimit 2000
#^^^^^^^^^^^^^^^ 💡 information: ServerLimit 16 × ThreadLimit 2000 makes a scoreboard of 10.8 MB, of which MaxRequestWorkers 400 can use 0.3 MB
`,
      fixed: {
        'Keep 400 workers in 0.3 MB: ThreadLimit 64': `
ThreadLimit 64
`,
      },
    },
    {
      name: 'processes that prefork never starts',
      mpms: ['prefork'],
      config: `
ServerLimit 20000
#^^^^^^^^^^^^^^^^ 💡 information: ServerLimit 20000 makes a scoreboard of 7.5 MB, of which MaxRequestWorkers 256 can use 0.1 MB
`,
      fixed: {
        'Keep 256 workers in 0.1 MB: ServerLimit 256': `
ServerLimit 256
`,
      },
    },
    {
      name: 'room to grow',
      config: `
ServerLimit 128
`,
    },
  ],
};

/** The limits, and what of them can be used: under the threaded MPMs by as many processes again, while old ones finish. */
function placesOf(model: MpmModel) {
  if (model.mpm === 'prefork') {
    const values = unchanged(model, 'ServerLimit', 'MaxRequestWorkers');
    if (!values) return undefined;
    const { ServerLimit: limit, MaxRequestWorkers: workers } = values;
    return { limit, threadLimit: 1, workers, room: workers, roomThreads: 1 };
  }
  const values = unchanged(model, 'ServerLimit', 'ThreadLimit', 'MaxRequestWorkers', 'ThreadsPerChild');
  if (!values) return undefined;
  const { ServerLimit: limit, ThreadLimit: threadLimit, MaxRequestWorkers: workers, ThreadsPerChild: threads } = values;
  const room = Math.min(limit, (2 * workers) / threads);
  return { limit, threadLimit, workers, room, roomThreads: Math.min(threadLimit, Math.max(threads, usualThreads)) };
}

function titleOf(lessServers: boolean, lessThreads: boolean, figures: Readonly<Record<string, string | number>>) {
  if (!lessThreads) return say('Keep {workers} workers in {used} MB: ServerLimit {room}', figures);
  if (!lessServers) return say('Keep {workers} workers in {used} MB: ThreadLimit {roomThreads}', figures);
  return say('Keep {workers} workers in {used} MB: ServerLimit {room}, ThreadLimit {roomThreads}', figures);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
