import type { MpmModel } from '../mpm/model.ts';
import { type Message, say } from '../text/message.ts';
import { type Corrected, correctedBy, numberOf, setAll, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';

const id = 'async-request-worker-factor-not-an-integer';

export default rule({
  id,
  title: 'AsyncRequestWorkerFactor is not a whole number',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event'],
  seldom: true,
  directives: ['AsyncRequestWorkerFactor'],
  *check({ model }) {
    for (const corrected of correctedBy(model, id)) {
      const { from, to } = corrected.adjustment;
      const above = Math.ceil(from);
      const arithmetic = arithmeticOf(model, corrected);
      yield {
        at: wholeDirective(corrected.at),
        message:
          above > to + 1
            ? say('AsyncRequestWorkerFactor {from} is more than httpd can keep: it uses {to}', { from, to })
            : say('AsyncRequestWorkerFactor {from} is not a whole number: httpd uses {to}', { from, to }),
        arithmetic,
        fixes: [...writeEffective(corrected), ...(above === to + 1 ? raise(model, corrected, above) : [])],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
A process of event takes \`ThreadsPerChild\` connections and, for each idle worker, \`AsyncRequestWorkerFactor\` more. The
manual allows fractions, but since 2.4.33 only the whole part counts, and at least 1. The sixteenths in which httpd keeps
the number (\`event.c\`, \`WORKER_FACTOR_SCALE\`) have 32 bits, so that a number above 268435455 wraps around.`,
    why: `
There is no message at any log level. 1.5 is 1 and 0.5 is 1, so the server takes fewer connections than was worked out, or
more, and whoever tries 1.2, 1.5 and 1.9 one after the other sees no difference.`,
    repair: `
Write the whole number that httpd uses, or the next one above it.`,
  },
  examples: [
    {
      name: 'one and a half',
      config: `
AsyncRequestWorkerFactor 1.5
#^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: AsyncRequestWorkerFactor 1.5 is not a whole number: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
AsyncRequestWorkerFactor 1
`,
        'Take 1200 connections instead of 800: AsyncRequestWorkerFactor 2': `
AsyncRequestWorkerFactor 2
`,
      },
    },
    {
      name: 'less than one',
      config: `
AsyncRequestWorkerFactor 0.5
#^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: AsyncRequestWorkerFactor 0.5 is not a whole number: httpd uses 1
`,
      fixed: {
        'Write 1, the value httpd uses': `
AsyncRequestWorkerFactor 1
`,
      },
    },
    {
      name: 'more than fits',
      config: `
AsyncRequestWorkerFactor 268435458
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: AsyncRequestWorkerFactor 268435458 is more than httpd can keep: it uses 2
`,
      fixed: {
        'Write 2, the value httpd uses': `
AsyncRequestWorkerFactor 2
`,
      },
    },
    {
      name: 'whole numbers',
      config: `
AsyncRequestWorkerFactor 2.0
`,
    },
  ],
};

function raise(model: MpmModel, { at, adjustment: { to } }: Corrected, factor: number) {
  const workers = numberOf(model, 'MaxRequestWorkers');
  const values = { now: workers * (to + 1), more: workers * (factor + 1), factor };
  const title = Number.isFinite(workers)
    ? say('Take {more} connections instead of {now}: AsyncRequestWorkerFactor {factor}', values)
    : say('Write {factor}, the next whole number', { factor });
  return setAll(title, model, at, { AsyncRequestWorkerFactor: factor });
}

function arithmeticOf(model: MpmModel, { adjustment: { to } }: Corrected): readonly Message[] {
  const workers = numberOf(model, 'MaxRequestWorkers');
  if (!Number.isFinite(workers)) return [];
  return [
    say('{workers} workers × (1 + {to}) = {connections} connections when all are idle', {
      workers,
      to,
      connections: workers * (to + 1),
    }),
  ];
}
