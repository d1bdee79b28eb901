import { placeIn } from '../resolve/places.ts';
import { say } from '../text/message.ts';
import { wholeLine } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'unfinished-tag',
  title: 'A tag has no >',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    for (const problem of refusalsOf(resolution, 'unfinished tag')) {
      const { node } = problem;
      const isEnd = node.read.kind === 'close';
      const end = node.logical.text.length;
      const edit = { at: placeIn(node, isEnd ? node.written.name.end : end, end), text: '>' };
      yield {
        at: wholeLine(node),
        message: say('The tag has no > at its end: httpd does not start'),
        ...codeOf(problem),
        fixes: isPlain(node) ? [{ title: say('Write the >'), edits: [edit], safe: false }] : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
The tag of a section ends with \`>\`. In an end tag the \`>\` must touch the name: \`</VirtualHost >\` is not one.`,
    why: `
httpd does not start: \`directive missing closing '>'\`.`,
    repair: `
Write the \`>\` at the end of the tag.`,
  },
  examples: [
    {
      name: 'a condition',
      config: `
<IfDefine SMALL
#^^^^^^^^^^^^^^ 💡 error: The tag has no > at its end: httpd does not start
MaxConnectionsPerChild 1000
</IfDefine>
`,
      fixed: {
        'Write the >': `
<IfDefine SMALL>
MaxConnectionsPerChild 1000
</IfDefine>
`,
      },
    },
    {
      name: 'a blank in an end tag',
      config: `
<VirtualHost *:80>
</VirtualHost >
#^^^^^^^^^^^^^^ 💡 error: The tag has no > at its end: httpd does not start
`,
      fixed: {
        'Write the >': `
<VirtualHost *:80>
</VirtualHost>
`,
      },
    },
    {
      name: 'whole tags',
      config: `
<VirtualHost *:80>
</VirtualHost>
`,
    },
  ],
};
