import { placeIn } from '../resolve/places.ts';
import { say } from '../text/message.ts';
import { pastedIn } from '../text/pasted.ts';
import { wholeLine } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { noTag, replaceTag, tagWithout } from './meant-lines.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

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
      const right = node.read.name.text === '' || pastedIn(node.logical.text).length > 0 ? tagWithout(node) : undefined;
      const fix: Fix = right ? replaceTag(node, right) : { title: say('Write the >'), edits: [edit], safe: false };
      yield {
        at: wholeLine(node),
        message: right ? noTag(node) : say('The tag has no > at its end: httpd does not start'),
        ...codeOf(problem),
        fixes: isPlain(node) ? [fix] : [],
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
      name: 'HTML instead of a bracket',
      config: `
<IfModule core.c&gt;
#^^^^^^^^^^^^^^^^^^^ 💡 error: httpd takes &gt; as part of the tag, which has no end then, and does not start
MaxConnectionsPerChild 1000
</IfModule>
`,
      fixed: {
        'Replace with <IfModule core.c>': `
<IfModule core.c>
MaxConnectionsPerChild 1000
</IfModule>
`,
      },
    },
    {
      name: 'a space in front of the name',
      config: `
<VirtualHost *:80>
</ VirtualHost>
#^^^^^^^^^^^^^^ 💡 error: </ VirtualHost> has a space in it: httpd does not take it as an end tag and does not start
`,
      fixed: {
        'Replace with </VirtualHost>': `
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
