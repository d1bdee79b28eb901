import { duration } from '../catalogue/numbers.ts';
import { say } from '../text/message.ts';
import { takeDefault } from './because.ts';
import { wholeDirective } from './edits.ts';
import { linesThatCount, plainNumber } from './lines-that-count.ts';
import { type RulePage, rule } from './rule.ts';

export default rule({
  id: 'keep-alive-timeout-zero',
  title: 'KeepAliveTimeout is 0',
  severity: 'information',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['KeepAliveTimeout', 'KeepAlive'],
  *check(evidence) {
    const { model } = evidence;
    const setting = model.settings.get('KeepAliveTimeout');
    if (!setting || isOff(model.settings.get('KeepAlive')?.effective)) return;
    for (const { line, word, inVirtualHost } of linesThatCount(evidence, 'KeepAliveTimeout')) {
      if (duration(word) !== 0n || plainNumber(word.replace(/\D+$/, '')) === undefined) continue;
      yield inVirtualHost
        ? {
            at: wholeDirective(line),
            severity: 'warning',
            message: say(
              'KeepAliveTimeout {word} counts as not set in a virtual host: the value of the main server holds',
              { word },
            ),
          }
        : {
            at: wholeDirective(line),
            message: say(
              'KeepAliveTimeout {word} is not “no limit”: httpd closes every connection after its first request, as KeepAlive Off does',
              { word },
            ),
            fixes: [...takeDefault(model, { setting })],
          };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
With \`KeepAliveTimeout 0\` httpd keeps no connection: it closes each one after its first request, as with \`KeepAlive Off\`
(\`http_protocol.c\`, ap_set_keepalive). In a virtual host it means that the directive is not set there, and the value of
the main server holds.`,
    why: `
Read as “no limit” it does the opposite of what is wanted. Written to switch kept connections off it works in the main
server and does nothing in a virtual host. There is no message either way.`,
    seen: `
Every response has the header \`Connection: close\`.`,
    repair: `
Write \`KeepAlive Off\` where connections are to be closed, or the seconds for which a connection is to be kept.`,
  },
  examples: [
    {
      name: 'no time at all',
      config: `
KeepAlive On
KeepAliveTimeout 0
#^^^^^^^^^^^^^^^^^ 💡 information: KeepAliveTimeout 0 is not “no limit”: httpd closes every connection after its first request, as KeepAlive Off does
`,
      fixed: {
        'Remove this line: the default is 5': `
KeepAlive On
`,
      },
    },
    {
      name: 'in a virtual host',
      config: `
<VirtualHost *:80>
  KeepAliveTimeout 0
# ^^^^^^^^^^^^^^^^^^ warning: KeepAliveTimeout 0 counts as not set in a virtual host: the value of the main server holds
</VirtualHost>
`,
    },
    {
      name: 'no kept connections, as it is meant',
      config: `
KeepAlive Off
`,
    },
  ],
};

function isOff(keepAlive: unknown): boolean {
  return typeof keepAlive === 'string' && keepAlive.toLowerCase() === 'off';
}
