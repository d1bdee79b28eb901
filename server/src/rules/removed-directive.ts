import { removedNamed } from '../catalogue/lookup.ts';
import type { RemovedDirective } from '../catalogue/removed.ts';
import type { Problem } from '../resolve/resolution.ts';
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
        fixes: isPlain(node) ? [...fixesOf(problem, removed)] : [],
      };
    }
    for (const occurrence of resolution.obsolete) {
      const { name, ignoredSince = '' } = removedNamed(occurrence.read.key)!;
      const isNameVirtualHost = name === 'NameVirtualHost';
      yield {
        at: wholeDirective(occurrence),
        severity: 'warning',
        message: say('{name} has had no effect since httpd {version}', {
          name: occurrence.read.name.text,
          version: ignoredSince,
        }),
        httpd: isNameVirtualHost ? 'AH00548' : 'AH00117',
        fixes: [
          {
            title: say('Remove the line'),
            edits: [removeLines(occurrence)],
            // Whoever wrote DefaultType meant a type that no file has now.
            safe: isNameVirtualHost && 'directive without effect',
          },
        ],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`AcceptMutex\`, \`LockFile\`, \`RewriteLock\`, \`SSLMutex\`, \`SSLStaplingMutex\` and \`WatchdogMutexPath\` became \`Mutex\` in 2.3.4.
\`Port\`, \`BindAddress\` and \`ServerType\` are those of 1.3. Two are still read and do nothing: \`NameVirtualHost\`, since
2.3.11, because virtual hosts with equal addresses need no announcement, and \`DefaultType\` with another value than \`none\`:
httpd sends no type for a file of which it knows none.`,
    why: `
With all but these two httpd 2.4 does not start. Configurations that were carried over from 2.2 have them, often in
a file that nobody looks at.`,
    repair: `
Remove the line: the default mutex is right for nearly every server. If another one is wanted, write \`Mutex\` with the
folder of the lock file, which must exist, and the name of the mutex; under event there is no accept mutex. In place of
\`DefaultType\`, use \`AddType\` or, for a folder, \`ForceType\`.`,
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
      name: 'the mutex of mod_ssl',
      mpms: ['event', 'worker', 'prefork'],
      config: `
LoadModule socache_shmcb_module modules/mod_socache_shmcb.so
LoadModule ssl_module modules/mod_ssl.so
SSLMutex file:run/ssl_mutex
#^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: SSLMutex was removed in httpd 2.3.4, Mutex took its place: httpd does not start
#- run/kept.conf
`,
      fixed: {
        'Write Mutex file:run ssl-cache': `
LoadModule socache_shmcb_module modules/mod_socache_shmcb.so
LoadModule ssl_module modules/mod_ssl.so
Mutex file:run ssl-cache
#- run/kept.conf
`,
        'Remove the line': `
LoadModule socache_shmcb_module modules/mod_socache_shmcb.so
LoadModule ssl_module modules/mod_ssl.so
#- run/kept.conf
`,
      },
    },
    {
      name: 'a lock in a folder that is not there',
      config: `
LoadModule rewrite_module modules/mod_rewrite.so
RewriteLock locks/rewrite.lock
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: RewriteLock was removed in httpd 2.3.4, Mutex took its place: httpd does not start
`,
      fixed: {
        'Write Mutex default rewrite-map': `
LoadModule rewrite_module modules/mod_rewrite.so
Mutex default rewrite-map
`,
        'Remove the line': `
LoadModule rewrite_module modules/mod_rewrite.so
`,
      },
    },
    {
      name: 'a type for all other files',
      config: `
DefaultType text/plain
#^^^^^^^^^^^^^^^^^^^^^ 💡 warning: DefaultType has had no effect since httpd 2.3
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
DefaultType none
Listen 8080
`,
    },
  ],
};

function* fixesOf({ node, instead }: Problem, { name, replacement }: RemovedDirective): Generator<Fix> {
  const line = wholeLine(node);
  if (name === 'Port') {
    yield { title: say('Write {name}', { name: 'Listen' }), edits: [rename(node, 'Listen')], safe: false };
    return;
  }
  if (name === 'BindAddress') return;
  if (instead !== undefined) {
    yield { title: say('Write {name}', { name: instead }), edits: [{ at: line, text: instead }], safe: false };
  }
  if (name === 'Win32DisableAcceptEx' && replacement) {
    yield { title: say('Write {name}', { name: replacement }), edits: [{ at: line, text: replacement }], safe: false };
    return;
  }
  yield { title: say('Remove the line'), edits: [removeLines(node)], safe: false };
}
