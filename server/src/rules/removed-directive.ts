import { removedNamed } from '../catalogue/lookup.ts';
import type { RemovedDirective } from '../catalogue/removed.ts';
import type { Node, Resolution } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { removeLines, rename, wholeDirective, wholeLine } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';
import { unknownFor } from './unknown-commands.ts';

export default textRule({
  id: 'removed-directive',
  title: 'The directive is one of an older httpd',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: ['Mutex', 'Listen', 'AcceptFilter'],
  *check({ resolution }) {
    const refused = [...unknownFor(resolution, 'removed'), ...refusalsOf(resolution, 'removed')];
    for (const problem of refused) {
      const { node } = problem;
      const removed = removedNamed(node.read.key)!;
      const values = {
        name: removed.name,
        version: removed.removedIn ?? '',
        replacement: removed.replacement ?? '',
      };
      yield {
        at: wholeDirective(node),
        message: removed.replacement
          ? say('{name} was removed in httpd {version}, {replacement} took its place: httpd does not start', values)
          : say('{name} was removed in httpd {version}: httpd does not start', values),
        ...codeOf(problem),
        fixes: isPlain(node) ? [...fixesOf(node, removed, resolution)] : [],
      };
    }
    for (const occurrence of resolution.obsolete) {
      yield {
        at: wholeDirective(occurrence),
        severity: 'warning',
        message: say('{name} has had no effect since httpd {version}', {
          name: occurrence.read.name.text,
          version: '2.3.11',
        }),
        httpd: 'AH00548',
        fixes: [{ title: say('Remove the line'), edits: [removeLines(occurrence)], safe: 'directive without effect' }],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`AcceptMutex\`, \`LockFile\`, \`RewriteLock\` and \`SSLMutex\` became \`Mutex\` in 2.3.4. \`Port\`, \`BindAddress\` and \`ServerType\`
are those of 1.3. \`NameVirtualHost\` is still read and does nothing: since 2.3.11 virtual hosts with equal addresses need no
announcement.`,
    why: `
With all but \`NameVirtualHost\` httpd 2.4 does not start. Configurations that were carried over from 2.2 have them, often in
a file that nobody looks at.`,
    repair: `
Take the line away: the default mutex is right for nearly every server. If another one is wanted, write \`Mutex\`; under event
there is no accept mutex.`,
  },
  examples: [
    {
      name: 'the mutex of 2.2',
      mpms: ['worker', 'prefork'],
      config: `
AcceptMutex sysvsem
#^^^^^^^^^^^^^^^^^^ 💡 error: AcceptMutex was removed in httpd 2.3.4, Mutex took its place: httpd does not start
`,
      fixed: {
        'Write Mutex sysvsem mpm-accept': `
Mutex sysvsem mpm-accept
`,
        'Remove the line': '',
      },
    },
    {
      name: 'its file',
      config: `
LockFile logs/accept.lock
#^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: LockFile was removed in httpd 2.3.4, Mutex took its place: httpd does not start
`,
      fixed: {
        'Remove the line': '',
      },
    },
    {
      name: 'a port of 1.3',
      config: `
Port 8080
#^^^^^^^^ 💡 error: Port was removed in httpd 2.0, Listen took its place: httpd does not start
`,
      fixed: {
        'Write Listen': `
Listen 8080
`,
      },
    },
    {
      name: 'an announcement that nobody needs',
      config: `
NameVirtualHost *:80
#^^^^^^^^^^^^^^^^^^^ 💡 warning: NameVirtualHost has had no effect since httpd 2.3.11
`,
      fixed: {
        'Remove the line': '',
      },
    },
    {
      name: 'as httpd 2.4 has it',
      config: `
Mutex default default
Listen 8080
`,
    },
  ],
};

const acceptMutexes = /^(default|flock|fcntl|sysvsem|posixsem|pthread)$/i;

function* fixesOf(node: Node, { name, replacement }: RemovedDirective, { mpms }: Resolution): Generator<Fix> {
  const [word] = node.written.words;
  const line = wholeLine(node);
  if (name === 'Port') {
    yield { title: say('Write {name}', { name: 'Listen' }), edits: [rename(node, 'Listen')], safe: false };
    return;
  }
  if (name === 'BindAddress') return;
  const hasAcceptMutex = mpms.length === 1 && (mpms[0]!.mpm === 'worker' || mpms[0]!.mpm === 'prefork');
  if (name === 'AcceptMutex' && hasAcceptMutex && word && acceptMutexes.test(word.text)) {
    const text = `Mutex ${word.text} mpm-accept`;
    yield { title: say('Write {name}', { name: text }), edits: [{ at: line, text }], safe: false };
  }
  if (name === 'Win32DisableAcceptEx' && replacement) {
    yield { title: say('Write {name}', { name: replacement }), edits: [{ at: line, text: replacement }], safe: false };
    return;
  }
  yield { title: say('Remove the line'), edits: [removeLines(node)], safe: false };
}
