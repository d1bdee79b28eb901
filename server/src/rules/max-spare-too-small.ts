import type { MpmModel } from '../mpm/model.ts';
import { type Message, say } from '../text/message.ts';
import { type Corrected, correctedBy, decidedBy, numberOf, setAll, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'max-spare-too-small';

export default rule({
  id,
  title: 'MaxSpareThreads or MaxSpareServers is too close to its minimum',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork', 'netware'],
  seldom: true,
  directives: ['MaxSpareThreads', 'MinSpareThreads', 'ThreadsPerChild', 'MaxSpareServers', 'MinSpareServers'],
  *check({ model }) {
    for (const corrected of correctedBy(model, id)) {
      const { adjustment, at } = corrected;
      const { name, from, because } = adjustment;
      const threads = because.includes('ThreadsPerChild') ? numberOf(model, 'ThreadsPerChild') : 0;
      const minimum = name === 'MaxSpareServers' ? 'MinSpareServers' : 'MinSpareThreads';
      const lowered = from - threads - 1;
      const keep = say('Keep {name} {from}: {minimum} {lowered}', { name, from, minimum, lowered });
      yield {
        at: wholeDirective(at),
        message: threads > 0 ? threadedMessage(model, corrected, threads) : plainMessage(corrected, minimum),
        related: decidedBy(model, corrected),
        fixes: [...writeEffective(corrected), ...(lowered > 0 ? setAll(keep, model, at, { [minimum]: lowered }) : [])],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd keeps the number of idle workers between a minimum and a maximum. Ending one process must not bring it below the
minimum, so the maximum has to lie at least one process above: \`MinSpareThreads + ThreadsPerChild + 1\` under event and
worker, \`MinSpareServers + 1\` under prefork, \`MinSpareThreads + 1\` on NetWare. A lower maximum is raised to that when
httpd runs.`,
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
      name: 'on NetWare',
      mpms: ['netware'],
      config: `
MinSpareThreads 25
MaxSpareThreads 25
#^^^^^^^^^^^^^^^^^ 💡 warning: MaxSpareThreads 25 is below MinSpareThreads 25 + 1: httpd uses 26
`,
      fixed: {
        'Write 26, the value httpd uses': `
MinSpareThreads 25
MaxSpareThreads 26
`,
        'Keep MaxSpareThreads 25: MinSpareThreads 24': `
MinSpareThreads 24
MaxSpareThreads 25
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
};

function plainMessage({ adjustment: { name, from, to }, setting }: Corrected, minimum: string): Message {
  const values = { name, from, to, minimum, least: to - 1 };
  return setting.by
    ? say('{name} {from} is below {minimum} {least} + 1: httpd uses {to}', values)
    : say('The default {name} {from} is below {minimum} {least} + 1: httpd uses {to}', values);
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
