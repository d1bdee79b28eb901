import type { DirectiveFact } from '../catalogue/fact.ts';
import { defaultOf, directiveNamed } from '../catalogue/lookup.ts';
import type { Node, Problem, Resolution } from '../resolve/resolution.ts';
import { refusedValue } from '../resolve/values.ts';
import { say } from '../text/message.ts';
import { argument, isEditable, replaceWord } from './edits.ts';
import { meantBy } from './misread-numbers.ts';
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
  ],
  *check({ resolution }) {
    for (const problem of refusalsOf(resolution, 'value')) {
      const { node } = problem;
      if (node.read.key === 'mutex') continue;
      yield {
        at: argument(node),
        message: say('{name} {value} is refused: httpd does not start and says "{said}"', {
          name: node.read.name.text,
          value: node.read.words[0]?.text ?? '',
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
port.`,
    why: `
Often 0 was meant to switch something off. \`ListenCoresBucketsRatio 0\` is the default and cannot be written down;
\`ListenBacklog 0\` would be a queue of no places.`,
    repair: `
Write the least that httpd takes, or the default. Times take \`s\`, \`ms\`, \`mi\` (minutes) and \`h\` behind the number, and \`m\`
alone is none of them.`,
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
      name: 'values that httpd takes',
      config: `
ListenBacklog 1024
SendBufferSize 0
KeepAliveTimeout 500ms
`,
    },
  ],
};

function* fixesOf({ node }: Problem, { mpms }: Resolution): Generator<Fix> {
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
