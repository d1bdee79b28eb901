import { placeIn } from '../resolve/places.ts';
import type { Node } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { commentBehind } from './comment-behind.ts';
import { insertLineBefore } from './line-edits.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'trailing-comment',
  title: 'A comment stands behind a value',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    for (const problem of refusalsOf(resolution, 'wrong arguments')) {
      const { node } = problem;
      const index = commentBehind(node);
      if (index === undefined) continue;
      const { start } = node.written.words[index]!;
      yield {
        at: placeIn(node, start, node.written.rest.end),
        message: say('httpd has no comments behind a directive: it takes # for a word of {name} and does not start', {
          name: node.written.name.text,
        }),
        ...codeOf(problem),
        fixes: node.logical.count === 1 ? [moveComment(node, index)] : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
In httpd's files a comment is a line of its own that begins with \`#\`. Behind a directive \`#\` is one more word, and so is
each word that follows it (\`ap_getword_conf\` knows no comments).`,
    why: `
A directive that takes one word refuses two, and httpd does not start. The message tells the usage of the directive and
says nothing of the comment, so that people look for the mistake in the number.`,
    repair: `
Move the comment to a line of its own, above the directive.`,
  },
  examples: [
    {
      name: 'a reason beside the number',
      mpms: ['event', 'worker', 'prefork'],
      config: `
MaxRequestWorkers 150   # 150 * 60 MB
#                       ^^^^^^^^^^^^^ 💡 error: httpd has no comments behind a directive: it takes # for a word of MaxRequestWorkers and does not start
`,
      fixed: {
        'Move the comment to a line of its own': `
# 150 * 60 MB
MaxRequestWorkers 150
`,
      },
    },
    {
      name: 'in a block',
      config: `
<IfModule core.c>
    MaxConnectionsPerChild 1000 #leaks
#                               ^^^^^^ 💡 error: httpd has no comments behind a directive: it takes # for a word of MaxConnectionsPerChild and does not start
</IfModule>
`,
      fixed: {
        'Move the comment to a line of its own': `
<IfModule core.c>
    #leaks
    MaxConnectionsPerChild 1000
</IfModule>
`,
      },
    },
    {
      name: 'a comment of its own',
      config: `
# leaks
MaxConnectionsPerChild 1000
`,
    },
  ],
};

function moveComment(node: Node, index: number): Fix {
  const { written, logical } = node;
  const end = written.rest.end;
  const comment = logical.text.slice(written.words[index]!.start, end);
  return {
    title: say('Move the comment to a line of its own'),
    edits: [insertLineBefore(node, comment), { at: placeIn(node, written.words[index - 1]!.end, end), text: '' }],
    safe: false,
  };
}
