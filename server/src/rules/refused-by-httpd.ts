import { printable } from '../text/bytes.ts';
import { say } from '../text/message.ts';
import { wholeLine } from './edits.ts';
import { textRule } from './rule.ts';

/** Characters; thousands of open sections make a message that nobody reads. */
const longest = 400;

export default textRule({
  id: 'refused-by-httpd',
  title: 'httpd does not start with this line',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: [],
  docs: {
    what: `
httpd stops at the first line that it cannot take: tags that do not match, directives that the MPM does not have or that
may not stand in this section, a wrong number of words, values that it refuses. The message is httpd's own.`,
    why: `
A server that is not running does not start, and one that is running ends when it is restarted, gracefully or not: the
parent process reads the file again and exits. \`httpd -t\` shows only the first such line; here all of them are shown.`,
    repair: `
Correct the line as the message says. There are no comments behind a directive: a \`#\` there is one more word. A name that
begins with \`\\xef\\xbb\\xbf\` has a byte order mark before it, which editors do not show: save the file without it.`,
  },
  examples: [
    {
      name: 'a comment behind a value',
      config: `
MaxRequestWorkers 400 # for now
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: httpd does not start: MaxRequestWorkers takes one argument, Maximum number of threads alive at the same time
`,
      mpms: ['event', 'worker'],
    },
    {
      name: 'a directive of prefork',
      config: `
MinSpareServers 5
#^^^^^^^^^^^^^^^^ error: httpd does not start: Invalid command 'MinSpareServers', perhaps misspelled or defined by a module not included in the server configuration
`,
      mpms: ['event', 'worker'],
    },
    {
      name: 'an end tag of nothing',
      config: `
StartServers 3
</IfModule>
#^^^^^^^^^^ error: httpd does not start: </IfModule> without matching <IfModule> section
`,
      mpms: ['event', 'worker', 'prefork'],
    },
    {
      name: 'a setting of the whole server in a virtual host',
      config: `
<VirtualHost *:80>
  ServerLimit 8
# ^^^^^^^^^^^^^ error: httpd does not start: ServerLimit cannot occur within <VirtualHost> section
</VirtualHost>
`,
      mpms: ['event', 'worker', 'prefork'],
    },
    {
      name: 'a value that httpd refuses',
      config: `
AsyncRequestWorkerFactor 0
#^^^^^^^^^^^^^^^^^^^^^^^^^ error: httpd does not start: AsyncRequestWorkerFactor argument must be a positive number
`,
      mpms: ['event'],
    },
    {
      name: 'a comment on a line of its own',
      config: `
# for now
StartServers 3
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],

  *check({ resolution }) {
    for (const { text, node, pass, offence } of resolution.problems) {
      // Rules of their own tell of them, with the files that lie there.
      if (offence === 'include') continue;
      const printed = printable(text);
      const short = printed.length > longest ? `${printed.slice(0, longest)}…` : printed;
      const message = say('httpd does not start: {text}', { text: short });
      yield { at: wholeLine(node), message, ...(pass === 'walk' && { httpd: 'AH00526' }) };
    }
  },
});
