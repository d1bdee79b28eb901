import type { MpmModel } from '../mpm/model.ts';
import type { Occurrence } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type Fix, type RulePage, rule } from './rule.ts';
import { lineOf, otherLines, unchanged } from './written.ts';

/** The default ThreadLimit (mpm_default.h): httpd's own idea of a big process. */
const usualThreads = 64;

/** The default ThreadsPerChild. */
const defaultThreads = 25;

export default rule({
  id: 'few-processes-hold-all-workers',
  title: 'One or two processes hold all workers',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker'],
  directives: ['ThreadsPerChild', 'MaxRequestWorkers', 'ThreadLimit', 'ServerLimit'],
  *check({ model }) {
    const values = unchanged(model, 'ThreadsPerChild', 'MaxRequestWorkers');
    const at = lineOf(model, 'ThreadsPerChild', 'MaxRequestWorkers');
    if (!values || !at) return;
    const { ThreadsPerChild: threads, MaxRequestWorkers: workers } = values;
    const processes = workers / threads;
    if (processes > 2 || threads <= usualThreads) return;
    const figures = { threads, workers, processes };
    yield {
      at: wholeDirective(at),
      message:
        processes === 1
          ? say(
              'MaxRequestWorkers {workers} / ThreadsPerChild {threads} is 1 process: when it crashes, all {workers} workers go with their connections',
              figures,
            )
          : say(
              'MaxRequestWorkers {workers} / ThreadsPerChild {threads} is {processes} processes: when one crashes, {threads} of {workers} workers go with their connections',
              figures,
            ),
      arithmetic: [say('MaxRequestWorkers {workers} / ThreadsPerChild {threads} = {processes}', figures)],
      related: otherLines(model, at, 'ThreadsPerChild', 'MaxRequestWorkers', 'ServerLimit'),
      fixes: [...spread(model, at, workers)],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`MaxRequestWorkers / ThreadsPerChild\` is the number of child processes. Where it is one or two, and a process has more than
the 64 threads that \`ThreadLimit\` allows by default, all or half of the workers are in one process.`,
    why: `
A crash in one thread, in a module or a library, ends its process with all its connections (AH00052). A process that
is replaced, by \`MaxConnectionsPerChild\`, a graceful restart or too many idle threads, takes all or half of the capacity
with it until its last connection is closed; httpd keeps idle threads only in whole processes, so that the pool cannot
follow the load; and the threads of a process share its locks and its table of open files.`,
    seen: `
Under event \`server-status\` shows one or two rows in its table of processes (*Slot*, *PID*, *Stopping*). After a crash the error log has
\`AH00052: child pid N exit signal Segmentation fault (11)\`, after a graceful restart under load AH03490 (event) or AH00288
(worker): \`scoreboard is full, not at MaxRequestWorkers\`.`,
    repair: `
Serve as many with more and smaller processes: 25 threads are the default, 16 to 64 are usual. The price is the
memory that a process does not share with the others: 0.6 MB for an idle one of a plain httpd, more with modules that keep
caches of their own.`,
  },
  examples: [
    {
      name: 'two processes of 128 threads',
      mpms: ['event'],
      config: `
ServerLimit       2
ThreadLimit       128
ThreadsPerChild   128
#^^^^^^^^^^^^^^^^^^^^ 💡 information: MaxRequestWorkers 256 / ThreadsPerChild 128 is 2 processes: when one crashes, 128 of 256 workers go with their connections
MaxRequestWorkers 256
`,
      fixed: {
        'Spread 256 workers over 8 processes: ThreadsPerChild 32, ThreadLimit 64, ServerLimit 16': `
ServerLimit       16
ThreadLimit       64
ThreadsPerChild   32
MaxRequestWorkers 256
`,
      },
    },
    {
      name: 'one process of 400 threads',
      mpms: ['worker'],
      config: `
ThreadLimit     400
ThreadsPerChild 400
#^^^^^^^^^^^^^^^^^^ 💡 information: MaxRequestWorkers 400 / ThreadsPerChild 400 is 1 process: when it crashes, all 400 workers go with their connections
MaxSpareThreads 1600
`,
      fixed: {
        'Spread 400 workers over 16 processes: ThreadsPerChild 25, ThreadLimit 64': `
ThreadLimit     64
ThreadsPerChild 25
MaxSpareThreads 1600
`,
      },
    },
    {
      name: 'a small server of two usual processes',
      config: `
MinSpareThreads 25
MaxRequestWorkers 50
ServerLimit 4
`,
    },
  ],
};

/** As many workers in processes of about the usual size; none where no such number divides them. */
function* spread(model: MpmModel, at: Occurrence, workers: number): Generator<Fix> {
  const distance = (threads: number) => Math.abs(threads - defaultThreads);
  const threads = Array.from({ length: usualThreads - 15 }, (_, index) => index + 16)
    .filter((each) => workers % each === 0)
    .sort((a, b) => distance(a) - distance(b))[0];
  if (threads === undefined) return;
  const count = workers / threads;
  // Under event as many again may be finishing; worker needs no such room.
  const room = model.mpm === 'event' ? 2 * count : count;
  const figures = { workers, count, threads, threadLimit: usualThreads, room };
  const values = { ThreadsPerChild: threads, ThreadLimit: usualThreads };
  const limit = model.settings.get('ServerLimit')?.effective;
  if (typeof limit === 'number' && limit >= room) {
    const title = say(
      'Spread {workers} workers over {count} processes: ThreadsPerChild {threads}, ThreadLimit {threadLimit}',
      figures,
    );
    yield* setAll(title, model, at, values);
    return;
  }
  const title = say(
    'Spread {workers} workers over {count} processes: ThreadsPerChild {threads}, ThreadLimit {threadLimit}, ServerLimit {room}',
    figures,
  );
  yield* setAll(title, model, at, { ...values, ServerLimit: room });
}
