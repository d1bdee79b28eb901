import { testOf } from '../catalogue/containers.ts';
import { directiveNamed } from '../catalogue/lookup.ts';
import { placeIn } from '../resolve/places.ts';
import type { Node, Resolution } from '../resolve/resolution.ts';
import { isUnknown } from '../resolve/template.ts';
import { say } from '../text/message.ts';
import type { Edit } from '../text/place.ts';
import { wholeDirective } from './edits.ts';
import { insertLineBefore, isPlain } from './line-edits.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'extra-words-ignored',
  title: 'httpd looks at the first word alone',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  directives: ['KeepAlive'],
  *check({ resolution }) {
    for (const { node, name } of nodesOfOneWord(resolution)) {
      const [first, ...more] = node.read.words;
      if (!first || more.length === 0 || isUnknown(node.read.rest.text)) continue;
      const { written, logical } = node;
      const [kept, ...ignored] = written.words;
      const start = ignored[0]?.start;
      const end = ignored.at(-1)?.end;
      const shown = kept && start !== undefined && end !== undefined;
      const words = shown ? logical.text.slice(start, end) : more.map(({ text }) => text).join(' ');
      // In a line of its own a backslash at the end, which is none here, would take the next line with it.
      const isComment = words.startsWith('#') && !words.endsWith('\\');
      yield {
        at: shown ? placeIn(node, start, end) : wholeDirective(node),
        ...(words.startsWith('#') && { severity: 'information' as const }),
        message: say('{name} takes one word: httpd ignores {words}', { name, words }),
        fixes: shown && isPlain(node) ? [isComment ? moved(node, words) : removed(node)] : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Most directives refuse a word too many. Those that take On or Off do not (\`config.c\`, invoke_cmd, FLAG), nor do the
sections that are decided while the file is read: \`<IfModule>\`, \`<IfDefine>\`, \`<IfFile>\`, \`<IfDirective>\` and
\`<IfSection>\`. They take the first word and ignore the rest.`,
    why: `
\`<IfModule mpm_event_module mpm_worker_module>\` is no “or”: it asks for event alone. A comment behind a value, which httpd
does not know and which stops it in every other line, is taken here by luck.`,
    repair: `
Remove the words. Two sections, one for each module, say “or”; two sections one inside the other say “and”. A comment
needs a line of its own: the safe fix moves it above the directive, where an ignore comment counts too.`,
  },
  examples: [
    {
      name: 'no “or” for modules',
      config: `
<IfModule mpm_event_module mpm_worker_module>
#                          ^^^^^^^^^^^^^^^^^ 💡 warning: <IfModule> takes one word: httpd ignores mpm_worker_module
  KeepAliveTimeout 5
</IfModule>
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Remove what httpd ignores': `
<IfModule mpm_event_module>
  KeepAliveTimeout 5
</IfModule>
`,
      },
    },
    {
      name: 'a comment that is none',
      config: `
KeepAlive On # for the time being
#            ^^^^^^^^^^^^^^^^^^^^ 💡 information: KeepAlive takes one word: httpd ignores # for the time being
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Move the comment to a line of its own': `
# for the time being
KeepAlive On
`,
      },
    },
    {
      name: 'a comment that was to ignore a rule',
      config: `
KeepAlive Off # apache-mpm-ignore keep-alive-off-under-event: the proxy has it
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 information: KeepAlive takes one word: httpd ignores # apache-mpm-ignore keep-alive-off-under-event: the proxy has it
`,
      mpms: ['event'],
      fixed: {
        'Move the comment to a line of its own': `
# apache-mpm-ignore keep-alive-off-under-event: the proxy has it
KeepAlive Off
`,
      },
    },
    {
      name: 'a comment on a line of its own',
      config: `
# for the time being
KeepAlive On
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],
};

function removed(node: Node): Fix {
  return { title: say('Remove what httpd ignores'), edits: [withoutIgnored(node)], safe: false };
}

function moved(node: Node, comment: string): Fix {
  // Who asks to leave the words where they are is left alone.
  const isAsked = comment.includes('apache-mpm-ignore') && comment.includes('extra-words-ignored');
  return {
    title: say('Move the comment to a line of its own'),
    edits: [insertLineBefore(node, comment), withoutIgnored(node)],
    safe: node.logical.count === 1 && !isAsked && 'comment above',
  };
}

function withoutIgnored(node: Node): Edit {
  const { words } = node.written;
  return { at: placeIn(node, words[0]!.end, words.at(-1)!.end), text: '' };
}

/** What takes one word and does not mind more. */
function* nodesOfOneWord({ occurrences, conditions }: Resolution): Generator<{ node: Node; name: string }> {
  for (const node of occurrences) {
    const fact = directiveNamed(node.read.key)?.fact;
    if (fact?.arity === 'flag' && node.certain) yield { node, name: fact.name };
  }
  for (const node of conditions) {
    if (testOf(node.read.name.text) !== 'version') yield { node, name: `<${node.read.name.text}>` };
  }
}
