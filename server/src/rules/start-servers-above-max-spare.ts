import { say } from '../text/message.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf, otherLines, unchanged } from './written.ts';

/** A maximum that is no multiple of whole processes is not worth a word for one of them. */
const leastEnded = 2;

export default rule({
  id: 'start-servers-above-max-spare',
  title: 'StartServers starts processes that httpd ends again at once',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork'],
  directives: ['StartServers', 'MaxSpareThreads', 'MaxSpareServers', 'ThreadsPerChild'],
  *check({ model }) {
    const forks = model.mpm === 'prefork';
    const name = forks ? 'MaxSpareServers' : 'MaxSpareThreads';
    const values = unchanged(model, 'StartServers', name, 'MaxRequestWorkers', ...(forks ? [] : ['ThreadsPerChild']));
    const at = lineOf(model, 'StartServers', name, 'ThreadsPerChild');
    if (!values || !at) return;
    const { StartServers: servers = 0, [name]: most = 0, ThreadsPerChild: threads = 1 } = values;
    const idle = servers * threads;
    const left = Math.trunc(most / threads);
    if (servers - left < leastEnded) return;
    const figures = { servers, threads, idle, name, most, left, ended: servers - left };
    yield {
      at: wholeDirective(at),
      message: messageOf(forks, model.settings.get('StartServers')?.by !== undefined, figures),
      arithmetic: forks
        ? [say('{servers} − {most} = {ended} processes are more than may be idle', figures)]
        : [
            say(
              'StartServers {servers} × ThreadsPerChild {threads} = {idle} threads, all idle after the start',
              figures,
            ),
            say('MaxSpareThreads {most} / ThreadsPerChild {threads}, rounded down, = {left} processes stay', figures),
          ],
      related: otherLines(model, at, 'StartServers', name, 'ThreadsPerChild'),
      fixes: [
        ...setAll(
          left === 1
            ? say('Start 1 process: StartServers 1')
            : say('Start {left} processes: StartServers {left}', figures),
          model,
          at,
          { StartServers: left },
        ),
        ...setAll(say('Keep {servers} processes idle: {name} {idle}', figures), model, at, { [name]: idle }),
      ],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd starts \`StartServers\` processes, all of whose workers are idle. Once a second it looks whether more are idle than
\`MaxSpareThreads\`, or \`MaxSpareServers\` under prefork, and then ends one process. What \`StartServers\` starts beyond that
maximum is ended again, one process after the other, unless clients come within these seconds. It is told from two
processes on.`,
    why: `
The work of starting them is lost, at the moment when a server is busiest with starting, and a server that was meant to be
ready for many clients is not. The two settings are compared with each other nowhere, and nothing is logged.`,
    seen: `
Count the processes after a start without clients: \`server-status\` shows the number falling second by second, and then
staying.

\`test/httpd/advice.test.ts\` shows it on a started httpd.`,
    repair: `
Start only as many as may stay idle, or raise the maximum if they are wanted.`,
  },
  examples: [
    {
      name: 'sixteen processes where ten may be idle',
      mpms: ['event', 'worker'],
      config: `
StartServers 16
#^^^^^^^^^^^^^^ 💡 information: StartServers 16 starts 400 idle threads, above MaxSpareThreads 250: httpd ends 6 of the 16 processes again
`,
      fixed: {
        'Start 10 processes: StartServers 10': `
StartServers 10
`,
        'Keep 16 processes idle: MaxSpareThreads 400': `
MaxSpareThreads 400
StartServers 16
`,
      },
    },
    {
      name: 'processes so big that three are too many',
      mpms: ['event', 'worker'],
      config: `
ThreadLimit 200
ThreadsPerChild 200
#^^^^^^^^^^^^^^^^^^ 💡 information: The default StartServers 3 starts 600 idle threads, above MaxSpareThreads 250: httpd ends 2 of the 3 processes again
MinSpareThreads 25
MaxRequestWorkers 800
ServerLimit 8
`,
      fixed: {
        'Start 1 process: StartServers 1': `
ThreadLimit 200
StartServers 1
ThreadsPerChild 200
MinSpareThreads 25
MaxRequestWorkers 800
ServerLimit 8
`,
        'Keep 3 processes idle: MaxSpareThreads 600': `
ThreadLimit 200
MaxSpareThreads 600
ThreadsPerChild 200
MinSpareThreads 25
MaxRequestWorkers 800
ServerLimit 8
`,
      },
    },
    {
      name: 'fifty processes where ten may be idle',
      mpms: ['prefork'],
      config: `
StartServers    50
#^^^^^^^^^^^^^^^^^ 💡 information: StartServers 50 is above MaxSpareServers 10: httpd ends 40 of the 50 processes again
MinSpareServers 5
MaxSpareServers 10
`,
      fixed: {
        'Start 10 processes: StartServers 10': `
StartServers    10
MinSpareServers 5
MaxSpareServers 10
`,
        'Keep 50 processes idle: MaxSpareServers 50': `
StartServers    50
MinSpareServers 5
MaxSpareServers 50
`,
      },
    },
    {
      name: 'a maximum below the default of five processes',
      mpms: ['prefork'],
      config: `
MinSpareServers 1
MaxSpareServers 3
#^^^^^^^^^^^^^^^^ 💡 information: The default StartServers 5 is above MaxSpareServers 3: httpd ends 2 of the 5 processes again
`,
      fixed: {
        'Start 3 processes: StartServers 3': `
MinSpareServers 1
StartServers 3
MaxSpareServers 3
`,
        'Keep 5 processes idle: MaxSpareServers 5': `
MinSpareServers 1
MaxSpareServers 5
`,
      },
    },
    {
      name: 'one process too many, which is told by nobody',
      mpms: ['event', 'worker'],
      config: `
StartServers 11
`,
    },
  ],
};

function messageOf(forks: boolean, written: boolean, figures: Readonly<Record<string, string | number>>) {
  if (forks) {
    return written
      ? say(
          'StartServers {servers} is above {name} {most}: httpd ends {ended} of the {servers} processes again',
          figures,
        )
      : say(
          'The default StartServers {servers} is above {name} {most}: httpd ends {ended} of the {servers} processes again',
          figures,
        );
  }
  return written
    ? say(
        'StartServers {servers} starts {idle} idle threads, above {name} {most}: httpd ends {ended} of the {servers} processes again',
        figures,
      )
    : say(
        'The default StartServers {servers} starts {idle} idle threads, above {name} {most}: httpd ends {ended} of the {servers} processes again',
        figures,
      );
}
