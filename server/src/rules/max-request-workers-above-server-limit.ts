import { say } from '../text/message.ts';
import { correctedBy, decidedBy, numberOf, setAll, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import { rule } from './rule.ts';

const id = 'max-request-workers-above-server-limit';

export default rule({
  id,
  title: 'MaxRequestWorkers needs more processes than ServerLimit allows',
  severity: 'warning',
  situation: 'changed aloud',
  mpms: ['event', 'worker', 'prefork'],
  directives: ['MaxRequestWorkers', 'ServerLimit', 'ThreadsPerChild'],
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
Raise \`ServerLimit\` if the memory is there for that many processes, or write the value that httpd runs. \`ServerLimit\`
changes only when httpd is stopped and started; a restart, graceful or not, keeps the old one.`,
  },
  examples: [
    {
      name: 'a thousand workers on the default of 16 processes',
      mpms: ['event', 'worker'],
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
      },
    },
    {
      name: 'a limit below what the default needs',
      mpms: ['event', 'worker'],
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

  *check({ model }) {
    for (const corrected of correctedBy(model, id)) {
      const { adjustment, setting, at } = corrected;
      const { from, to } = adjustment;
      const limit = numberOf(model, 'ServerLimit');
      const threads = model.mpm === 'prefork' ? 1 : numberOf(model, 'ThreadsPerChild');
      const processes = from / threads;
      const who = setting.by ? 'MaxRequestWorkers {from}' : 'The default MaxRequestWorkers {from}';
      const offence =
        model.mpm === 'prefork'
          ? `${who} is above ServerLimit {limit}`
          : `${who} needs {processes} processes of {threads} threads, above ServerLimit {limit}`;
      const asked = setting.adjustments[0]!.from;
      yield {
        at: wholeDirective(at),
        message: say(`${offence}: httpd runs {to}`, { from: asked, to, limit, threads, processes }),
        related: decidedBy(model, corrected),
        fixes: [
          ...writeEffective(corrected),
          ...setAll(say('Serve {from} instead of {to}: ServerLimit {processes}', { from, to, processes }), model, at, {
            ServerLimit: processes,
          }),
        ],
      };
    }
  },
});
