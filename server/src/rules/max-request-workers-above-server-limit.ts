import type { MpmModel } from '../mpm/model.ts';
import { type Message, say } from '../text/message.ts';
import { type Corrected, correctedBy, decidedBy, numberOf, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { inProcesses, serve, writtenWish } from './workers-served.ts';

const id = 'max-request-workers-above-server-limit';

export default rule({
  id,
  title: 'MaxRequestWorkers needs more processes than ServerLimit allows',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker', 'prefork'],
  seldom: true,
  directives: ['MaxRequestWorkers', 'ServerLimit', 'ThreadsPerChild'],
  *check({ model }) {
    for (const corrected of correctedBy(model, id)) {
      const { at } = corrected;
      const limit = numberOf(model, 'ServerLimit');
      const wish = writtenWish(model);
      const larger = wish && model.mpm !== 'prefork' ? inProcesses(wish.workers, limit) : undefined;
      yield {
        at: wholeDirective(at),
        message: model.mpm === 'prefork' ? preforkMessage(corrected) : threadedMessage(model, corrected, limit),
        ...(model.mpm !== 'prefork' && { arithmetic: arithmeticOf(model, corrected, limit) }),
        related: decidedBy(model, corrected),
        fixes: [
          ...writeEffective(corrected),
          ...serve(model, corrected, wish),
          ...(larger && larger.threads !== wish?.threads ? serve(model, corrected, larger) : []),
        ],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`ServerLimit\` is the most child processes there can ever be: the scoreboard is made for that many at the start. Under
event and worker \`MaxRequestWorkers\` needs \`MaxRequestWorkers / ThreadsPerChild\` processes, under prefork as many as it
says. What goes beyond \`ServerLimit\` is cut off.`,
    why: `
This is the usual reason why raising \`MaxRequestWorkers\` changes nothing. The default \`ServerLimit\` is 16 under event and
worker, so that with the default 25 threads no more than 400 workers run, and 256 under prefork. Under load event then
logs AH03490 (\`scoreboard is full, not at MaxRequestWorkers\`) every second, worker AH00288.`,
    repair: `
Raise \`ServerLimit\` if the memory is there for that many processes, under event to twice their number so that those
that still finish have room; give each process more threads; or write the value that httpd runs. \`ServerLimit\` and
\`ThreadLimit\` change only when httpd is stopped and started; a restart, graceful or not, keeps the old ones.`,
  },
  examples: [
    {
      name: 'a thousand workers on the default of 16 processes',
      mpms: ['event'],
      config: `
MaxRequestWorkers 1000
#^^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 1000 needs 40 processes of 25 threads, above ServerLimit 16: httpd runs 400
`,
      fixed: {
        'Write 400, the value httpd uses': `
MaxRequestWorkers 400
`,
        'Serve 1000 instead of 400: ServerLimit 80': `
ServerLimit 80
MaxRequestWorkers 1000
`,
        'Serve 1000 instead of 400: ThreadLimit 100, ThreadsPerChild 100': `
ThreadLimit 100
ThreadsPerChild 100
MaxRequestWorkers 1000
`,
      },
    },
    {
      name: 'a limit below what the default needs',
      mpms: ['event'],
      config: `
ServerLimit 8
#^^^^^^^^^^^^ 💡 warning: The default MaxRequestWorkers 400 needs 16 processes of 25 threads, above ServerLimit 8: httpd runs 200
`,
      fixed: {
        'Write MaxRequestWorkers 200, the value httpd uses': `
MaxRequestWorkers 200
ServerLimit 8
`,
        'Serve 400 instead of 200: ServerLimit 32': `
ServerLimit 32
`,
        'Serve 400 instead of 200: ServerLimit 16, ThreadsPerChild 50': `
ThreadsPerChild 50
ServerLimit 16
`,
      },
    },
    {
      name: 'both limits are too low',
      mpms: ['event'],
      config: `
ThreadsPerChild 100
MaxRequestWorkers 2000
#^^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 2000 needs 31 processes of 64 threads, above ServerLimit 16: httpd runs 1024
`,
      fixed: {
        'Write 1024, the value httpd uses': `
ThreadsPerChild 100
MaxRequestWorkers 1024
`,
        'Serve 2000 instead of 1024: ServerLimit 40, ThreadLimit 100': `
ThreadsPerChild 100
ServerLimit 40
ThreadLimit 100
MaxRequestWorkers 2000
`,
        'Serve 2000 instead of 1024: ServerLimit 32, ThreadLimit 125, ThreadsPerChild 125': `
ThreadsPerChild 125
ServerLimit 32
ThreadLimit 125
MaxRequestWorkers 2000
`,
      },
    },
    {
      name: 'a thousand workers on the default of 16 processes, under worker',
      mpms: ['worker'],
      config: `
MaxRequestWorkers 1000
#^^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 1000 needs 40 processes of 25 threads, above ServerLimit 16: httpd runs 400
`,
      fixed: {
        'Write 400, the value httpd uses': `
MaxRequestWorkers 400
`,
        'Serve 1000 instead of 400: ServerLimit 40': `
ServerLimit 40
MaxRequestWorkers 1000
`,
        'Serve 1000 instead of 400: ThreadLimit 100, ThreadsPerChild 100': `
ThreadLimit 100
ThreadsPerChild 100
MaxRequestWorkers 1000
`,
      },
    },
    {
      name: 'a limit below what the default needs, under worker',
      mpms: ['worker'],
      config: `
ServerLimit 8
#^^^^^^^^^^^^ 💡 warning: The default MaxRequestWorkers 400 needs 16 processes of 25 threads, above ServerLimit 8: httpd runs 200
`,
      fixed: {
        'Write MaxRequestWorkers 200, the value httpd uses': `
MaxRequestWorkers 200
ServerLimit 8
`,
        'Serve 400 instead of 200: ServerLimit 16': `
ServerLimit 16
`,
        'Serve 400 instead of 200: ThreadsPerChild 50': `
ThreadsPerChild 50
ServerLimit 8
`,
      },
    },
    {
      name: 'both limits are too low, under worker',
      mpms: ['worker'],
      config: `
ThreadsPerChild 100
MaxRequestWorkers 2000
#^^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 2000 needs 31 processes of 64 threads, above ServerLimit 16: httpd runs 1024
`,
      fixed: {
        'Write 1024, the value httpd uses': `
ThreadsPerChild 100
MaxRequestWorkers 1024
`,
        'Serve 2000 instead of 1024: ServerLimit 20, ThreadLimit 100': `
ThreadsPerChild 100
ServerLimit 20
ThreadLimit 100
MaxRequestWorkers 2000
`,
        'Serve 2000 instead of 1024: ThreadLimit 125, ThreadsPerChild 125': `
ThreadsPerChild 125
ThreadLimit 125
MaxRequestWorkers 2000
`,
      },
    },
    {
      name: 'more processes than the default allows',
      mpms: ['prefork'],
      config: `
MaxRequestWorkers 400
#^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 400 is above ServerLimit 256: httpd runs 256
`,
      fixed: {
        'Write 256, the value httpd uses': `
MaxRequestWorkers 256
`,
        'Serve 400 instead of 256: ServerLimit 400': `
ServerLimit 400
MaxRequestWorkers 400
`,
      },
    },
    {
      name: 'a limit that allows it',
      config: `
ServerLimit 400
MaxRequestWorkers 400
`,
    },
  ],
};

function preforkMessage({ adjustment: { from, to }, setting }: Corrected): Message {
  return setting.by
    ? say('MaxRequestWorkers {from} is above ServerLimit {to}: httpd runs {to}', { from, to })
    : say('The default MaxRequestWorkers {from} is above ServerLimit {to}: httpd runs {to}', { from, to });
}

function threadedMessage(model: MpmModel, { adjustment, setting }: Corrected, limit: number): Message {
  const threads = numberOf(model, 'ThreadsPerChild');
  const values = {
    from: setting.adjustments[0]!.from,
    to: adjustment.to,
    limit,
    threads,
    processes: adjustment.from / threads,
  };
  return setting.by
    ? say(
        'MaxRequestWorkers {from} needs {processes} processes of {threads} threads, above ServerLimit {limit}: httpd runs {to}',
        values,
      )
    : say(
        'The default MaxRequestWorkers {from} needs {processes} processes of {threads} threads, above ServerLimit {limit}: httpd runs {to}',
        values,
      );
}

function arithmeticOf(model: MpmModel, { adjustment: { from, to } }: Corrected, limit: number): readonly Message[] {
  const threads = numberOf(model, 'ThreadsPerChild');
  const processes = from / threads;
  return [
    say('{from} workers ÷ {threads} threads = {processes} processes', { from, threads, processes }),
    say('ServerLimit {limit} × {threads} threads = {to} workers', { limit, threads, to }),
  ];
}
