import { say } from '../text/message.ts';
import { factsOf, toldElsewhere } from '../tuning/written-facts.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf, otherLines, unchanged } from './written.ts';

/** Logical processors of a usual server with two sockets; machines with more are rare. */
const usual = 128;

export default rule({
  id: 'listener-buckets-above-server-limit',
  title: 'ListenCoresBucketsRatio can make more listener buckets than there can be processes',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork'],
  seldom: 'ListenCoresBucketsRatio',
  directives: ['ListenCoresBucketsRatio', 'ServerLimit'],
  *check({ resolution, model }) {
    const values = unchanged(model, 'ListenCoresBucketsRatio', 'ServerLimit');
    const at = lineOf(model, 'ListenCoresBucketsRatio');
    if (!values || !at) return;
    const { ListenCoresBucketsRatio: ratio, ServerLimit: limit } = values;
    const buckets = limit + 1;
    if (ratio < 1 || buckets * ratio > usual) return;
    const told = factsOf(resolution);
    const cores = told.facts.cores ?? usual;
    if (buckets * ratio > cores) return;
    const enough = Math.trunc(cores / buckets) + 1;
    const figures = { ratio, limit, buckets, needed: buckets * ratio, cores, enough };
    yield {
      at: wholeDirective(at),
      // Of a machine that is known it is certain.
      ...(told.facts.cores !== undefined && model.mpm !== 'event' && { severity: 'error' as const }),
      message:
        model.mpm === 'event'
          ? say(
              'ListenCoresBucketsRatio {ratio} makes {buckets} buckets on {needed} processor cores, more than ServerLimit {limit} processes: connections to the buckets left over hang',
              figures,
            )
          : say(
              'ListenCoresBucketsRatio {ratio} makes {buckets} buckets on {needed} processor cores, more than ServerLimit {limit} processes: httpd crashes when it starts',
              figures,
            ),
      arithmetic: [
        say(
          '(ServerLimit {limit} + 1) × ListenCoresBucketsRatio {ratio} = {needed} cores are the fewest that are too many',
          figures,
        ),
        say('{cores} cores / {enough}, rounded down, are not more than {limit} buckets', figures),
        ...toldElsewhere(told, 'cores'),
      ],
      related: otherLines(model, at, 'ServerLimit'),
      fixes: [
        ...setAll(
          say('Have enough processes for {cores} cores: ListenCoresBucketsRatio {enough}', figures),
          model,
          at,
          { ListenCoresBucketsRatio: enough },
        ),
      ],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
With \`ListenCoresBucketsRatio\` httpd makes one set of listening sockets, a bucket, for that many processor cores
(\`listen.c\`, ap_duplicate_listeners), and each process serves one bucket. The number of buckets has no upper limit, but the
scoreboard has places for \`ServerLimit\` processes only.

The cores are those of the machine that will run it, which no file tells; it is told when a machine of up to 128 logical
processors is enough. A comment \`# apache-mpm: cores=8\` tells how many yours has; under worker and prefork it is an error then.`,
    why: `
On a machine with enough cores worker and prefork crash when they start (AH00060, \`seg fault or similar nasty error detected
in the parent process\`). Event starts, and the connections that the kernel hands to a bucket without a process are never
accepted: a part of the clients hangs. The same files run well on the smaller machine where they were tried.`,
    seen: `
\`LogLevel debug\` shows AH02639 \`Using SO_REUSEPORT: yes (N)\`, N being the buckets, after the start; event without enough
places repeats AH03490. Cores are those that are online (\`getconf _NPROCESSORS_ONLN\`), whatever a container may use of them.

\`test/httpd/advice.test.ts\` shows it on a started httpd.`,
    repair: `
Let more cores share a bucket, or raise \`ServerLimit\` to the number of buckets at least. Both need a stop and a start.`,
  },
  examples: [
    {
      name: 'a bucket for every core',
      mpms: ['event'],
      config: `
ListenCoresBucketsRatio 1
#^^^^^^^^^^^^^^^^^^^^^^^^ 💡 information: ListenCoresBucketsRatio 1 makes 17 buckets on 17 processor cores, more than ServerLimit 16 processes: connections to the buckets left over hang
`,
      fixed: {
        'Have enough processes for 128 cores: ListenCoresBucketsRatio 8': `
ListenCoresBucketsRatio 8
`,
      },
    },
    {
      name: 'a bucket for two cores and a small limit',
      mpms: ['worker'],
      config: `
ListenCoresBucketsRatio 2
#^^^^^^^^^^^^^^^^^^^^^^^^ 💡 information: ListenCoresBucketsRatio 2 makes 9 buckets on 18 processor cores, more than ServerLimit 8 processes: httpd crashes when it starts
ServerLimit 8
MaxRequestWorkers 200
`,
      fixed: {
        'Have enough processes for 128 cores: ListenCoresBucketsRatio 15': `
ListenCoresBucketsRatio 15
ServerLimit 8
MaxRequestWorkers 200
`,
      },
    },
    {
      name: 'a few processes',
      mpms: ['prefork'],
      config: `
ListenCoresBucketsRatio 1
#^^^^^^^^^^^^^^^^^^^^^^^^ 💡 information: ListenCoresBucketsRatio 1 makes 33 buckets on 33 processor cores, more than ServerLimit 32 processes: httpd crashes when it starts
ServerLimit 32
MaxRequestWorkers 32
`,
      fixed: {
        'Have enough processes for 128 cores: ListenCoresBucketsRatio 4': `
ListenCoresBucketsRatio 4
ServerLimit 32
MaxRequestWorkers 32
`,
      },
    },
    {
      name: 'a bucket for every core of a machine that is known',
      mpms: ['worker', 'prefork'],
      config: `
# apache-mpm: cores=8
ListenCoresBucketsRatio 1
#^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: ListenCoresBucketsRatio 1 makes 5 buckets on 5 processor cores, more than ServerLimit 4 processes: httpd crashes when it starts
ServerLimit 4
MaxRequestWorkers 4
ThreadsPerChild 1
`,
      fixed: {
        'Have enough processes for 8 cores: ListenCoresBucketsRatio 2': `
# apache-mpm: cores=8
ListenCoresBucketsRatio 2
ServerLimit 4
MaxRequestWorkers 4
ThreadsPerChild 1
`,
      },
    },
    {
      name: 'a machine of eight cores',
      config: `
# apache-mpm: cores=8
ListenCoresBucketsRatio 1
`,
    },
    {
      name: 'a bucket for eight cores',
      config: `
ListenCoresBucketsRatio 8
`,
    },
  ],
};
