import type { MpmModel } from '../mpm/model.ts';
import { say } from '../text/message.ts';
import { compiledLimit, correctedBy, decidedBy, listed, setAll, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { valuesFor } from './workers-served.ts';

const id = 'threads-per-child-above-thread-limit';

export default rule({
  id,
  title: 'ThreadsPerChild is above ThreadLimit',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker', 'winnt'],
  seldom: true,
  directives: ['ThreadsPerChild', 'ThreadLimit'],
  *check({ model }) {
    for (const corrected of correctedBy(model, id)) {
      const { adjustment, setting, at } = corrected;
      const { from, to } = adjustment;
      const values = valuesToRun(model, from);
      yield {
        at: wholeDirective(at),
        message: setting.by
          ? say('ThreadsPerChild {from} is above ThreadLimit {to}: httpd runs {to} threads per child', { from, to })
          : say('The default ThreadsPerChild {from} is above ThreadLimit {to}: httpd runs {to} threads per child', {
              from,
              to,
            }),
        related: decidedBy(model, corrected),
        fixes: [
          ...writeEffective(corrected),
          ...(values
            ? setAll(
                say('Run {from} threads per child instead of {to}: {values}', { from, to, values: listed(values) }),
                model,
                at,
                values,
              )
            : []),
        ],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`ThreadLimit\` is fixed when httpd starts: the scoreboard has room for that many threads in each process. If
\`ThreadsPerChild\` asks for more, httpd lowers it to the limit and goes on.`,
    why: `
The server runs fewer threads in a process than its configuration says, and \`MaxRequestWorkers\` is then measured by the
lowered number, which often makes it no multiple or too much for \`ServerLimit\`: one mistake gives three messages. The
default limit is 64 under event and worker, 1920 on Windows.`,
    repair: `
Raise \`ThreadLimit\` if you want the threads; each one costs 336 bytes of shared memory for every process that
\`ServerLimit\` allows. Lower \`ThreadsPerChild\` if you do not. \`ThreadLimit\` changes only when httpd is stopped and started.`,
  },
  examples: [
    {
      name: 'more threads than the default limit of 64',
      mpms: ['event', 'worker'],
      config: `
ThreadsPerChild 100
#^^^^^^^^^^^^^^^^^^ 💡 warning: ThreadsPerChild 100 is above ThreadLimit 64: httpd runs 64 threads per child
MaxRequestWorkers 640
`,
      fixed: {
        'Write 64, the value httpd uses': `
ThreadsPerChild 64
MaxRequestWorkers 640
`,
        'Run 100 threads per child instead of 64: ThreadLimit 100, MaxRequestWorkers 700': `
ThreadLimit 100
ThreadsPerChild 100
MaxRequestWorkers 700
`,
      },
    },
    {
      name: 'more threads than Windows starts without a higher limit',
      mpms: ['winnt'],
      config: `
ThreadsPerChild 2048
#^^^^^^^^^^^^^^^^^^^ 💡 warning: ThreadsPerChild 2048 is above ThreadLimit 1920: httpd runs 1920 threads per child
`,
      fixed: {
        'Write 1920, the value httpd uses': `
ThreadsPerChild 1920
`,
        'Run 2048 threads per child instead of 1920: ThreadLimit 2048': `
ThreadLimit 2048
ThreadsPerChild 2048
`,
      },
    },
    {
      name: 'a limit that is high enough',
      mpms: ['event', 'worker'],
      config: `
ThreadLimit 128
ThreadsPerChild 100
MaxRequestWorkers 600
`,
    },
  ],
};

/** Whole processes of that many threads for the workers that are written, and a limit that lets them be. */
function valuesToRun(model: MpmModel, threads: number): Record<string, number> | undefined {
  if (threads > compiledLimit(model, 'ThreadLimit')) return undefined;
  const workers = model.settings.get('MaxRequestWorkers')?.asked;
  if (typeof workers !== 'number') return { ThreadLimit: threads };
  return valuesFor(model, { workers: Math.max(1, Math.ceil(workers / threads)) * threads, threads });
}
