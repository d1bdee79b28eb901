import { commandsNamed, directiveNamed } from '../catalogue/lookup.ts';
import type { Problem, Section } from '../resolve/resolution.ts';
import { type Message, say } from '../text/message.ts';
import { wholeDirective, wholeLine } from './edits.ts';
import { isPlain, moveBefore } from './line-edits.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'misplaced-directive',
  title: 'The directive may not stand in this section',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    for (const problem of refusalsOf(resolution, 'misplaced')) {
      const { node } = problem;
      const isSection = node.read.kind === 'open';
      yield {
        at: isSection ? wholeLine(node) : wholeDirective(node),
        message: messageOf(problem),
        ...codeOf(problem),
        fixes: isSection || !isPlain(node) ? [] : [...movedOut(problem)],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
The settings of the MPMs are those of the whole server: there is one pool of processes for all virtual hosts, and one limit.
httpd refuses them in \`<VirtualHost>\`, \`<Directory>\`, \`<Location>\` and their like. \`<IfModule>\` and other conditions do
not count: what they hold stands where they stand (\`ap_check_cmd_context\`, \`invoke_cmd\`).`,
    why: `
httpd does not start. Nor is there another way to give one site its own \`MaxRequestWorkers\`: a limit of one site needs
another module, such as mod_ratelimit for its bandwidth, or a httpd of its own.`,
    repair: `
Move the line in front of the section. It then holds for the whole server, and if a line further down sets the same, that
one wins.`,
  },
  examples: [
    {
      name: 'workers for one site',
      mpms: ['event', 'worker', 'prefork'],
      config: `
<VirtualHost *:80>
    ServerName shop.example.org
    MaxRequestWorkers 100
#   ^^^^^^^^^^^^^^^^^^^^^ 💡 error: MaxRequestWorkers may not stand in <VirtualHost>: httpd does not start
</VirtualHost>
`,
      fixed: {
        'Move it in front of <VirtualHost>, for the whole server': `
MaxRequestWorkers 100
<VirtualHost *:80>
    ServerName shop.example.org
</VirtualHost>
`,
      },
    },
    {
      name: 'a timeout for one folder',
      config: `
<VirtualHost *:80>
    <Directory /srv/shop>
        KeepAliveTimeout 2
#       ^^^^^^^^^^^^^^^^^^ 💡 error: KeepAliveTimeout may not stand in <Directory>: httpd does not start
    </Directory>
</VirtualHost>
`,
      fixed: {
        'Move it in front of <Directory>, for the whole virtual host': `
<VirtualHost *:80>
    KeepAliveTimeout 2
    <Directory /srv/shop>
    </Directory>
</VirtualHost>
`,
      },
    },
    {
      name: 'a rule for folders in none',
      config: `
AllowOverride None
#^^^^^^^^^^^^^^^^^ error: AllowOverride may only stand in <Directory> or a section like it: httpd does not start
`,
    },
    {
      name: 'in a condition',
      config: `
<IfModule core.c>
    MaxConnectionsPerChild 1000
</IfModule>
`,
    },
  ],
};

function messageOf({ node, within }: Problem): Message {
  const { kind, name: written } = node.read;
  const name = kind === 'open' ? `<${written.text}>` : written.text;
  if (within) {
    return say('{name} may not stand in <{section}>: httpd does not start', { name, section: within });
  }
  // mod_rewrite and core refuse some directives outside of the one section that they are for.
  return node.read.key === 'serveralias'
    ? say('{name} may only stand in <VirtualHost>: httpd does not start', { name })
    : say('{name} may only stand in <Directory> or a section like it: httpd does not start', { name });
}

/** In front of the outermost section that forbids it, where no condition in that section decides over the line. */
function* movedOut({ node, section, condition }: Problem): Generator<Fix> {
  const outermost = outermostForbidding(node.read.key, section);
  if (!outermost || outermost.document !== node.document || condition?.section) return;
  const values = { section: outermost.read.name.text };
  const title = outermost.parent
    ? say('Move it in front of <{section}>, for the whole virtual host', values)
    : say('Move it in front of <{section}>, for the whole server', values);
  yield { title, edits: moveBefore(node, outermost), safe: false };
}

function outermostForbidding(key: string, innermost: Section | undefined): Section | undefined {
  const fact = directiveNamed(key)?.fact;
  const [command] = commandsNamed(key);
  if (command && !fact && command.placement.where !== 'outside') return undefined;
  const inVirtualHost = fact ? fact.contexts.includes('virtual host') : !command?.never.includes('VirtualHost');
  let outermost: Section | undefined;
  for (let section = innermost; section; section = section.parent) {
    if (!inVirtualHost || section.inDirectory) outermost = section;
  }
  return outermost;
}
