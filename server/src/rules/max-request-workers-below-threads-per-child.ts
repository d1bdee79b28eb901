import { say } from '../text/message.ts';
import { correctedBy, decidedBy, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { serve } from './workers-served.ts';

const id = 'max-request-workers-below-threads-per-child';

export default rule({
  id,
  title: 'MaxRequestWorkers is below ThreadsPerChild',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker'],
  seldom: true,
  directives: ['MaxRequestWorkers', 'ThreadsPerChild'],
  *check({ model }) {
    for (const corrected of correctedBy(model, id)) {
      const { adjustment, setting, at } = corrected;
      const { from, to } = adjustment;
      yield {
        at: wholeDirective(at),
        message: setting.by
          ? say(
              'MaxRequestWorkers {from} is below ThreadsPerChild {to}: httpd runs {to}, one process of {to} threads',
              {
                from,
                to,
              },
            )
          : say(
              'The default MaxRequestWorkers {from} is below ThreadsPerChild {to}: httpd runs {to}, one process of {to} threads',
              { from, to },
            ),
        related: decidedBy(model, corrected),
        fixes: [
          ...writeEffective(corrected),
          ...(from > 0 ? serve(model, corrected, { workers: from, threads: from }) : []),
        ],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
The threaded MPMs run whole processes. One process has \`ThreadsPerChild\` threads, so there cannot be fewer workers than
that, and httpd raises \`MaxRequestWorkers\` to it.`,
    why: `
A low \`MaxRequestWorkers\` is mostly written to save memory or to spare a back end; the server runs more workers than
that. Under these MPMs the number counts threads of all processes together, not processes.`,
    repair: `
Write the value httpd uses, or lower \`ThreadsPerChild\` so that the number you wrote becomes possible.`,
  },
  examples: [
    {
      name: 'ten workers, but 25 threads in the first process',
      config: `
MaxRequestWorkers 10
#^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 10 is below ThreadsPerChild 25: httpd runs 25, one process of 25 threads
`,
      fixed: {
        'Write 25, the value httpd uses': `
MaxRequestWorkers 25
`,
        'Serve 10 instead of 25: ThreadsPerChild 10, StartServers 1, MinSpareThreads 1, MaxSpareThreads 21': `
ThreadsPerChild 10
StartServers 1
MinSpareThreads 1
MaxSpareThreads 21
MaxRequestWorkers 10
`,
      },
    },
    {
      name: 'one process',
      config: `
ThreadsPerChild 10
MaxRequestWorkers 10
`,
    },
  ],
};
