import { say } from '../text/message.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf, unchanged } from './written.ts';

/** net.core.somaxconn of Linux since 5.4 (include/linux/socket.h, SOMAXCONN). */
const kernel = 4096;

export default rule({
  id: 'listen-backlog-above-kernel-limit',
  title: 'ListenBacklog asks for more than the kernel gives',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork'],
  seldom: 'ListenBacklog',
  directives: ['ListenBacklog'],
  *check({ model }) {
    const values = unchanged(model, 'ListenBacklog');
    const at = lineOf(model, 'ListenBacklog');
    if (!values || !at || values.ListenBacklog <= kernel) return;
    const figures = { backlog: values.ListenBacklog, kernel };
    yield {
      at: wholeDirective(at),
      message: say(
        'ListenBacklog {backlog} is cut to net.core.somaxconn by Linux, {kernel} unless it was raised',
        figures,
      ),
      arithmetic: [
        say('min(ListenBacklog {backlog}, net.core.somaxconn {kernel}) = {kernel} connections may wait', figures),
      ],
      fixes: [
        ...setAll(say('Ask for {kernel}: ListenBacklog {kernel}', figures), model, at, { ListenBacklog: kernel }),
      ],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`ListenBacklog\` is how many connections may wait until a process accepts them. The system has a limit of its own, which it
takes without a word when it is asked for more (listen(2)): on Linux \`net.core.somaxconn\`, 4096 since kernel 5.4 and 128
before.`,
    why: `
Whoever raised the number expects bursts of connections to wait; beyond the system's limit they are dropped, clients try
again after a second or more, and nothing in httpd's log tells.`,
    seen: `
\`ss -ltn\` shows the queue of a listening socket: *Send-Q* is its real length, *Recv-Q* how many wait now.
\`nstat -az TcpExtListenOverflows\` counts those that were dropped.

\`test/httpd/advice.test.ts\` shows it on a started httpd.`,
    repair: `
Raise \`net.core.somaxconn\` on the server as well, then silence the finding with that reason, or write what the system
gives. A longer queue helps against bursts only: what waits long is answered too late all the same.`,
  },
  examples: [
    {
      name: 'as long as can be',
      config: `
ListenBacklog 65535
#^^^^^^^^^^^^^^^^^^ 💡 information: ListenBacklog 65535 is cut to net.core.somaxconn by Linux, 4096 unless it was raised
`,
      fixed: {
        'Ask for 4096: ListenBacklog 4096': `
ListenBacklog 4096
`,
      },
    },
    {
      name: 'what the system gives',
      config: `
ListenBacklog 4096
`,
    },
  ],
};
