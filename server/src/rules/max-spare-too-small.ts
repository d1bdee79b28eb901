import type { MpmModel } from '../mpm/model.ts';
import { type Message, say } from '../text/message.ts';
import { type Corrected, correctedBy, decidedBy, numberOf, setAll, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import { rule } from './rule.ts';

const id = 'max-spare-too-small';

export default rule({
  id,
  title: 'MaxSpareThreads or MaxSpareServers is too close to its minimum',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork'],
  directives: ['MaxSpareThreads', 'MinSpareThreads', 'ThreadsPerChild', 'MaxSpareServers', 'MinSpareServers'],
  docs: {
    what: `
httpd keeps the number of idle workers between a minimum and a maximum. Ending one process must not bring it below the
minimum, so the maximum has to lie at least one process above: \`MinSpareThreads + ThreadsPerChild + 1\` under event and
worker, \`MinSpareServers + 1\` under prefork. A lower maximum is raised to that when httpd runs.`,
    why: `
There is no message about it at any log level. A server that was meant to give memory back after a peak keeps more idle
processes than its configuration says. The manual forgets the 1 of the threaded formula.`,
    repair: `
Write the value httpd uses, or lower the minimum so that the maximum you wrote becomes possible.`,
  },
  examples: [
    {
      name: 'a maximum that is equal to the minimum',
      mpms: ['event', 'worker'],
      config: `
MinSpareThreads 75
MaxSpareThreads 75
#^^^^^^^^^^^^^^^^^ 💡 warning: MaxSpareThreads 75 is below MinSpareThreads 75 + ThreadsPerChild 25 + 1: httpd uses 101
`,
      fixed: {
        'Write 101, the value httpd uses': `
MinSpareThreads 75
MaxSpareThreads 101
`,
        'Keep MaxSpareThreads 75: MinSpareThreads 49': `
MinSpareThreads 49
MaxSpareThreads 75
`,
      },
    },
    {
      name: 'a minimum above the default maximum of 10',
      mpms: ['prefork'],
      config: `
MinSpareServers 20
#^^^^^^^^^^^^^^^^^ 💡 warning: The default MaxSpareServers 10 is below MinSpareServers 20 + 1: httpd uses 21
`,
      fixed: {
        'Write MaxSpareServers 21, the value httpd uses': `
MaxSpareServers 21
MinSpareServers 20
`,
        'Keep MaxSpareServers 10: MinSpareServers 9': `
MinSpareServers 9
`,
      },
    },
    {
      name: 'one process and one thread apart',
      mpms: ['event', 'worker'],
      config: `
MinSpareThreads 75
MaxSpareThreads 101
`,
    },
  ],

  *check({ model }) {
    for (const corrected of correctedBy(model, id)) {
      const { adjustment, at } = corrected;
      const { name, from } = adjustment;
      const threads = name === 'MaxSpareServers' ? 0 : numberOf(model, 'ThreadsPerChild');
      const minimum = name === 'MaxSpareServers' ? 'MinSpareServers' : 'MinSpareThreads';
      const lowered = from - threads - 1;
      const keep = say('Keep {name} {from}: {minimum} {lowered}', { name, from, minimum, lowered });
      yield {
        at: wholeDirective(at),
        message:
          name === 'MaxSpareServers' ? preforkMessage(model, corrected) : threadedMessage(model, corrected, threads),
        related: decidedBy(model, corrected),
        fixes: [...writeEffective(corrected), ...(lowered > 0 ? setAll(keep, model, at, { [minimum]: lowered }) : [])],
      };
    }
  },
});

function preforkMessage(model: MpmModel, { adjustment: { from, to }, setting }: Corrected): Message {
  const values = { from, to, least: numberOf(model, 'MinSpareServers') };
  return setting.by
    ? say('MaxSpareServers {from} is below MinSpareServers {least} + 1: httpd uses {to}', values)
    : say('The default MaxSpareServers {from} is below MinSpareServers {least} + 1: httpd uses {to}', values);
}

function threadedMessage(model: MpmModel, { adjustment, setting }: Corrected, threads: number): Message {
  const { from, to } = adjustment;
  const values = { from, to, threads, least: numberOf(model, 'MinSpareThreads') };
  return setting.by
    ? say(
        'MaxSpareThreads {from} is below MinSpareThreads {least} + ThreadsPerChild {threads} + 1: httpd uses {to}',
        values,
      )
    : say(
        'The default MaxSpareThreads {from} is below MinSpareThreads {least} + ThreadsPerChild {threads} + 1: httpd uses {to}',
        values,
      );
}
