import { placeIn } from '../resolve/places.ts';
import type { Offence, Problem } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { removeLines, wholeLine } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { codeOf, saidOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

/** What no other rule is about. */
const offences: ReadonlySet<Offence> = new Set<Offence>([
  'condition',
  'message',
  'module',
  'macro',
  'folder',
  'line too long',
]);

export default textRule({
  id: 'refused-by-httpd',
  title: 'httpd does not start with this line',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    for (const problem of resolution.problems) {
      if (!offences.has(problem.offence) || problem.pass === 'prepare') continue;
      yield {
        at: wholeLine(problem.node),
        message: say('httpd does not start: {text}', { text: saidOf(problem) }),
        ...codeOf(problem),
        fixes: isPlain(problem.node) ? [...fixesOf(problem)] : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd stops at the first line that it cannot take. What is not told by a rule of its own is told here in httpd's words: a
condition that it cannot read, a module that it cannot load, a macro with the wrong number of
parameters, a line that is too long, the \`Error\` directive.`,
    why: `
A server that is not running does not start, and one that is running ends when it is restarted, gracefully or not: the
parent process reads the file again and exits. \`httpd -t\` shows only the first such line; here all of them are shown
that are certain without knowing what else httpd reads.`,
    repair: `
Correct the line as the message says.`,
  },
  examples: [
    {
      name: 'an operator that touches the version',
      config: `
<IfVersion >=2.4>
#^^^^^^^^^^^^^^^^ 💡 error: httpd does not start: Version appears to be invalid. It must have the format major[.minor[.patch]] where major, minor and patch are numbers.
</IfVersion>
`,
      fixed: {
        'Write a blank behind >=': `
<IfVersion >= 2.4>
</IfVersion>
`,
      },
    },
    {
      name: 'a module that is linked in',
      config: `
LoadModule so_module modules/mod_so.so
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: httpd does not start: module so_module is built-in and can't be loaded
`,
      fixed: {
        'Remove the line': '',
      },
    },
    {
      name: 'a configuration that refuses itself',
      config: `
<IfModule core.c>
    Error "Not for production"
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: httpd does not start: Not for production
</IfModule>
`,
    },
    {
      name: 'a condition that can be read',
      config: `
<IfVersion >= 2.4>
</IfVersion>
`,
    },
  ],
};

function* fixesOf({ offence, node, text }: Problem): Generator<Fix> {
  const [word] = node.written.words;
  if (offence === 'module' && text.endsWith("is built-in and can't be loaded")) {
    yield { title: say('Remove the line'), edits: [removeLines(node)], safe: false };
  }
  const operator = offence === 'condition' ? /^!?[<>=]=?(?=\d)/.exec(word?.text ?? '')?.[0] : undefined;
  if (operator && word) {
    const at = word.start + operator.length;
    const edits = [{ at: placeIn(node, at, at), text: ' ' }];
    yield { title: say('Write a blank behind {operator}', { operator }), edits, safe: false };
  }
}
