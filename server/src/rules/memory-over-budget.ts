import { say } from '../text/message.ts';
import { inBytes } from '../tuning/units.ts';
import type { TunedMpm } from '../tuning/workload.ts';
import { setAll } from './because.ts';
import { fittingWorkers, isComparable, memoryKnown, resized } from './memory-known.ts';
import { type RulePage, rule } from './rule.ts';

export default rule({
  id: 'memory-over-budget',
  title: 'MaxRequestWorkers allows more memory than there is',
  severity: 'warning',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork', 'winnt'],
  seldom: true,
  directives: ['MaxRequestWorkers', 'ServerLimit', 'ThreadsPerChild'],
  *check({ resolution, model }) {
    const memory = memoryKnown(resolution, model);
    if (!memory || memory.bytes <= memory.budget.bytes) return;
    const { shape, workers, budget, each, bytes, near, at, related, arithmetic } = memory;
    const fitting = fittingWorkers(memory);
    const values = {
      workers,
      threads: shape.threads,
      processes: shape.processes,
      each: inBytes(each),
      bytes: inBytes(bytes),
      budget: inBytes(budget.bytes),
    };
    const decides = shape.mpm === 'winnt' ? 'ThreadsPerChild' : 'MaxRequestWorkers';
    const isWritten = model.settings.get(decides)?.by !== undefined;
    yield {
      at,
      message: messageOf(shape.mpm, isWritten, values),
      arithmetic,
      related,
      fixes: near && fitting >= 1 && fitting < workers && isComparable(memory) ? [...staying(fitting)] : [],
    };

    function* staying(workers: number) {
      const settings = resized(model, memory!, workers);
      const fit = { budget: inBytes(budget.bytes), workers };
      const title =
        shape.mpm === 'winnt'
          ? say('Stay within {budget}: ThreadsPerChild {workers}', fit)
          : Object.keys(settings).length === 1
            ? say('Stay within {budget}: MaxRequestWorkers {workers}', fit)
            : say(
                'Stay within {budget}: MaxRequestWorkers {workers}, with StartServers and spare workers that go with it',
                fit,
              );
      yield* setAll(title, model, near!, settings);
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
A comment may tell what the machine has: \`# apache-mpm: memory=8G reserve=1G process=60M\`. \`process\` is one child process
under load with the \`ThreadsPerChild\` that is set, \`reserve\` what system, page cache, databases and the rest need; where
it is not told, a fifth of the memory is kept, and at least 256 MiB. The number of processes is
\`MaxRequestWorkers / ThreadsPerChild\`, under prefork \`MaxRequestWorkers\`, under WinNT 1, and the scoreboard takes 336 bytes
for each thread of \`ServerLimit\` processes.

After a graceful restart processes stay until their last request is done, beside the new ones under event, worker and WinNT:
for that time it may be up to twice as much. That is told with the finding and in the planner, and alone it is none.`,
    why: `
httpd knows nothing of memory and starts the processes when the load asks for them. Then the machine swaps, which makes
requests slower, which keeps more workers busy; or the kernel ends processes, httpd's or the database's.`,
    seen: `
\`dmesg\` or the journal tells of the OOM killer; the error log has AH00051 or AH00052 with \`exit signal Killed (9)\`.`,
    repair: `
Lower \`MaxRequestWorkers\` to what fits; clients then wait in the queue of the kernel instead. Or make the processes smaller
(fewer modules, PHP in PHP-FPM), or take event, whose processes serve many requests each. \`Pss\` in
\`/proc/PID/smaps_rollup\` is what a process takes; the resident size (RSS) counts shared memory once for each process.`,
  },
  examples: [
    {
      name: 'four hundred workers on a small machine',
      mpms: ['event', 'worker'],
      config: `
# apache-mpm: memory=1G reserve=512M process=60M
ServerLimit 32
MaxRequestWorkers 400
#^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 400 allows 16 processes of 60 MiB: 960.7 MiB, and 512 MiB are left for httpd
`,
      fixed: {
        'Stay within 512 MiB: MaxRequestWorkers 200': `
# apache-mpm: memory=1G reserve=512M process=60M
ServerLimit 32
MaxRequestWorkers 200
`,
      },
    },
    {
      name: 'the default on a container of 1 GiB, of which a quarter is kept',
      mpms: ['event', 'worker'],
      config: `
# apache-mpm: memory=1G process=60M
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The default MaxRequestWorkers 400 allows 16 processes of 60 MiB: 960.3 MiB, and 768 MiB are left for httpd
`,
    },
    {
      name: 'the number that fits threads, under prefork',
      mpms: ['prefork'],
      config: `
# apache-mpm: memory=8G reserve=1G process=50M
StartServers 150
MinSpareServers 145
MaxSpareServers 160
MaxRequestWorkers 250
#^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 250 allows as many processes of 50 MiB: 12.2 GiB, and 7 GiB are left for httpd
`,
      fixed: {
        'Stay within 7 GiB: MaxRequestWorkers 143, with StartServers and spare workers that go with it': `
# apache-mpm: memory=8G reserve=1G process=50M
StartServers 18
MinSpareServers 17
MaxSpareServers 52
MaxRequestWorkers 143
`,
      },
    },
    {
      name: 'what fits',
      mpms: ['event', 'worker', 'prefork'],
      config: `
# apache-mpm: memory=4G process=10M
ServerLimit 200
MaxRequestWorkers 200
`,
    },
    {
      name: 'threads of the one process',
      mpms: ['winnt'],
      config: `
# apache-mpm: memory=2G reserve=1G process=1200M process-threads=1000 thread=1M
ThreadsPerChild 1000
#^^^^^^^^^^^^^^^^^^^ 💡 warning: ThreadsPerChild 1000 lets the one process take 1.17 GiB with the scoreboard, and 1 GiB are left for httpd
`,
      fixed: {
        'Stay within 1 GiB: ThreadsPerChild 823': `
# apache-mpm: memory=2G reserve=1G process=1200M process-threads=1000 thread=1M
ThreadsPerChild 823
`,
      },
    },
    {
      name: 'nothing known of the machine',
      mpms: ['event', 'worker', 'prefork'],
      config: `
ServerLimit 250
MaxRequestWorkers 250
`,
    },
  ],
};

function messageOf(mpm: TunedMpm, isWritten: boolean, values: Readonly<Record<string, string | number>>) {
  if (mpm === 'winnt') {
    return isWritten
      ? say(
          'ThreadsPerChild {threads} lets the one process take {bytes} with the scoreboard, and {budget} are left for httpd',
          values,
        )
      : say(
          'The default ThreadsPerChild {threads} lets the one process take {bytes} with the scoreboard, and {budget} are left for httpd',
          values,
        );
  }
  if (mpm === 'prefork') {
    return isWritten
      ? say(
          'MaxRequestWorkers {workers} allows as many processes of {each}: {bytes}, and {budget} are left for httpd',
          values,
        )
      : say(
          'The default MaxRequestWorkers {workers} allows as many processes of {each}: {bytes}, and {budget} are left for httpd',
          values,
        );
  }
  return isWritten
    ? say(
        'MaxRequestWorkers {workers} allows {processes} processes of {each}: {bytes}, and {budget} are left for httpd',
        values,
      )
    : say(
        'The default MaxRequestWorkers {workers} allows {processes} processes of {each}: {bytes}, and {budget} are left for httpd',
        values,
      );
}
