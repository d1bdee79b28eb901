import { directiveNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { duration } from '../catalogue/numbers.ts';
import type { Occurrence, Resolution } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { isEditable, replaceWord, wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';

/** In seconds: what httpd 2.0 had as its default and openSUSE has shipped since; more is a choice. */
const usual = 15;

/** The default since 2.2, in seconds (manual, KeepAliveTimeout). */
const ours = 5;

export default rule({
  id: 'keep-alive-timeout-holds-workers',
  title: 'A long KeepAliveTimeout lets idle connections hold workers',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['prefork', 'worker', 'winnt'],
  onlyIfMpmIsSure: true,
  directives: ['KeepAliveTimeout', 'MaxRequestWorkers'],
  *check({ resolution, model }) {
    const { workers } = model.capacity;
    if (workers === undefined) return;
    for (const at of resolution.occurrences) {
      if (nameOf(at) !== 'KeepAliveTimeout' || !at.certain || isOff(resolution, at)) continue;
      const written = at.read.words[0]?.text ?? '';
      const microseconds = duration(written);
      if (microseconds === undefined || microseconds <= BigInt(usual) * 1_000_000n) continue;
      const seconds = Number(microseconds) / 1e6;
      const rate = (workers / seconds).toFixed(1);
      const figures = { written, mpm: mpmFacts[model.mpm].title, seconds, rate, workers, ours };
      yield {
        at: wholeDirective(at),
        message:
          model.mpm === 'prefork'
            ? say(
                'KeepAliveTimeout {written} lets an idle connection hold a process of prefork for {seconds} s: {rate} new connections a second keep all {workers} waiting',
                figures,
              )
            : say(
                'KeepAliveTimeout {written} lets an idle connection hold a thread of {mpm} for {seconds} s: {rate} new connections a second keep all {workers} waiting',
                figures,
              ),
        arithmetic: [say('{workers} workers / {seconds} s = {rate} connections a second', figures)],
        fixes: isEditable(at)
          ? [
              {
                title: say('Wait {ours} seconds: KeepAliveTimeout {ours}', figures),
                edits: [replaceWord(at, String(ours))],
                safe: false,
              },
            ]
          : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
After an answer httpd waits \`KeepAliveTimeout\` for the next request on the same connection. Under prefork a whole process
waits, under worker and on Windows a thread; only event hands the connection back to its listener. A connection that sends
nothing more costs that many seconds of a worker.

It is told above 15 seconds, the default of httpd 2.0, which openSUSE has shipped since. The figure is Little's law: workers that
wait = new connections a second × seconds, so that \`MaxRequestWorkers / KeepAliveTimeout\` new connections a second keep all
workers waiting, before one request more is served.`,
    why: `
Under load the server is full of workers that do nothing, new clients queue, and AH00161 or AH00286 advises to raise
\`MaxRequestWorkers\`, which costs memory and does not help for long. Browsers open the next page seconds later or never;
what needs the connection, the parts of one page, comes within a second or two.`,
    seen: `
\`server-status\` shows the places as \`K\` (Keepalive (read)); \`server-status?auto\` counts them in \`Scoreboard\`. Many \`K\` and
few \`_\` is this.

\`test/httpd/advice.test.ts\` shows it on a started httpd.`,
    repair: `
Wait for 5 seconds, the default, or for 2 to 3 on a busy site; or change to event, under which 15 to 30 seconds cost next to
nothing. Modules that keep you on prefork, mod_php above all, have a counterpart outside of the server.`,
  },
  examples: [
    {
      name: 'a hundred seconds',
      mpms: ['prefork'],
      config: `
KeepAliveTimeout 100
#^^^^^^^^^^^^^^^^^^^ 💡 information: KeepAliveTimeout 100 lets an idle connection hold a process of prefork for 100 s: 2.6 new connections a second keep all 256 waiting
`,
      fixed: {
        'Wait 5 seconds: KeepAliveTimeout 5': `
KeepAliveTimeout 5
`,
      },
    },
    {
      name: 'a minute, for one host',
      mpms: ['worker'],
      config: `
MaxRequestWorkers 200
<VirtualHost *:80>
    KeepAliveTimeout 1mi
#   ^^^^^^^^^^^^^^^^^^^^ 💡 information: KeepAliveTimeout 1mi lets an idle connection hold a thread of worker for 60 s: 3.3 new connections a second keep all 200 waiting
</VirtualHost>
`,
      fixed: {
        'Wait 5 seconds: KeepAliveTimeout 5': `
MaxRequestWorkers 200
<VirtualHost *:80>
    KeepAliveTimeout 5
</VirtualHost>
`,
      },
    },
    {
      name: 'the default of earlier times',
      config: `
KeepAliveTimeout 15
`,
    },
    {
      name: 'a time that is not used',
      config: `
KeepAlive Off
KeepAliveTimeout 100
`,
    },
  ],
};

function nameOf({ read }: Occurrence): string | undefined {
  return directiveNamed(read.key)?.fact.name;
}

/** Whether connections are not kept where the line stands: by its own section, else by the server. */
function isOff({ occurrences }: Resolution, { section }: Occurrence): boolean {
  const lines = occurrences.filter((each) => nameOf(each) === 'KeepAlive');
  const decides = lines.findLast((each) => each.section === section) ?? lines.findLast((each) => !each.section);
  return decides !== undefined && (!decides.certain || decides.read.words[0]?.text.toLowerCase() === 'off');
}
