import type { DirectiveFact } from '../catalogue/fact.ts';
import { defaultOf, directiveNamed } from '../catalogue/lookup.ts';
import type { Node, Problem, Resolution } from '../resolve/resolution.ts';
import { refusedValue } from '../resolve/values.ts';
import { fold } from '../text/letter-case.ts';
import { likelyName } from '../text/likely-name.ts';
import { say } from '../text/message.ts';
import { argument, isEditable, replaceWord } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { meantBy } from './misread-numbers.ts';
import { withoutName } from './mutex-names.ts';
import { codeOf, refusalsOf, saidOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'value-refused-by-httpd',
  title: 'httpd refuses the value',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [
    'AsyncRequestWorkerFactor',
    'ListenBacklog',
    'ListenCoresBucketsRatio',
    'ListenTCPDeferAccept',
    'SendBufferSize',
    'ReceiveBufferSize',
    'MaxMemFree',
    'ThreadStackSize',
    'KeepAliveTimeout',
    'Listen',
    'Mutex',
    'CoreDumpDirectory',
  ],
  *check({ resolution }) {
    for (const problem of refusalsOf(resolution, 'value')) {
      const { node, word = 0 } = problem;
      const value = node.read.words[word]?.text ?? '';
      // mutex-mpm-accept-under-event tells more.
      if (node.read.key === 'mutex' && value === 'mpm-accept' && resolution.mpms[0]?.mpm === 'event') continue;
      yield {
        at: argument(node, word),
        message: say('{name} {value} is refused: httpd does not start and says "{said}"', {
          name: node.read.name.text,
          value,
          said: saidOf(problem),
        }),
        ...codeOf(problem),
        fixes: [...fixesOf(problem, resolution)],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Most numbers of the MPMs are corrected when they are wrong. A few are refused, and then httpd does not start:
\`ListenBacklog\`, \`ListenCoresBucketsRatio\` and \`ListenTCPDeferAccept\` below 1 (\`listen.c\`), buffer sizes below 512 other
than 0, an \`AsyncRequestWorkerFactor\` that is not above 0 (\`event.c, set_worker_factor\`), a \`MaxMemFree\` or
\`ThreadStackSize\` below 0 (\`mpm_common.c\`), a \`KeepAliveTimeout\` in a unit that httpd does not know, a \`Listen\` without a
port.

\`Mutex\` takes the mechanisms that httpd lists, a folder that exists, and names that a loaded module has registered
(\`util_mutex.c, ap_set_mutex\`); \`CoreDumpDirectory\` takes a folder that exists. Whether a folder exists is only checked
where the configuration lies on the server itself. Of the core, \`Options\`, \`LogLevel\`, \`AllowOverride\`,
\`LimitInternalRecursion\` and directives that take one of some keywords are checked, too, \`EnableSendfile\` for example.`,
    why: `
Often 0 was meant to switch something off. \`ListenCoresBucketsRatio 0\` is the default and cannot be written down;
\`ListenBacklog 0\` would be a queue of no places.`,
    repair: `
Write the least that httpd takes, or the default. Times take \`s\`, \`ms\`, \`mi\` (minutes) and \`h\` behind the number, and \`m\`
alone is none of them. After \`Mutex\`, name the folder, not the lock file: \`Mutex file:/run/apache2 rewrite-map\`.`,
  },
  examples: [
    {
      name: 'a queue of no places',
      config: `
ListenBacklog 0
#             ^ 💡 error: ListenBacklog 0 is refused: httpd does not start and says "ListenBacklog must be > 0"
`,
      fixed: {
        'Write 1, the least that httpd takes': `
ListenBacklog 1
`,
        'Write 511, the default': `
ListenBacklog 511
`,
      },
    },
    {
      name: 'a factor of nothing',
      mpms: ['event'],
      config: `
AsyncRequestWorkerFactor 0
#                        ^ 💡 error: AsyncRequestWorkerFactor 0 is refused: httpd does not start and says "AsyncRequestWorkerFactor argument must be a positive number"
`,
      fixed: {
        'Write 2, the default': `
AsyncRequestWorkerFactor 2
`,
      },
    },
    {
      name: 'a buffer in kilobytes',
      config: `
SendBufferSize 64
#              ^^ 💡 error: SendBufferSize 64 is refused: httpd does not start and says "SendBufferSize must be >= 512 bytes, or 0 for system default."
`,
      fixed: {
        'Write 512, the least that httpd takes': `
SendBufferSize 512
`,
        'Write 0, the default': `
SendBufferSize 0
`,
      },
    },
    {
      name: 'minutes',
      config: `
KeepAliveTimeout 5m
#                ^^ 💡 error: KeepAliveTimeout 5m is refused: httpd does not start and says "KeepAliveTimeout has wrong format"
`,
      fixed: {
        'Write 300': `
KeepAliveTimeout 300
`,
        'Write 5, the default': `
KeepAliveTimeout 5
`,
      },
    },
    {
      name: 'the wide digits of a Chinese keyboard',
      config: `
ListenBacklog ５１１
#             ^^^ 💡 error: ListenBacklog ５１１ is refused: httpd does not start and says "ListenBacklog must be > 0"
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Write 511': `
ListenBacklog 511
`,
        'Write 1, the least that httpd takes': `
ListenBacklog 1
`,
      },
    },
    {
      name: 'an address without a port',
      config: `
Listen 192.0.2.1
#      ^^^^^^^^^ error: Listen 192.0.2.1 is refused: httpd does not start and says "Port must be specified"
`,
    },
    {
      name: 'a mutex that no module has',
      config: `
Mutex sysvsem ssl-cache default
#             ^^^^^^^^^ 💡 error: Mutex ssl-cache is refused: httpd does not start and says "Mutex type ssl-cache is not valid"
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Remove ssl-cache': `
Mutex sysvsem default
`,
      },
    },
    {
      name: 'a folder that is not there',
      mpms: ['event', 'worker', 'prefork'],
      config: `
Mutex file:locks default
#     ^^^^^^^^^^ 💡 error: Mutex file:locks is refused: httpd does not start and says "Invalid Mutex directory in argument file:locks"
`,
      fixed: {
        'Write default': `
Mutex default default
`,
      },
    },
    {
      name: 'a mechanism with a letter too few',
      mpms: ['event', 'worker', 'prefork'],
      config: `
Mutex posixem
#     ^^^^^^^ 💡 error: Mutex posixem is refused: httpd does not start and says "Invalid Mutex argument posixem (Mutex mechanisms are: 'none', 'default', 'flock:/path/to/file', 'fcntl:/path/to/file', 'file:/path/to/file', 'pthread', 'sysvsem', 'posixsem', 'sem')"
`,
      fixed: {
        'Write posixsem': `
Mutex posixsem
`,
      },
    },
    {
      name: 'options with and without a sign',
      config: `
<Directory /srv>
    Options -Indexes FollowSymLinks
#                    ^^^^^^^^^^^^^^ error: Options FollowSymLinks is refused: httpd does not start and says "Either all Options must start with + or -, or no Option may."
</Directory>
`,
    },
    {
      name: 'a level that httpd does not have',
      config: `
LogLevel warning
#        ^^^^^^^ error: LogLevel warning is refused: httpd does not start and says "Log level keyword must be one of emerg/alert/crit/error/warn/notice/info/debug/trace1/.../trace8"
`,
    },
    {
      name: 'values that httpd takes',
      config: `
ListenBacklog 1024
SendBufferSize 0
KeepAliveTimeout 500ms
`,
    },
  ],
};

function* fixesOf(problem: Problem, { mpms }: Resolution): Generator<Fix> {
  const { node } = problem;
  if (node.read.key === 'mutex') yield* fixesOfMutex(problem);
  const fact = directiveNamed(node.read.key)?.fact;
  if (!fact || !isEditable(node)) return;
  const meant = meantBy(node.read.words[0]!.text, fact.unit);
  if (fact.reading !== 'text' && meant !== undefined && refusedValue(fact, String(meant)) === undefined) {
    yield { ...fix(node, say('Write {value}', { value: meant }), meant), preferred: true };
  }
  const least = leastOf(fact);
  const usual = mpms.length === 1 ? defaultOf(fact, mpms[0]!.mpm) : undefined;
  if (least !== undefined && least !== usual) {
    yield fix(node, say('Write {value}, the least that httpd takes', { value: least }), least);
  }
  // ListenCoresBucketsRatio has a default that it refuses.
  const isTaken = usual !== undefined && !(least !== undefined && usual < least && !takesZero(fact));
  if (isTaken && usual !== meant) yield fix(node, say('Write {value}, the default', { value: usual }), usual);
}

/** A name goes; the folder goes; a mechanism that is misspelled is written as it is meant. */
function* fixesOfMutex({ node, word }: Problem): Generator<Fix> {
  if (word === undefined || !isPlain(node)) return;
  if (word > 0) {
    yield withoutName(node, word);
    return;
  }
  const [, kind = ''] = /^([^:]*):?/.exec(node.written.words[0]!.text)!;
  const name = mechanisms.includes(fold(kind)) ? 'default' : likelyName(fold(kind), mechanisms);
  if (name === undefined) return;
  yield { title: say('Write {name}', { name }), edits: [replaceWord(node, name)], safe: false };
}

const mechanisms = ['default', 'flock', 'fcntl', 'file', 'pthread', 'sysvsem', 'posixsem', 'sem'];

function fix(node: Node, title: Fix['title'], value: number): Fix {
  return { title, edits: [replaceWord(node, String(value))], safe: false };
}

function leastOf({ refusals = [] }: DirectiveFact): number | undefined {
  for (const refusal of refusals) if (refusal.when === 'below') return refusal.least;
  return undefined;
}

function takesZero({ refusals = [] }: DirectiveFact): boolean {
  return refusals.some((refusal) => refusal.when === 'below' && refusal.orZero === true);
}
