import type { Node, Unread } from '../resolve/resolution.ts';
import { type Message, say } from '../text/message.ts';
import { argument, isEditable, removeLines } from './edits.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';
import { unreadLines } from './unread-lines.ts';

export default textRule({
  id: 'include-not-read',
  title: 'An Include names what cannot be read',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: ['Include', 'IncludeOptional'],
  *check({ resolution }) {
    for (const { node, all } of unreadLines(resolution, ['unreadable', 'endless', 'too many'])) {
      const worst = all.find(isFatal);
      const fixes = [...fixesOf(node, all)];
      yield {
        at: argument(node),
        message: messageOf(all, worst),
        ...(!worst && { severity: 'information' as const }),
        ...(fixes.length > 0 && { fixes }),
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
The file or folder is there, and httpd cannot read it: a device or a socket (\`AH00554\`), links that lead in a circle, a
folder that cannot be listed; or files include each other, which httpd follows 128 levels deep and folders 128 levels deep
(AP_MAX_INCLUDE_DEPTH, AP_MAX_INCLUDE_DIR_DEPTH). \`IncludeOptional\` does not help: it passes over what is missing.

As information it is told where only we do not read it: the file does not lie where its server reads it, the user who runs
this analysis has no permission, which the one who starts httpd may have, the reading was cancelled, or there are more than
200,000 files. Whatever these files set is not looked at.`,
    why: `
httpd stops at the line, at a start and at a restart. Where only we stop, what is said of the other lines holds as far as
the files that were not read set nothing else.`,
    repair: `
Correct the link or the name, or take the line out of the circle. Let the analysis run as a user who may read the
configuration.`,
  },
  examples: [
    {
      name: 'a file that includes itself',
      config: `
StartServers 4
Include httpd.conf
#       ^^^^^^^^^^ 💡 error: Files include each other for ever: httpd stops at 128 levels and does not start
`,
      fixed: {
        'Remove the line': `
StartServers 4
`,
      },
    },
    {
      name: 'two files that include each other',
      config: `
Include conf.d/a.conf
#- conf.d/a.conf
Include conf.d/b.conf
#- conf.d/b.conf
Include conf.d/a.conf
#       ^^^^^^^^^^^^^ error: Files include each other for ever: httpd stops at 128 levels and does not start
`,
    },
    {
      name: 'a file that is read twice',
      config: `
Include conf.d/a.conf
Include conf.d/a.conf
#- conf.d/a.conf
KeepAlive On
`,
    },
  ],
};

/** Files that include each other do so wherever they lie. */
function isFatal({ reason, refusal }: Unread): boolean {
  return reason === 'endless' || refusal !== undefined;
}

function messageOf(all: readonly Unread[], worst: Unread | undefined): Message {
  const [first] = all;
  const { path, reason, why } = worst ?? first!;
  if (reason === 'endless') {
    return why.startsWith('Directory')
      ? say('The folders in {path} lead ever deeper: httpd stops at 128 levels and does not start', { path })
      : say('Files include each other for ever: httpd stops at 128 levels and does not start');
  }
  if (worst) return say('{path} cannot be read, {why}: httpd does not start', { path, why });
  if (all.length === 1) return say('{path} is not read, {why}: what it sets is not looked at', { path, why });
  const count = all.length - 1;
  return say('{path} and {count} more are not read, {why}: what they set is not looked at', { path, count, why });
}

/** A line that includes its own file is never wanted. */
function* fixesOf(node: Node, all: readonly Unread[]): Generator<Fix> {
  if (!isEditable(node) || !all.some(({ reason, path }) => reason === 'endless' && path === node.path)) return;
  yield { title: say('Remove the line'), edits: [removeLines(node)], safe: false };
}
