import { say } from '../text/message.ts';
import { removeLines, wholeDirective } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'listen-twice',
  title: 'Two Listen lines have the same address and port',
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
  },
});

export const page: RulePage = {
  docs: {
    what: `
A second \`Listen\` with the same address and port is refused, whatever its protocol (\`listen.c, ap_set_listener\`, since
2.4.28). \`80\`, \`*:80\` and \`080\` are the same; \`80\` and \`0.0.0.0:80\` are not, and fail only when the second is bound:
AH00072, \`Address already in use\`.`,
    why: `
httpd does not start. It happens when a file is included twice, or when \`Listen 443\` stands in \`ports.conf\` and again in the
file of a site.`,
    repair: `
Keep one of the lines. Many virtual hosts may share one \`Listen\`.`,
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
      name: 'an address each',
      config: `
Listen 127.0.0.1:8080
Listen 192.0.2.1:8080
`,
    },
  ],
};
