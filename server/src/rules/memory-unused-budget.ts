import type { MpmModel } from '../mpm/model.ts';
import { say } from '../text/message.ts';
import { boundsOf } from '../tuning/bounds.ts';
import { type Wanted, wantedBy } from '../tuning/demand.ts';
import { serverBytes, slotsPerProcess } from '../tuning/memory.ts';
import { inBytes } from '../tuning/units.ts';
import { listed, setAll } from './because.ts';
import { fittingWorkers, isComparable, type MemoryKnown, memoryKnown, resized } from './memory-known.ts';
import { type RulePage, rule } from './rule.ts';

export default rule({
  id: 'memory-unused-budget',
  title: 'MaxRequestWorkers leaves most of the memory unused',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork', 'winnt'],
  seldom: true,
  directives: ['MaxRequestWorkers', 'ServerLimit', 'ThreadsPerChild'],
  *check({ resolution, model }) {
    const memory = memoryKnown(resolution, model);
    if (!memory || !isComparable(memory)) return;
    const wanted = wantedFrom(memory, model);
    const fitting = mostWorkers(memory, wanted);
    const { shape, workers, budget, bytes, near, at, related, arithmetic } = memory;
    const { threads } = shape;
    const whole = shape.mpm === 'winnt' ? 1 : threads;
    const target = wanted ? Math.min(fitting, Math.ceil(wanted.workers / whole) * whole) : fitting;
    if (wanted ? target <= workers : fitting < 2 * workers) return;
    const values = {
      workers,
      bytes: inBytes(bytes),
      budget: inBytes(budget.bytes),
      fitting,
      wanted: wanted?.workers ?? 0,
    };
    const message =
      wanted && shape.mpm === 'winnt'
        ? say('The demand needs {wanted} workers, ThreadsPerChild is {workers}, and the memory holds {fitting}', values)
        : wanted
          ? say(
              'The demand needs {wanted} workers, MaxRequestWorkers is {workers}, and the memory holds {fitting}',
              values,
            )
          : say(
              '{workers} workers take up to {bytes} of the {budget} that are left for httpd, which hold {fitting}',
              values,
            );
    yield {
      at,
      message,
      arithmetic: [...arithmetic, ...(wanted?.arithmetic ?? [])],
      related,
      fixes: near ? [...using(target)] : [],
    };

    function* using(workers: number) {
      const settings = resized(model, memory!, workers);
      const more = { workers, serverLimit: settings.ServerLimit ?? 0 };
      const title =
        shape.mpm === 'winnt'
          ? say('Use the memory: {settings}', { settings: listed(settings) })
          : wanted
            ? settings.ServerLimit === undefined
              ? say('Meet the demand: MaxRequestWorkers {workers}', more)
              : say('Meet the demand: MaxRequestWorkers {workers}, ServerLimit {serverLimit}', more)
            : settings.ServerLimit === undefined
              ? say('Use the memory: MaxRequestWorkers {workers}', more)
              : say('Use the memory: MaxRequestWorkers {workers}, ServerLimit {serverLimit}', more);
      yield* setAll(title, model, near!, settings);
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
A comment may tell what the machine has, \`# apache-mpm: memory=8G reserve=1G process=60M\`, and what is wanted of the server,
\`rps=300 service-ms=120\`. This is told when the memory holds twice the workers that \`MaxRequestWorkers\` allows, under
WinNT \`ThreadsPerChild\`; where the demand is told too, only when the demand needs more of them.`,
    why: `
Clients wait for a worker, and the error log says that the server reached \`MaxRequestWorkers\`, while memory that was meant
for httpd lies idle. Often a number was copied from a smaller machine, or a default stayed.`,
    repair: `
Raise \`MaxRequestWorkers\`, and \`ServerLimit\` with it, if the server ever has that many requests at once and what stands
behind it can take them. If it never has, say so in the comment (\`rps\`, \`service-ms\`), or tell a smaller \`memory\`.`,
  },
  examples: [
    {
      name: 'the default on a big machine',
      mpms: ['event'],
      config: `
# apache-mpm: memory=8G reserve=1G process=60M
ThreadsPerChild 25
#^^^^^^^^^^^^^^^^^ 💡 information: 400 workers take up to 960.3 MiB of the 7 GiB that are left for httpd, which hold 2975
`,
      fixed: {
        'Use the memory: MaxRequestWorkers 2975, ServerLimit 238': `
# apache-mpm: memory=8G reserve=1G process=60M
ServerLimit 238
MaxRequestWorkers 2975
ThreadsPerChild 25
`,
      },
    },
    {
      name: 'a demand that needs more than is allowed',
      mpms: ['worker'],
      config: `
# apache-mpm: memory=8G reserve=1G process=60M rps=1500 service-ms=300
ServerLimit 16
MaxRequestWorkers 400
#^^^^^^^^^^^^^^^^^^^^ 💡 information: The demand needs 600 workers, MaxRequestWorkers is 400, and the memory holds 2975
`,
      fixed: {
        'Meet the demand: MaxRequestWorkers 600, ServerLimit 24': `
# apache-mpm: memory=8G reserve=1G process=60M rps=1500 service-ms=300
ServerLimit 24
MaxRequestWorkers 600
`,
      },
    },
    {
      name: 'processes of prefork',
      mpms: ['prefork'],
      config: `
# apache-mpm: memory=8G reserve=1G process=50M
MaxRequestWorkers 50
#^^^^^^^^^^^^^^^^^^^ 💡 information: 50 workers take up to 2.44 GiB of the 7 GiB that are left for httpd, which hold 143
`,
      fixed: {
        'Use the memory: MaxRequestWorkers 143': `
# apache-mpm: memory=8G reserve=1G process=50M
MaxRequestWorkers 143
`,
      },
    },
    {
      name: 'a demand that needs more threads of the one process',
      mpms: ['winnt'],
      config: `
# apache-mpm: memory=8G reserve=4G process=200M process-threads=150 thread=1M rps=500 service-ms=300
ThreadsPerChild 150
#^^^^^^^^^^^^^^^^^^ 💡 information: The demand needs 200 workers, ThreadsPerChild is 150, and the memory holds 4044
`,
      fixed: {
        'Use the memory: ThreadsPerChild 200': `
# apache-mpm: memory=8G reserve=4G process=200M process-threads=150 thread=1M rps=500 service-ms=300
ThreadsPerChild 200
`,
      },
    },
    {
      name: 'a demand that needs no more',
      mpms: ['event', 'worker', 'prefork'],
      config: `
# apache-mpm: memory=8G reserve=1G process=20M rps=100 service-ms=100
ServerLimit 100
MaxRequestWorkers 100
`,
    },
  ],
};

/** What the demand of the comment needs with the settings that decide about it; undefined where none is told. */
function wantedFrom({ demand, shape }: MemoryKnown, { settings }: MpmModel): Wanted | undefined {
  const keepAlive = Number(settings.get('KeepAliveTimeout')?.effective);
  const factor = shape.mpm === 'event' ? Number(settings.get('AsyncRequestWorkerFactor')?.effective) : 0;
  if (!demand || !(keepAlive >= 0) || !(factor >= 0)) return undefined;
  return wantedBy(demand, shape.mpm, keepAlive, factor);
}

/** As many workers as memory, tasks and the compiled-in limits allow, with the ThreadLimit that is set. */
function mostWorkers(memory: MemoryKnown, wanted: Wanted | undefined): number {
  const { shape, facts, demand, budget } = memory;
  const { mpm, threads } = shape;
  if (mpm === 'winnt') return fittingWorkers(memory);
  const [tightest] = boundsOf({ mpm, threads, facts, demand, wanted });
  let processes = tightest!.workers / threads;
  const fits = () => {
    const serverLimit = Math.max(shape.serverLimit, processes * slotsPerProcess(mpm));
    return serverBytes({ ...shape, processes, serverLimit }, facts)! <= budget.bytes;
  };
  while (processes > shape.processes && !fits()) processes--;
  return processes * threads;
}
