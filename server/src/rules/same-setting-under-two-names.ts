import { say } from '../text/message.ts';
import { nameOfLine } from './blocks.ts';
import { wholeDirective } from './edits.ts';
import { fixesOf, overruledLines, severityOf } from './overruled.ts';
import { type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'same-setting-under-two-names',
  title: 'One setting is written under its present and its former name',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['MaxRequestWorkers', 'MaxConnectionsPerChild'],
  *check({ resolution }) {
    for (const overruled of overruledLines(resolution)) {
      const { line, by, sameValue } = overruled;
      if (line.read.key === by.read.key) continue;
      const values = {
        name: line.read.name.text,
        value: line.read.words[0]?.text ?? '',
        winner: by.read.name.text,
        winning: by.read.words[0]?.text ?? '',
        where: nameOfLine(by, line),
      };
      const severity = severityOf(overruled);
      yield {
        at: wholeDirective(line),
        message: sameValue
          ? say('{name} {value} is set again as {winner} at {where}', values)
          : say('{name} {value} has no effect: {winner} {winning} at {where} is the same setting', values),
        severity,
        ...(severity === 'hint' && { tag: 'unnecessary' }),
        related: [{ at: wholeDirective(by), message: say('This line counts') }],
        fixes: [...fixesOf(overruled)],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`MaxClients\` is the former name of \`MaxRequestWorkers\`, \`MaxRequestsPerChild\` that of \`MaxConnectionsPerChild\`. Both names
set the same number. Where a configuration has both, the last line counts, whichever name it has.`,
    why: `
The two look like two settings, one for clients and one for workers, and people tune them one against the other. httpd
says nothing about it; that a name is deprecated it tells at level info only.`,
    repair: `
Decide for one number, write it under the present name and remove the other line.`,
  },
  examples: [
    {
      name: 'clients and workers',
      config: `
MaxRequestWorkers 200
#^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 200 has no effect: MaxClients 100 at httpd.conf:2 is the same setting
MaxClients 100
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Remove this line': `
MaxClients 100
`,
        'Keep 200: write it at httpd.conf:2 and remove this line': `
MaxClients 200
`,
      },
    },
    {
      name: 'requests and connections',
      config: `
MaxRequestsPerChild 4000
#^^^^^^^^^^^^^^^^^^^^^^^ 💡 hint: MaxRequestsPerChild 4000 is set again as MaxConnectionsPerChild at httpd.conf:2
MaxConnectionsPerChild 4000
`,
      mpms: ['event', 'worker', 'prefork', 'winnt'],
      fixed: {
        'Remove this line': `
MaxConnectionsPerChild 4000
`,
      },
    },
    {
      name: 'two settings',
      config: `
MaxRequestWorkers 200
MaxRequestsPerChild 4000
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],
};
