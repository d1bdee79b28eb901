import type { MpmModel } from '../mpm/model.ts';
import { type Message, say } from '../text/message.ts';
import { type Corrected, correctedBy, decidedBy, numberOf, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { serve, writtenWish } from './workers-served.ts';

const id = 'max-request-workers-not-a-multiple';

export default rule({
  id,
  title: 'MaxRequestWorkers is not a multiple of ThreadsPerChild',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker'],
  seldom: true,
  directives: ['MaxRequestWorkers', 'ThreadsPerChild'],
  *check({ model }) {
    for (const corrected of correctedBy(model, id)) {
      yield {
        at: wholeDirective(corrected.at),
        message: messageOf(model, corrected),
        related: decidedBy(model, corrected),
        fixes: [...writeEffective(corrected), ...serve(model, corrected, writtenWish(model))],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
The threaded MPMs run whole processes of \`ThreadsPerChild\` threads each. A \`MaxRequestWorkers\` that is no multiple of
it would need a part of a process, so httpd lowers it to the next multiple and goes on.`,
    why: `
The server runs with fewer workers than its configuration says. The default counts too: \`ThreadsPerChild 64\` alone is
enough, because the default \`MaxRequestWorkers\` of 400 is a constant and no multiple of 64.`,
    repair: `
Take the next multiple above if you want at least as many workers as you wrote; \`ServerLimit\` has to allow the processes
that it needs. Or write the value that httpd uses. No safe fix does it: while \`ThreadsPerChild\` is still to change, the
number that you want stays.`,
  },
  examples: [
    {
      name: 'ten workers too many for 16 processes of 25 threads',
      mpms: ['event'],
      config: `
MaxRequestWorkers 410
#^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)
`,
      fixed: {
        'Write 400, the value httpd uses': `
MaxRequestWorkers 400
`,
        'Serve 425 instead of 400: ServerLimit 34, MaxRequestWorkers 425': `
ServerLimit 34
MaxRequestWorkers 425
`,
      },
    },
    {
      name: 'ten workers too many for 16 processes of 25 threads, under worker',
      mpms: ['worker'],
      config: `
MaxRequestWorkers 410
#^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)
`,
      fixed: {
        'Write 400, the value httpd uses': `
MaxRequestWorkers 400
`,
        'Serve 425 instead of 400: ServerLimit 17, MaxRequestWorkers 425': `
ServerLimit 17
MaxRequestWorkers 425
`,
      },
    },
    {
      name: 'the default of 400 is no multiple of 64',
      config: `
ThreadsPerChild 64
#^^^^^^^^^^^^^^^^^ 💡 warning: The default MaxRequestWorkers 400 is not a multiple of ThreadsPerChild 64: httpd runs 384 (6 × 64)
`,
      fixed: {
        'Write MaxRequestWorkers 384, the value httpd uses': `
MaxRequestWorkers 384
ThreadsPerChild 64
`,
        'Serve 448 instead of 384: MaxRequestWorkers 448': `
MaxRequestWorkers 448
ThreadsPerChild 64
`,
      },
    },
    {
      name: 'six whole processes',
      config: `
ThreadsPerChild 64
MaxRequestWorkers 384
`,
    },
  ],
};

function messageOf(model: MpmModel, { adjustment: { from, to }, setting }: Corrected): Message {
  const threads = numberOf(model, 'ThreadsPerChild');
  const values = { from, to, threads, processes: to / threads };
  if (setting.effective !== to) {
    return setting.by
      ? say(
          'MaxRequestWorkers {from} is not a multiple of ThreadsPerChild {threads}: httpd lowers it to {to} ({processes} × {threads})',
          values,
        )
      : say(
          'The default MaxRequestWorkers {from} is not a multiple of ThreadsPerChild {threads}: httpd lowers it to {to} ({processes} × {threads})',
          values,
        );
  }
  return setting.by
    ? say(
        'MaxRequestWorkers {from} is not a multiple of ThreadsPerChild {threads}: httpd runs {to} ({processes} × {threads})',
        values,
      )
    : say(
        'The default MaxRequestWorkers {from} is not a multiple of ThreadsPerChild {threads}: httpd runs {to} ({processes} × {threads})',
        values,
      );
}
