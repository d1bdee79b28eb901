import { say } from '../text/message.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf, unchanged } from './written.ts';

/** Connections in a second that the arithmetic is made with. */
const rate = 100;

/** The most processes that an MPM starts in a second (event.c, worker.c, prefork.c, MAX_SPAWN_RATE). */
const mostStarted = 32;

export default rule({
  id: 'max-connections-per-child-too-small',
  title: 'MaxConnectionsPerChild ends processes after a few connections',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork'],
  directives: ['MaxConnectionsPerChild', 'ThreadsPerChild'],
  *check({ model }) {
    const forks = model.mpm === 'prefork';
    const values = unchanged(model, 'MaxConnectionsPerChild', ...(forks ? [] : ['ThreadsPerChild']));
    const at = lineOf(model, 'MaxConnectionsPerChild');
    if (!values || !at) return;
    const { MaxConnectionsPerChild: connections = 0, ThreadsPerChild: threads = 1 } = values;
    const least = forks ? rate : 10 * threads;
    if (connections <= 0 || connections >= least) return;
    const enough = Math.max(1000, least);
    const each = (connections / threads).toFixed(1);
    const forked = (rate / connections).toFixed(1);
    const most = mostStarted * connections;
    const figures = { connections, threads, rate, each, forked, mostStarted, most, enough };
    yield {
      at: wholeDirective(at),
      message: forks
        ? say(
            'MaxConnectionsPerChild {connections}: at {rate} connections a second httpd ends and forks {forked} processes a second',
            figures,
          )
        : say(
            'MaxConnectionsPerChild {connections} is {each} connections for each of the {threads} threads of a process: at {rate} connections a second httpd ends and forks {forked} processes a second',
            figures,
          ),
      arithmetic: [
        say('{rate} connections a second / {connections} = {forked} processes a second', figures),
        say(
          'httpd starts at most {mostStarted} a second, enough for {mostStarted} × {connections} = {most} connections',
          figures,
        ),
      ],
      fixes: [
        ...setAll(
          say('End a process after {enough} connections: MaxConnectionsPerChild {enough}', figures),
          model,
          at,
          { MaxConnectionsPerChild: enough },
        ),
      ],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
A child process ends after \`MaxConnectionsPerChild\` connections, under event and worker all its threads with it, and another
one is forked. It counts connections, not requests: those that are kept alive count once.

It is told below 100 connections under prefork, which at 100 connections a second is more than one process a second, the
pace at which httpd begins to start new ones. Under event and worker it is told below ten connections for each thread of
the process.`,
    why: `
Forking a process, starting its threads and filling its caches (opcode, TLS session, connections to back ends) is the work
that the pool is there to save. httpd looks once a second and starts 1, 2, 4 … at most 32 processes, so that under prefork
no more than 32 × \`MaxConnectionsPerChild\` connections a second can be served for long. Under event the ending processes
also hold their places until their last connection is closed.`,
    seen: `
The process ids in \`server-status\` change at every reload, and the second number of its column *Acc*, the requests of this
process, stays small. \`AH00162\`, \`AH00289\` or \`AH00486\` (\`server seems busy\`, level info) tells of 8 or more
processes started in a second.

\`test/httpd/advice.test.ts\` shows on a started httpd how a server of one process takes one connection a second.`,
    repair: `
0, the default, never ends a process. Against a leak in code that runs inside the server (mod_php, mod_perl, mod_wsgi in
embedded mode) take the number of connections after which the growth would matter: 1000 to 10000 is usual.`,
  },
  examples: [
    {
      name: 'thirty connections for each process',
      mpms: ['prefork'],
      config: `
MaxConnectionsPerChild 30
#^^^^^^^^^^^^^^^^^^^^^^^^ 💡 information: MaxConnectionsPerChild 30: at 100 connections a second httpd ends and forks 3.3 processes a second
`,
      fixed: {
        'End a process after 1000 connections: MaxConnectionsPerChild 1000': `
MaxConnectionsPerChild 1000
`,
      },
    },
    {
      name: 'four connections for each thread',
      mpms: ['event', 'worker'],
      config: `
ThreadsPerChild        25
MaxConnectionsPerChild 100
#^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 information: MaxConnectionsPerChild 100 is 4.0 connections for each of the 25 threads of a process: at 100 connections a second httpd ends and forks 1.0 processes a second
`,
      fixed: {
        'End a process after 1000 connections: MaxConnectionsPerChild 1000': `
ThreadsPerChild        25
MaxConnectionsPerChild 1000
`,
      },
    },
    {
      name: 'a thousand connections, and none at all',
      config: `
MaxConnectionsPerChild 1000
`,
    },
    {
      name: 'never',
      config: `
MaxConnectionsPerChild 0
`,
    },
  ],
};
