import type { MpmModel } from '../mpm/model.ts';
import { say } from '../text/message.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { unchanged } from './written.ts';

export default rule({
  id: 'server-limit-without-max-request-workers',
  title: 'ServerLimit is raised, but MaxRequestWorkers is not set',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork'],
  directives: ['ServerLimit', 'MaxRequestWorkers', 'ThreadsPerChild'],
  *check({ resolution, model }) {
    const { chosenBy, settings, mpm } = model;
    const line = settings.get('ServerLimit')?.by;
    // Of a file alone, another may set the other number.
    if (!line || settings.get('MaxRequestWorkers')?.by || (!chosenBy && resolution.target.mpmIsGuess)) return;
    const numbers = numbersOf(model);
    if (!numbers) return;
    const { limit, needed, room } = numbers;
    if (limit <= (mpm === 'prefork' ? needed : 2 * needed)) return;
    yield {
      at: wholeDirective(line),
      message:
        mpm === 'prefork'
          ? say(
              'ServerLimit {limit} has no effect: MaxRequestWorkers is not set, and its default is {workers}',
              numbers,
            )
          : say(
              'ServerLimit {limit} brings no more workers: MaxRequestWorkers is not set, and its default of {workers} needs {needed} processes of {threads} threads',
              numbers,
            ),
      severity: mpm === 'prefork' ? 'warning' : 'information',
      arithmetic: mpm === 'prefork' ? [] : [say('{workers} / {threads} = {needed} processes', numbers)],
      fixes: [
        ...setAll(say('Serve {room}: MaxRequestWorkers {room}', { room }), model, line, { MaxRequestWorkers: room }),
      ],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`ServerLimit\` says how many processes there may ever be; how many there are is decided by \`MaxRequestWorkers\`. When no line
sets that, it is 256 under prefork and 400 under event and worker, whatever \`ServerLimit\` is: the manual's
\`ServerLimit × ThreadsPerChild\` describes the two default numbers and is no formula (\`mpm_default.h\`; event.c,
event_pre_config).`,
    why: `
A server whose \`ServerLimit\` was raised for more load serves exactly as many requests as before, and httpd says nothing.
Under event and worker places up to twice the processes that are needed are good for those that are finishing, and are
not told; there the finding is information.`,
    repair: `
Write \`MaxRequestWorkers\`, too: under prefork up to \`ServerLimit\`, under event and worker up to half of
\`ServerLimit × ThreadsPerChild\`, so that finishing processes have room. First see that the memory is there.`,
  },
  examples: [
    {
      name: 'processes that prefork does not start',
      mpms: ['prefork'],
      config: `
ServerLimit 500
#^^^^^^^^^^^^^^ 💡 warning: ServerLimit 500 has no effect: MaxRequestWorkers is not set, and its default is 256
`,
      fixed: {
        'Serve 500: MaxRequestWorkers 500': `
MaxRequestWorkers 500
ServerLimit 500
`,
      },
    },
    {
      name: 'sixty-four processes where sixteen are enough',
      mpms: ['event', 'worker'],
      config: `
ServerLimit 64
#^^^^^^^^^^^^^ 💡 information: ServerLimit 64 brings no more workers: MaxRequestWorkers is not set, and its default of 400 needs 16 processes of 25 threads
`,
      fixed: {
        'Serve 800: MaxRequestWorkers 800': `
MaxRequestWorkers 800
ServerLimit 64
`,
      },
    },
    {
      name: 'both, and room for finishing processes',
      config: `
ServerLimit 500
MaxRequestWorkers 500
`,
      mpms: ['prefork', 'event', 'worker'],
    },
    {
      name: 'room for finishing processes',
      config: `
ServerLimit 32
`,
      mpms: ['event', 'worker'],
    },
  ],
};

/** The numbers that decide, where httpd runs them as they are written. */
function numbersOf(model: MpmModel) {
  if (model.mpm === 'prefork') {
    const known = unchanged(model, 'ServerLimit', 'MaxRequestWorkers');
    if (!known) return undefined;
    const { ServerLimit: limit, MaxRequestWorkers: workers } = known;
    return { limit, workers, threads: 1, needed: workers, room: limit };
  }
  const known = unchanged(model, 'ServerLimit', 'MaxRequestWorkers', 'ThreadsPerChild');
  if (!known) return undefined;
  const { ServerLimit: limit, MaxRequestWorkers: workers, ThreadsPerChild: threads } = known;
  return { limit, workers, threads, needed: workers / threads, room: Math.trunc(limit / 2) * threads };
}
