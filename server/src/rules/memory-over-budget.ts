import { say } from '../text/message.ts';
import { inBytes } from '../tuning/units.ts';
import { setAll } from './because.ts';
import { memoryKnown, resized } from './memory-known.ts';
import { type RulePage, rule } from './rule.ts';
import { otherLines } from './written.ts';

export default rule({
  id: 'memory-over-budget',
  title: 'MaxRequestWorkers allows more memory than there is',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork'],
  directives: ['MaxRequestWorkers', 'ServerLimit', 'ThreadsPerChild'],
  *check({ resolution, model }) {
    const memory = memoryKnown(resolution, model);
    if (!memory || memory.bytes <= memory.budget.bytes) return;
    const { shape, workers, budget, each, bytes, near, at, arithmetic } = memory;
    const scoreboard = bytes - shape.processes * each;
    const fitting = Math.floor((budget.bytes - scoreboard) / each);
    const values = {
      workers,
      processes: shape.processes,
      each: inBytes(each),
      bytes: inBytes(bytes),
      budget: inBytes(budget.bytes),
    };
    const isWritten = model.settings.get('MaxRequestWorkers')?.by !== undefined;
    yield {
      at,
      message: messageOf(model.mpm === 'prefork', isWritten, values),
      arithmetic,
      ...(near && { related: otherLines(model, near, 'MaxRequestWorkers', 'ThreadsPerChild', 'ServerLimit') }),
      fixes: near && fitting >= 1 ? [...staying(fitting)] : [],
    };

    function* staying(processes: number) {
      const settings = resized(model, memory!, processes);
      const fit = { budget: inBytes(budget.bytes), workers: processes * shape.threads };
      const title =
        Object.keys(settings).length === 1
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
it is not told, a fifth of the memory is kept, and at least 256 MiB. The number of processes is \`MaxRequestWorkers / ThreadsPerChild\`, under
prefork \`MaxRequestWorkers\`, and the scoreboard takes 336 bytes for each thread of \`ServerLimit\` processes.`,
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
#^^^^^^^^^^^^^^^^^^^^ 💡 information: MaxRequestWorkers 400 allows 16 processes of 60 MiB: 960.7 MiB, and 512 MiB are left for httpd
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
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: The default MaxRequestWorkers 400 allows 16 processes of 60 MiB: 960.3 MiB, and 768 MiB are left for httpd
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
#^^^^^^^^^^^^^^^^^^^^ 💡 information: MaxRequestWorkers 250 allows as many processes of 50 MiB: 12.2 GiB, and 7 GiB are left for httpd
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
      config: `
# apache-mpm: memory=4G process=10M
ServerLimit 200
MaxRequestWorkers 200
`,
    },
    {
      name: 'nothing known of the machine',
      config: `
ServerLimit 250
MaxRequestWorkers 250
`,
    },
  ],
};

function messageOf(isPrefork: boolean, isWritten: boolean, values: Readonly<Record<string, string | number>>) {
  if (isPrefork) {
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
