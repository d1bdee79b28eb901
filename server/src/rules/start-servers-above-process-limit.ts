import type { MpmModel } from '../mpm/model.ts';
import { type Message, say } from '../text/message.ts';
import { type Corrected, correctedBy, decidedBy, numberOf, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'start-servers-above-process-limit';

export default rule({
  id,
  title: 'StartServers is above the number of processes there can be',
  severity: 'hint',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork'],
  seldom: true,
  directives: ['StartServers', 'MaxRequestWorkers', 'ThreadsPerChild'],
  *check({ model }) {
    for (const corrected of correctedBy(model, id)) {
      yield {
        at: wholeDirective(corrected.at),
        message: model.mpm === 'prefork' ? preforkMessage(corrected) : threadedMessage(model, corrected),
        related: decidedBy(model, corrected),
        fixes: [...writeEffective(corrected)],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd starts no more processes than \`MaxRequestWorkers\` allows: under event and worker \`MaxRequestWorkers / ThreadsPerChild\`,
under prefork as many as it says. A higher \`StartServers\` is cut without a word, at every log level.`,
    why: `
Whoever wrote it expects more processes after a start than there are. Under the threaded MPMs it often comes from counting
\`StartServers\` in threads, or from a number that was right under prefork.`,
    repair: `
Write the value httpd uses. The number matters only for the first seconds: after that the pool follows the spare settings.`,
  },
  examples: [
    {
      name: 'forty processes where 16 are possible',
      mpms: ['event', 'worker'],
      config: `
StartServers 40
#^^^^^^^^^^^^^^ 💡 hint: StartServers 40 is above MaxRequestWorkers 400 / ThreadsPerChild 25 = 16: httpd starts 16
`,
      fixed: {
        'Write 16, the value httpd uses': `
StartServers 16
`,
      },
    },
    {
      name: 'more processes at the start than ever',
      mpms: ['prefork'],
      config: `
StartServers 200
#^^^^^^^^^^^^^^^ 💡 hint: StartServers 200 is above MaxRequestWorkers 150: httpd starts 150
MaxRequestWorkers 150
`,
      fixed: {
        'Write 150, the value httpd uses': `
StartServers 150
MaxRequestWorkers 150
`,
      },
    },
    {
      name: 'all processes at once',
      mpms: ['event', 'worker'],
      config: `
StartServers 16
`,
    },
  ],
};

function preforkMessage({ adjustment: { from, to }, setting }: Corrected): Message {
  return setting.by
    ? say('StartServers {from} is above MaxRequestWorkers {to}: httpd starts {to}', { from, to })
    : say('The default StartServers {from} is above MaxRequestWorkers {to}: httpd starts {to}', { from, to });
}

function threadedMessage(model: MpmModel, { adjustment: { from, to }, setting }: Corrected): Message {
  const workers = numberOf(model, 'MaxRequestWorkers');
  const threads = numberOf(model, 'ThreadsPerChild');
  const values = { from, to, workers, threads };
  return setting.by
    ? say(
        'StartServers {from} is above MaxRequestWorkers {workers} / ThreadsPerChild {threads} = {to}: httpd starts {to}',
        values,
      )
    : say(
        'The default StartServers {from} is above MaxRequestWorkers {workers} / ThreadsPerChild {threads} = {to}: httpd starts {to}',
        values,
      );
}
