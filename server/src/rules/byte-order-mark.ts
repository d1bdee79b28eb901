import { say } from '../text/message.ts';
import { nameOf, rename } from './edits.ts';
import { codeOf } from './refusals.ts';
import { type RulePage, textRule } from './rule.ts';
import { unknownFor } from './unknown-commands.ts';

export default textRule({
  id: 'byte-order-mark',
  title: 'The file begins with a byte order mark',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    for (const problem of unknownFor(resolution, 'byte order mark')) {
      const { node } = problem;
      const name = node.written.name.text.slice(1);
      yield {
        at: nameOf(node),
        message: say(
          'The file begins with a byte order mark, which httpd takes for a part of the first name: it does not start',
        ),
        ...codeOf(problem),
        fixes: [
          {
            title: say('Remove the byte order mark'),
            edits: [rename(node, name)],
            // What httpd could not read counts when it can.
            safe: (name === '' || name.startsWith('#')) && 'byte order mark',
          },
        ],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Three bytes in front of the text, \`EF BB BF\`, say "UTF-8" to some programs and nothing to httpd on Unix: they become part
of the first word, and no directive has that name. Only on Windows httpd skips them (\`ap_pcfg_openfile\`).`,
    why: `
httpd does not start, and the message is hard to read: the name that it calls invalid looks right, with \`\\xef\\xbb\\xbf\`
before it. A comment in the first line does not help, for then its \`#\` is no longer the first character. Editors do not
show the mark; Notepad and PowerShell write it.`,
    repair: `
Remove the mark, or save the file as "UTF-8" and not as "UTF-8 with BOM". In front of a comment or a blank line that is a safe
fix; in front of a directive it makes a setting count that httpd could not read.`,
  },
  examples: [
    {
      name: 'a comment behind a mark',
      config: `
\ufeff# tuned for the shop
#^ 💡 error: The file begins with a byte order mark, which httpd takes for a part of the first name: it does not start
StartServers 3
`,
      fixed: {
        'Remove the byte order mark': `
# tuned for the shop
StartServers 3
`,
      },
    },
    {
      name: 'a setting behind a mark',
      mpms: ['event', 'worker', 'prefork'],
      config: `
\ufeffStartServers 3
#^^^^^^^^^^^^ 💡 error: The file begins with a byte order mark, which httpd takes for a part of the first name: it does not start
`,
      fixed: {
        'Remove the byte order mark': `
StartServers 3
`,
      },
    },
    {
      name: 'no mark',
      config: `
ServerTokens Prod
`,
    },
  ],
};
