import { say } from '../text/message.ts';
import { correctedBy, decidedBy, numberOf, setAll, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import { rule } from './rule.ts';

const id = 'max-request-workers-not-a-multiple';

export default rule({
  id,
  title: 'MaxRequestWorkers is not a multiple of ThreadsPerChild',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker'],
  directives: ['MaxRequestWorkers', 'ThreadsPerChild'],
  docs: {
    what: `
The threaded MPMs run whole processes of \`ThreadsPerChild\` threads each. A \`MaxRequestWorkers\` that is no multiple of
it would need a part of a process, so httpd lowers it to the next multiple and goes on.`,
    why: `
The server runs with fewer workers than its configuration says. The default counts too: \`ThreadsPerChild 64\` alone is
enough, because the default \`MaxRequestWorkers\` of 400 is a constant and no multiple of 64.`,
    repair: `
Write the value httpd uses, which changes nothing but the warning at each start. Or take the next multiple above if you
want at least as many workers as you wrote; \`ServerLimit\` has to allow the processes that it needs.`,
  },
  examples: [
    {
      name: 'ten workers too many for 16 processes of 25 threads',
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

  *check({ model }) {
    for (const corrected of correctedBy(model, id)) {
      const { adjustment, setting, at } = corrected;
      const { from, to } = adjustment;
      const threads = numberOf(model, 'ThreadsPerChild');
      const values = { asked: from, threads, to, processes: to / threads };
      const offence = setting.by
        ? 'MaxRequestWorkers {asked} is not a multiple of ThreadsPerChild {threads}'
        : 'The default MaxRequestWorkers {asked} is not a multiple of ThreadsPerChild {threads}';
      const effect = setting.effective === to ? 'httpd runs {to}' : 'httpd lowers it to {to}';
      const above = to + threads;
      const limit = numberOf(model, 'ServerLimit');
      const processes = above / threads;
      const raised = processes > limit ? { ServerLimit: processes } : {};
      const title =
        processes > limit
          ? 'Serve {above} instead of {now}: ServerLimit {processes}, MaxRequestWorkers {above}'
          : 'Serve {above} instead of {now}: MaxRequestWorkers {above}';
      yield {
        at: wholeDirective(at),
        message: say(`${offence}: ${effect} ({processes} × {threads})`, values),
        related: decidedBy(model, corrected),
        fixes: [
          ...writeEffective(corrected),
          ...setAll(say(title, { above, processes, now: setting.effective as number }), model, at, {
            ...raised,
            MaxRequestWorkers: above,
          }),
        ],
      };
    }
  },
});
