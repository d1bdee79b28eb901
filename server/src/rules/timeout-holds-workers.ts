import { directiveNamed } from '../catalogue/lookup.ts';
import { say } from '../text/message.ts';
import { isEditable, replaceWord, wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';

/** In seconds: the default of 2.2, which Debian still ships; more is a choice. */
const usual = 300;

/** The default, in seconds (manual, TimeOut). */
const ours = 60;

export default rule({
  id: 'timeout-holds-workers',
  title: 'A very long Timeout lets stalled clients and back ends hold workers',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork', 'winnt'],
  onlyIfMpmIsSure: true,
  directives: ['Timeout', 'MaxRequestWorkers'],
  *check({ resolution, model }) {
    const { workers } = model.capacity;
    if (workers === undefined) return;
    const at = resolution.occurrences.findLast((each) => {
      return !each.section && directiveNamed(each.read.key)?.fact.name === 'Timeout';
    });
    const seconds = Number(at?.read.words[0]?.text);
    if (!at?.certain || !(seconds > usual)) return;
    const figures = { seconds, workers, rate: (workers / seconds).toFixed(2), ours };
    yield {
      at: wholeDirective(at),
      message: say(
        'Timeout {seconds} lets a stalled client or back end hold a worker for {seconds} s: {rate} of them a second hold all {workers}',
        figures,
      ),
      arithmetic: [say('{workers} workers / {seconds} s = {rate} stalled requests a second', figures)],
      fixes: isEditable(at)
        ? [
            {
              title: say('Wait {ours} seconds: Timeout {ours}', figures),
              edits: [replaceWord(at, String(ours))],
              safe: false,
            },
          ]
        : [],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`Timeout\` is how long httpd waits for each read from and each write to a client, and, where \`ProxyTimeout\` or
\`CGIDScriptTimeout\` do not say otherwise, for a back end or a script. A worker that waits for one that has stalled is held
for that long, under every MPM: event parks connections that are idle or only have output left, not requests in the middle.

It is told above 300 seconds, the default of httpd 2.2, which Debian still ships. Workers that wait = stalled requests a second
× seconds (Little's law), so that \`MaxRequestWorkers / Timeout\` of them a second hold all workers.`,
    why: `
Clients vanish without a word all the time, and a back end that hangs does so for every request: within minutes all workers
wait, and the server is reported as full (AH00161, AH00286, AH00484) though nothing is done.`,
    seen: `
In \`server-status\` the places are \`R\` or \`W\` and their seconds, column *SS*, grow beyond what a request can take.`,
    repair: `
60 seconds are the default. Give what needs longer a time of its own: \`ProxyTimeout\`, \`timeout=\` of a \`ProxyPass\`,
\`CGIDScriptTimeout\`, or a \`Timeout\` in the virtual host of the long uploads. mod_reqtimeout bounds how long a request may
take to arrive.`,
  },
  examples: [
    {
      name: 'an hour, for one slow script',
      mpms: ['event', 'worker'],
      config: `
Timeout 3600
#^^^^^^^^^^^ 💡 information: Timeout 3600 lets a stalled client or back end hold a worker for 3600 s: 0.11 of them a second hold all 400
`,
      fixed: {
        'Wait 60 seconds: Timeout 60': `
Timeout 60
`,
      },
    },
    {
      name: 'twenty minutes',
      mpms: ['prefork'],
      config: `
MaxRequestWorkers 120
TimeOut 1200
#^^^^^^^^^^^ 💡 information: Timeout 1200 lets a stalled client or back end hold a worker for 1200 s: 0.10 of them a second hold all 120
`,
      fixed: {
        'Wait 60 seconds: Timeout 60': `
MaxRequestWorkers 120
TimeOut 60
`,
      },
    },
    {
      name: 'five minutes, and longer for one host',
      config: `
Timeout 300
<VirtualHost *:80>
    Timeout 900
</VirtualHost>
`,
    },
  ],
};
