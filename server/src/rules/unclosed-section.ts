import type { Node, Problem } from '../resolve/resolution.ts';
import { fold } from '../text/letter-case.ts';
import { type Message, say } from '../text/message.ts';
import { wholeLine } from './edits.ts';
import { insertEndTag } from './end-tags.ts';
import { misnamedIn } from './meant-lines.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'unclosed-section',
  title: 'A section is not closed',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    const isMisnamed = misnamedIn(resolution);
    for (const problem of refusalsOf(resolution, 'unclosed section')) {
      const open = unclosedSections(problem);
      const sections = open.filter((section) => !isMisnamed(section));
      if (open.length > sections.length && sections.length === 0) continue;
      const message = sections.length > 0 ? undefined : passedOver(problem);
      for (const [index, node] of (message ? [problem.node] : sections).entries()) {
        yield {
          at: wholeLine(node),
          message: message ?? notClosed(node),
          ...codeOf(problem),
          // The innermost first: closed before it, an outer one would still hold an open one.
          fixes: index === 0 ? [...closing(problem, node)] : [],
        };
      }
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Each section must be closed in the file in which it is opened: httpd reads a file that is included with a memory of its own
for open sections (\`ap_process_resource_config\`). A condition that holds may stay open, and the end of the file closes it; a
condition that does not hold may not (\`ap_soak_end_container\`).`,
    why: `
httpd does not start. A forgotten \`</IfModule>\` is worse: as long as the module is loaded nobody notices, and when the MPM is
changed the server does not start.`,
    repair: `
Write the end tag where the section should end.`,
  },
  examples: [
    {
      name: 'a virtual host without its end',
      config: `
<VirtualHost *:80>
#^^^^^^^^^^^^^^^^^ 💡 error: <VirtualHost> is not closed: httpd does not start
    ServerName shop.example.org

ServerTokens Prod
`,
      fixed: {
        'Write </VirtualHost>': `
<VirtualHost *:80>
    ServerName shop.example.org
</VirtualHost>

ServerTokens Prod
`,
      },
    },
    {
      name: 'the block of another MPM without its end',
      mpms: ['event', 'worker'],
      config: `
<IfModule mpm_prefork_module>
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: <IfModule> does not apply here and is passed over to its end, but has none: httpd does not start
MaxSpareServers 10
MaxConnectionsPerChild 1000
`,
      fixed: {
        'Write </IfModule>': `
<IfModule mpm_prefork_module>
MaxSpareServers 10
MaxConnectionsPerChild 1000
</IfModule>
`,
      },
    },
    {
      name: 'closed sections',
      config: `
<VirtualHost *:80>
    <IfModule mpm_prefork_module>
    </IfModule>
</VirtualHost>
`,
    },
  ],
};

/** Nobody reads more. */
const most = 20;

/** The sections that are open at the end of the file, the innermost first; none where httpd was passing over one. */
function unclosedSections({ node, section }: Problem): readonly Node[] {
  const open: Node[] = [];
  let each = section;
  while (each && !isSame(each, node)) {
    if (open.length < most) open.push(each);
    each = each.parent;
  }
  return each ? [...open, each] : [];
}

function isSame(a: Node, b: Node): boolean {
  return a.document === b.document && a.first === b.first;
}

function notClosed({ read }: Node): Message {
  return say('<{name}> is not closed: httpd does not start', { name: read.name.text });
}

function passedOver({ node, expected = '' }: Problem): Message {
  const name = node.read.name.text;
  if (node.read.key === '<macro') return notClosed(node);
  return fold(expected) === fold(name)
    ? say('<{name}> does not apply here and is passed over to its end, but has none: httpd does not start', { name })
    : say('<{name}> is passed over to its end, but </{expected}> is missing in it: httpd does not start', {
        name,
        expected,
      });
}

function* closing({ expected = '' }: Problem, node: Node): Generator<Fix> {
  if (fold(expected) !== fold(node.read.name.text)) return;
  const name = node.written.name.text;
  yield { title: say('Write </{name}>', { name }), edits: [insertEndTag(node, name)], safe: false };
}
