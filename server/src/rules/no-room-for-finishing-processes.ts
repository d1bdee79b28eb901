import { bytesOfScoreboard } from '../mpm/capacity.ts';
import { say } from '../text/message.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf, otherLines, unchanged } from './written.ts';

/** The most that event takes for ServerLimit (event.c, MAX_SERVER_LIMIT). */
const mostServers = 20000;

export default rule({
  id: 'no-room-for-finishing-processes',
  title: 'ServerLimit leaves no room for processes that are finishing',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event'],
  directives: ['ServerLimit', 'MaxRequestWorkers', 'ThreadsPerChild'],
  *check({ model }) {
    const values = unchanged(model, 'ServerLimit', 'MaxRequestWorkers', 'ThreadsPerChild', 'ThreadLimit');
    const at = lineOf(model, 'ServerLimit', 'MaxRequestWorkers', 'ThreadsPerChild');
    if (!values || !at) return;
    const { ServerLimit: limit, MaxRequestWorkers: workers, ThreadsPerChild: threads } = values;
    const processes = workers / threads;
    if (limit !== processes) return;
    const isStock = limit === 16 && threads === 25;
    if (isStock && model.settings.get('MaxConnectionsPerChild')?.effective === 0) return;
    const room = 2 * processes;
    const bytes = bytesOfScoreboard(room, values.ThreadLimit) - bytesOfScoreboard(processes, values.ThreadLimit);
    const figures = { limit, workers, threads, processes, room, threadLimit: values.ThreadLimit, bytes };
    const message = model.settings.get('ServerLimit')?.by
      ? say(
          'ServerLimit {limit} is all that MaxRequestWorkers {workers} / ThreadsPerChild {threads} needs: no new process can start while an old one finishes its connections',
          figures,
        )
      : say(
          'The default ServerLimit {limit} is all that MaxRequestWorkers {workers} / ThreadsPerChild {threads} needs: no new process can start while an old one finishes its connections',
          figures,
        );
    yield {
      at: wholeDirective(at),
      message,
      arithmetic: [
        say('MaxRequestWorkers {workers} / ThreadsPerChild {threads} = {processes} processes', figures),
        say('2 × {processes} = {room} places: one generation serves while the one before it finishes', figures),
        say(
          '{processes} more places × (40 + 336 × ThreadLimit {threadLimit}) = {bytes} bytes of shared memory',
          figures,
        ),
      ],
      related: otherLines(model, at, 'MaxRequestWorkers', 'ThreadsPerChild', 'MaxConnectionsPerChild'),
      fixes:
        room > mostServers
          ? []
          : [
              ...setAll(say('Leave room for as many finishing processes: ServerLimit {room}', figures), model, at, {
                ServerLimit: room,
              }),
            ],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
Under event a process that is told to end, by a graceful restart, by \`MaxConnectionsPerChild\` or because too many workers
are idle, keeps its place in the scoreboard until its last connection is closed. There are \`ServerLimit\` places. When
\`MaxRequestWorkers / ThreadsPerChild\` needs all of them, a new process has to wait for an old one to be gone.

The finding is left out where all values are those that httpd is shipped with, 16 places for 400 / 25 processes, and no
process ends by \`MaxConnectionsPerChild\`.`,
    why: `
After a graceful restart under load, with downloads, websockets or slow clients, the old processes hold the places and the
server has fewer workers than it should, down to none. Every log rotation by \`graceful\` can do that. Worker and prefork
need no such room: worker gives the places of ended threads to the new process, thread by thread.`,
    seen: `
The error log repeats \`AH03490: scoreboard is full, not at MaxRequestWorkers.Increase ServerLimit.\` every second, and
\`server-status\` shows rows of processes with \`yes (old gen)\` in the column *Stopping* and \`G\` in the scoreboard.

\`test/httpd/advice.test.ts\` shows it on a started httpd.`,
    repair: `
Let \`ServerLimit\` be twice \`MaxRequestWorkers / ThreadsPerChild\`: one generation serves while the one before it finishes.
That does not start more processes; it costs 40 + 336 × \`ThreadLimit\` bytes of shared memory for each place. If you restart
gracefully more often than connections end, take three or four times. \`ServerLimit\` changes only when httpd is stopped and
started.`,
  },
  examples: [
    {
      name: 'as many places as processes',
      config: `
ServerLimit 32
#^^^^^^^^^^^^^ 💡 information: ServerLimit 32 is all that MaxRequestWorkers 800 / ThreadsPerChild 25 needs: no new process can start while an old one finishes its connections
MaxRequestWorkers 800
`,
      fixed: {
        'Leave room for as many finishing processes: ServerLimit 64': `
ServerLimit 64
MaxRequestWorkers 800
`,
      },
    },
    {
      name: 'the default limit, used up by bigger processes',
      config: `
ThreadsPerChild 50
MaxRequestWorkers 800
#^^^^^^^^^^^^^^^^^^^^ 💡 information: The default ServerLimit 16 is all that MaxRequestWorkers 800 / ThreadsPerChild 50 needs: no new process can start while an old one finishes its connections
`,
      fixed: {
        'Leave room for as many finishing processes: ServerLimit 32': `
ThreadsPerChild 50
ServerLimit 32
MaxRequestWorkers 800
`,
      },
    },
    {
      name: 'room for another generation',
      config: `
ServerLimit 64
MaxRequestWorkers 800
`,
    },
    {
      name: 'what httpd is shipped with',
      config: `
ThreadsPerChild 25
MaxRequestWorkers 400
MaxConnectionsPerChild 0
`,
    },
  ],
};
