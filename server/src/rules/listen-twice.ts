import type { Node } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { removeLines, wholeDirective } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'listen-twice',
  title: 'Two Listen lines want the same address and port',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: ['Listen'],
  *check({ resolution }) {
    for (const problem of refusalsOf(resolution, 'duplicate')) {
      const { node, earlier } = problem;
      yield {
        at: wholeDirective(node),
        message: say('{address} is listened to already: httpd does not start', {
          address: node.read.words[0]?.text ?? '',
        }),
        ...codeOf(problem),
        related: earlier ? [{ at: wholeDirective(earlier), message: say('It is listened to here first') }] : [],
        fixes: isPlain(node) ? [{ title: say('Remove the line'), edits: [removeLines(node)], safe: false }] : [],
      };
    }
    for (const { node, earlier, ends } of resolution.collisions) {
      const values = { address: node.read.words[0]?.text ?? '', earlier: earlier.read.words[0]?.text ?? '' };
      yield {
        at: wholeDirective(node),
        message: ends
          ? say('Listen {address} cannot be bound beside Listen {earlier}: httpd does not start', values)
          : say(
              'Listen {address} cannot be bound to [::] beside Listen {earlier}: httpd listens on 0.0.0.0 instead',
              values,
            ),
        ...(ends ? {} : { severity: 'warning' as const }),
        httpd: 'AH00072',
        related: [{ at: wholeDirective(earlier), message: say('It is listened to here first') }],
        fixes: [...fixesOf(node, earlier)],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
A second \`Listen\` with the same address and port is refused, whatever its protocol (\`listen.c, ap_set_listener\`, since
2.4.28). \`80\`, \`*:80\` and \`080\` are the same.

Other lines fail only when httpd starts and binds them, which \`httpd -t\` does not do: AH00072, \`Address already in use\`.
On Linux, a line for all addresses (\`80\`, \`0.0.0.0:80\`, \`[::]:80\`) includes each single one, and a socket for \`[::]\` accepts
IPv4, too. So \`80\` and \`127.0.0.1:80\` cannot both be bound, whatever their order. \`0.0.0.0:80\` below \`80\` is fine: httpd
leaves it out. With \`[::1]:80\` above \`80\`, httpd starts, logs AH00072 and listens on \`0.0.0.0\` instead of \`[::]\`. With
\`ListenCoresBucketsRatio\` all of them share the port, and this rule reports nothing, as it does for host names.`,
    why: `
httpd does not start. It happens when a file is included twice, or when \`Listen 443\` stands in \`ports.conf\` and again in the
file of a site.`,
    repair: `
Keep one of the lines. Many virtual hosts may share one \`Listen\`. If only some addresses are meant, list each of
them, and do not write the port alone.`,
  },
  examples: [
    {
      name: 'once for each site',
      config: `
Listen 8443
Listen *:8443 https
#^^^^^^^^^^^^^^^^^^ 💡 error: *:8443 is listened to already: httpd does not start
`,
      fixed: {
        'Remove the line': `
Listen 8443
`,
      },
    },
    {
      name: 'an address beside all of them',
      mpms: ['event', 'worker', 'prefork'],
      config: `
Listen 127.0.0.1:8443
<IfModule http_core.c>
    Listen 8443
#   ^^^^^^^^^^^ 💡 error: Listen 8443 cannot be bound beside Listen 127.0.0.1:8443: httpd does not start
</IfModule>
`,
      fixed: {
        'Remove Listen 127.0.0.1:8443': `
<IfModule http_core.c>
    Listen 8443
</IfModule>
`,
        'Remove the line': `
Listen 127.0.0.1:8443
<IfModule http_core.c>
</IfModule>
`,
      },
    },
    {
      name: 'an IPv6 address before all of them',
      mpms: ['event', 'worker', 'prefork'],
      config: `
Listen [::1]:8443
Listen 8443
#^^^^^^^^^^ 💡 warning: Listen 8443 cannot be bound to [::] beside Listen [::1]:8443: httpd listens on 0.0.0.0 instead
`,
      fixed: {
        'Remove Listen [::1]:8443': `
Listen 8443
`,
        'Remove the line': `
Listen [::1]:8443
`,
      },
    },
    {
      name: 'an address each',
      config: `
Listen 127.0.0.1:8080
Listen 192.0.2.1:8080
Listen [::1]:8080
`,
    },
  ],
};

/** Which of the two was meant nobody knows; the one for all addresses stays in most cases. */
function* fixesOf(node: Node, earlier: Node): Generator<Fix> {
  if (isPlain(earlier)) {
    const title = say('Remove Listen {address}', { address: earlier.read.words[0]?.text ?? '' });
    yield { title, edits: [removeLines(earlier)], safe: false };
  }
  if (isPlain(node)) yield { title: say('Remove the line'), edits: [removeLines(node)], safe: false };
}
