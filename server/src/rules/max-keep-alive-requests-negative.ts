import { say } from '../text/message.ts';
import { isEditable, replaceWord, wholeDirective } from './edits.ts';
import { linesThatCount, plainNumber } from './lines-that-count.ts';
import { type RulePage, rule } from './rule.ts';

export default rule({
  id: 'max-keep-alive-requests-negative',
  title: 'MaxKeepAliveRequests is negative',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['MaxKeepAliveRequests'],
  *check(evidence) {
    for (const { line, word, inVirtualHost } of linesThatCount(evidence, 'MaxKeepAliveRequests')) {
      const value = plainNumber(word);
      if (value === undefined || value >= 0) continue;
      yield {
        at: wholeDirective(line),
        message:
          inVirtualHost && value === -1
            ? say('MaxKeepAliveRequests -1 counts as not set in a virtual host: the value of the main server holds')
            : say('MaxKeepAliveRequests {value} is negative: httpd closes every connection after its first request', {
                value,
              }),
        fixes: isEditable(line)
          ? [{ title: say('Write 0, which sets no limit'), edits: [replaceWord(line, '0')], safe: false }]
          : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
0 means that a connection may carry any number of requests. A negative number is no limit that a connection could be below,
and httpd closes every connection after its first request, as with \`KeepAlive Off\` (\`http_protocol.c\`, ap_set_keepalive).
In a virtual host -1 means that the directive is not set there, and the number of the main server holds.`,
    why: `
Whoever writes -1 wants “no limit” and gets the opposite: every request pays for a new connection, and with TLS for a new
handshake. There is no message.`,
    seen: `
Every response has the header \`Connection: close\`.`,
    repair: `
Write 0 for “no limit”, or take the line away for the default of 100. To close connections on purpose write
\`KeepAlive Off\`.`,
  },
  examples: [
    {
      name: 'no limit, as other programs write it',
      config: `
MaxKeepAliveRequests -1
#^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxKeepAliveRequests -1 is negative: httpd closes every connection after its first request
`,
      fixed: {
        'Write 0, which sets no limit': `
MaxKeepAliveRequests 0
`,
      },
    },
    {
      name: 'in a virtual host',
      config: `
<VirtualHost *:80>
  MaxKeepAliveRequests -1
# ^^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxKeepAliveRequests -1 counts as not set in a virtual host: the value of the main server holds
</VirtualHost>
`,
      fixed: {
        'Write 0, which sets no limit': `
<VirtualHost *:80>
  MaxKeepAliveRequests 0
</VirtualHost>
`,
      },
    },
    {
      name: 'no limit',
      config: `
MaxKeepAliveRequests 0
`,
    },
  ],
};
