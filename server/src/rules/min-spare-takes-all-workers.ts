import type { Mpm } from '../catalogue/fact.ts';
import { say } from '../text/message.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf, otherLines, unchanged } from './written.ts';

/** What each logs when fewer are idle than the minimum and no process can be added. */
const codes: Partial<Record<Mpm, string>> = { event: 'AH10159', worker: 'AH00287', prefork: 'AH00161' };

export default rule({
  id: 'min-spare-takes-all-workers',
  title: 'MinSpareThreads or MinSpareServers asks for all workers to be idle',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork'],
  directives: ['MinSpareThreads', 'MinSpareServers', 'MaxRequestWorkers'],
  *check({ model }) {
    const name = model.mpm === 'prefork' ? 'MinSpareServers' : 'MinSpareThreads';
    const values = unchanged(model, name, 'MaxRequestWorkers');
    const at = lineOf(model, name, 'MaxRequestWorkers');
    if (!values || !at) return;
    const { [name]: least, MaxRequestWorkers: workers } = values;
    if (least < workers || workers < 2) return;
    const value = fewer(
      workers,
      model.mpm === 'prefork' ? 5 : (model.settings.get('ThreadsPerChild')?.effective as number),
    );
    const figures = { name, least, workers, code: codes[model.mpm] ?? '', value, busy: workers - value };
    const message = model.settings.get(name)?.by
      ? say(
          '{name} {least} is not below MaxRequestWorkers {workers}: httpd keeps every process running and logs {code} with the first busy worker at the latest',
          figures,
        )
      : say(
          'The default {name} {least} is not below MaxRequestWorkers {workers}: httpd keeps every process running and logs {code} with the first busy worker at the latest',
          figures,
        );
    yield {
      at: wholeDirective(at),
      message,
      arithmetic: [
        say('{workers} workers − {least} that must be idle = none that may be busy', figures),
        say('{workers} − {value} = {busy} workers may be busy with {name} {value}', figures),
      ],
      related: otherLines(model, at, name, 'MaxRequestWorkers'),
      fixes: [...setAll(say('Keep {value} workers idle: {name} {value}', figures), model, at, { [name]: value })],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd starts processes as long as fewer workers are idle than \`MinSpareThreads\`, or \`MinSpareServers\` under prefork. When
that minimum is \`MaxRequestWorkers\` or more, it can never be met while a request is served. \`httpd -t\` says nothing.`,
    why: `
All processes run at all times, whatever the load: the pool can neither grow nor shrink. And the warning that there are too
few idle workers comes at once and only once in the life of the server, so that it is spent when it is needed. It often
happens on small servers and in containers that lower \`MaxRequestWorkers\` and leave the default minimum of 75 idle threads.`,
    seen: `
Within seconds of a start without any client the error log has AH10159 (event, \`server is within MinSpareThreads of
MaxRequestWorkers\`), AH00287 (worker) or AH00161 (prefork, \`server reached MaxRequestWorkers setting\`) when the minimum is
above the maximum, with the first busy worker when they are equal.

\`test/httpd/advice.test.ts\` shows it on a started httpd.`,
    repair: `
Ask for one process of idle threads, as Debian does, or for a few idle processes under prefork; or raise
\`MaxRequestWorkers\` if the memory is there.`,
  },
  examples: [
    {
      name: 'a small server with the default minimum of 75',
      mpms: ['event'],
      config: `
MaxRequestWorkers 50
#^^^^^^^^^^^^^^^^^^^ 💡 information: The default MinSpareThreads 75 is not below MaxRequestWorkers 50: httpd keeps every process running and logs AH10159 with the first busy worker at the latest
`,
      fixed: {
        'Keep 25 workers idle: MinSpareThreads 25': `
MinSpareThreads 25
MaxRequestWorkers 50
`,
      },
    },
    {
      name: 'all idle',
      mpms: ['worker'],
      config: `
MinSpareThreads   400
#^^^^^^^^^^^^^^^^^^^^ 💡 information: MinSpareThreads 400 is not below MaxRequestWorkers 400: httpd keeps every process running and logs AH00287 with the first busy worker at the latest
MaxSpareThreads   500
MaxRequestWorkers 400
`,
      fixed: {
        'Keep 25 workers idle: MinSpareThreads 25': `
MinSpareThreads   25
MaxSpareThreads   500
MaxRequestWorkers 400
`,
      },
    },
    {
      name: 'more idle processes than processes',
      mpms: ['prefork'],
      config: `
MinSpareServers 20
#^^^^^^^^^^^^^^^^^ 💡 information: MinSpareServers 20 is not below MaxRequestWorkers 16: httpd keeps every process running and logs AH00161 with the first busy worker at the latest
MaxSpareServers 30
MaxRequestWorkers 16
`,
      fixed: {
        'Keep 5 workers idle: MinSpareServers 5': `
MinSpareServers 5
MaxSpareServers 30
MaxRequestWorkers 16
`,
      },
    },
    {
      name: 'a minimum below the maximum',
      config: `
MaxRequestWorkers 100
`,
    },
  ],
};

/** The usual number of idle workers, or a quarter where there are not so many. */
function fewer(workers: number, usual: number): number {
  return usual < workers ? usual : Math.max(1, Math.trunc(workers / 4));
}
