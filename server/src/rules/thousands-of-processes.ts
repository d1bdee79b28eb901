import { say } from '../text/message.ts';
import { factsOf } from '../tuning/written-facts.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf, otherLines, unchanged } from './written.ts';

/** Processes from which on it is told: four times the default ServerLimit of 256 is 1024. */
const many = 1000;

/** Megabytes of a small process with an interpreter in it, for the sum. */
const each = 20;

export default rule({
  id: 'thousands-of-processes',
  title: 'MaxRequestWorkers under prefork asks for thousands of processes',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['prefork'],
  directives: ['MaxRequestWorkers', 'ServerLimit'],
  *check({ resolution, model }) {
    const values = unchanged(model, 'MaxRequestWorkers', 'ServerLimit');
    const at = lineOf(model, 'MaxRequestWorkers');
    if (!values || !at || values.MaxRequestWorkers < many) return;
    // Where somebody has measured, the sum is made with that.
    if (factsOf(resolution).facts.process !== undefined) return;
    const processes = values.MaxRequestWorkers;
    const figures = { processes, each, gigabytes: Math.round((processes * each) / 1000) };
    yield {
      at: wholeDirective(at),
      message: say(
        'MaxRequestWorkers {processes} is as many processes under prefork: at {each} MB each they take {gigabytes} GB',
        figures,
      ),
      arithmetic: [say('{processes} processes × {each} MB = {gigabytes} GB', figures)],
      related: otherLines(model, at, 'ServerLimit'),
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
Under prefork a worker is a process. \`MaxRequestWorkers\` in the thousands, an ordinary number under event, allows as many
processes. It is told from 1000 on, four times the default \`ServerLimit\`.`,
    why: `
When they are needed, by load, a slow back end or a few thousand idle connections, memory runs out before the
number is reached, and the kernel ends processes, httpd's or the database's. The sum is made with 20 MB for each process,
little for one with PHP or Perl in it: 1000 processes take 20 GB, where event serves as many in 40 processes of 25 threads.`,
    seen: `
\`Pss\` in \`/proc/PID/smaps_rollup\` is what one process really takes, shared memory divided among those that share it.
\`dmesg\` tells of the OOM killer.`,
    repair: `
Divide the memory that is left for httpd by what one process takes, and write that; a comment
\`# apache-mpm: memory=64G process=30M\` tells what you have measured, and the finding is no longer made. If more clients than that have to be
served at once, use event, with the interpreter in a process of its own.`,
  },
  examples: [
    {
      name: 'a number that was right under event',
      config: `
ServerLimit 4000
MaxRequestWorkers 4000
#^^^^^^^^^^^^^^^^^^^^^ information: MaxRequestWorkers 4000 is as many processes under prefork: at 20 MB each they take 80 GB
`,
    },
    {
      name: 'somebody has measured',
      config: `
# apache-mpm: memory=64G process=9M
ServerLimit 4000
MaxRequestWorkers 4000
`,
    },
    {
      name: 'a big server',
      config: `
ServerLimit 800
MaxRequestWorkers 800
`,
    },
  ],
};
