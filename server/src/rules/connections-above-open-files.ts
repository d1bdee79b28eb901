import type { MpmModel } from '../mpm/model.ts';
import type { Occurrence } from '../resolve/resolution.ts';
import { type Message, say } from '../text/message.ts';
import { factorWithin } from '../tuning/descriptors.ts';
import { factsOf, toldElsewhere } from '../tuning/written-facts.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type Fix, type RulePage, rule } from './rule.ts';
import { lineOf, otherLines, unchanged } from './written.ts';

/** Files that a process may open unless more are allowed (systemd-system.conf, DefaultLimitNOFILE: the soft limit). */
const usual = 1024;

export default rule({
  id: 'connections-above-open-files',
  title: 'A process takes more connections than it may open files',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker'],
  directives: ['ThreadsPerChild', 'AsyncRequestWorkerFactor'],
  *check({ resolution, model }) {
    const isEvent = model.mpm === 'event';
    const values = unchanged(model, 'ThreadsPerChild', ...(isEvent ? ['AsyncRequestWorkerFactor'] : []));
    const at = lineOf(model, 'AsyncRequestWorkerFactor', 'ThreadsPerChild');
    if (!values || !at) return;
    const { ThreadsPerChild: threads = 0, AsyncRequestWorkerFactor: factor = 0 } = values;
    const connections = threads * (factor + 1);
    if (connections <= usual) return;
    const told = factsOf(resolution);
    const { descriptors } = told.facts;
    const files = descriptors ?? usual;
    if (connections <= files) return;
    const figures = { threads, factor, connections, files };
    yield {
      at: wholeDirective(at),
      message: messageOf(isEvent, descriptors !== undefined, figures),
      arithmetic: [
        isEvent
          ? say('{threads} × ({factor} + 1) = {connections} connections, each an open file', figures)
          : say('{threads} threads = {threads} connections, each an open file', figures),
        ...toldElsewhere(told, 'descriptors'),
      ],
      related: otherLines(model, at, 'ThreadsPerChild', 'AsyncRequestWorkerFactor'),
      fixes: factor > 2 ? [...lowerFactor(model, at, threads, files)] : [],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
Every connection is an open file of its process, and a file that is sent or a connection to a back end is another. A worker
process has up to \`ThreadsPerChild\` connections; an event process takes up to
\`ThreadsPerChild × (AsyncRequestWorkerFactor + 1)\`, idle ones included (\`event.c\`, connections_above_limit). Unless more are
allowed, a process may open 1024 files; httpd itself raises nothing. A comment \`# apache-mpm: descriptors=65536\` tells how
many it may open on your server.`,
    why: `
At the limit requests fail first: \`.htaccess\` cannot be looked at (AH00529) and the client gets 403. When \`accept\` fails
(AH02179), httpd takes the process for damaged and ends it. So the number that was meant to let many clients in throws them
out.`,
    seen: `
\`(24)Too many open files\` in the error log, with AH02179 or AH00529. \`grep files /proc/PID/limits\` shows the limit of a
process and \`ls /proc/PID/fd | wc -l\` what is in use; *total* in the table of \`server-status\` counts connections.

\`test/httpd/advice.test.ts\` shows it on a started httpd.`,
    repair: `
Take more and smaller processes, or a smaller factor; or allow more files: \`LimitNOFILE=\` in the systemd unit (Debian's
\`apachectl\` already asks for 8192, \`APACHE_ULIMIT_MAX_FILES\` in \`envvars\`), and write the number
into such a comment. \`limits.conf\` does not reach services.`,
  },
  examples: [
    {
      name: 'a big factor',
      mpms: ['event'],
      config: `
AsyncRequestWorkerFactor 100
#^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 information: ThreadsPerChild 25 × (AsyncRequestWorkerFactor 100 + 1) lets a process take 2525 connections, more than the 1024 files it may open by default
`,
      fixed: {
        'Take 950 connections: AsyncRequestWorkerFactor 37': `
AsyncRequestWorkerFactor 37
`,
      },
    },
    {
      name: 'big processes',
      mpms: ['event'],
      config: `
ThreadLimit 400
ThreadsPerChild 400
#^^^^^^^^^^^^^^^^^^ information: ThreadsPerChild 400 × (AsyncRequestWorkerFactor 2 + 1) lets a process take 1200 connections, more than the 1024 files it may open by default
MaxRequestWorkers 2400
MaxSpareThreads 1600
`,
    },
    {
      name: 'bigger processes, without the factor',
      mpms: ['worker'],
      config: `
ThreadLimit 1200
ThreadsPerChild 1200
#^^^^^^^^^^^^^^^^^^^ information: ThreadsPerChild 1200 lets a process take as many connections, more than the 1024 files it may open by default
MaxRequestWorkers 7200
MaxSpareThreads 4800
`,
    },
    {
      name: 'as many files as that',
      mpms: ['event'],
      config: `
# apache-mpm: descriptors=65536
AsyncRequestWorkerFactor 100
`,
    },
    {
      name: 'a factor that the files allow',
      config: `
ThreadsPerChild 25
<IfModule mpm_event_module>
    AsyncRequestWorkerFactor 20
</IfModule>
`,
    },
  ],
};

/** The biggest factor that the files allow; none where even the default is too much. */
function* lowerFactor(model: MpmModel, at: Occurrence, threads: number, files: number): Generator<Fix> {
  const factor = factorWithin(files, threads, 0);
  if (factor < 2) return;
  const connections = threads * (factor + 1);
  const title = say('Take {connections} connections: AsyncRequestWorkerFactor {factor}', { connections, factor });
  yield* setAll(title, model, at, { AsyncRequestWorkerFactor: factor });
}

function messageOf(isEvent: boolean, told: boolean, figures: Message['values']): Message {
  if (isEvent) {
    return told
      ? say(
          'ThreadsPerChild {threads} × (AsyncRequestWorkerFactor {factor} + 1) lets a process take {connections} connections, more than the {files} files it may open',
          figures,
        )
      : say(
          'ThreadsPerChild {threads} × (AsyncRequestWorkerFactor {factor} + 1) lets a process take {connections} connections, more than the {files} files it may open by default',
          figures,
        );
  }
  return told
    ? say(
        'ThreadsPerChild {threads} lets a process take as many connections, more than the {files} files it may open',
        figures,
      )
    : say(
        'ThreadsPerChild {threads} lets a process take as many connections, more than the {files} files it may open by default',
        figures,
      );
}
