import { directiveNamed } from '../catalogue/lookup.ts';
import { holdsPlaceholder } from '../resolve/template.ts';
import { say } from '../text/message.ts';
import { nameOf, rename } from './edits.ts';
import { type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'deprecated-directive-name',
  title: 'A directive is written under its former name',
  severity: 'hint',
  situation: 'better form',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['MaxRequestWorkers', 'MaxConnectionsPerChild'],
  *check({ resolution }) {
    for (const occurrence of resolution.occurrences) {
      const { fact, former } = directiveNamed(occurrence.read.key) ?? {};
      // A line that a template or a script makes is not touched; a variable is httpd's own.
      const { started } = resolution.target;
      const isOfTemplate = !started && holdsPlaceholder(occurrence.read) && !occurrence.read.rest.text.includes('${');
      if (!fact || !former || isOfTemplate) continue;
      const editable = occurrence.written.key === occurrence.read.key;
      yield {
        at: nameOf(occurrence),
        message: say('{former} is the former name of {name}, deprecated since httpd {since}', {
          former: former.name,
          name: fact.name,
          since: former.deprecatedSince,
        }),
        fixes: editable
          ? [
              {
                title: say('Rename to {name}', { name: fact.name }),
                edits: [rename(occurrence, fact.name)],
                safe: 'rename',
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
\`MaxClients\` has been \`MaxRequestWorkers\` since 2.3.13, \`MaxRequestsPerChild\` has been \`MaxConnectionsPerChild\` since
2.3.9. httpd 2.4 still takes the old names for the new ones.`,
    why: `
httpd says that the name is deprecated only at level info, which neither \`httpd -t\` nor the usual \`LogLevel\` shows. The
old names also say the wrong thing: \`MaxClients\` never counted clients, and \`MaxRequestsPerChild\` counts connections. A
file with both names looks as if it had two settings; the last line counts.`,
    repair: `
Write the present name. Nothing else changes.`,
  },
  examples: [
    {
      name: 'names of httpd 2.2',
      config: `
MaxClients 100
#^^^^^^^^^ 💡 hint: MaxClients is the former name of MaxRequestWorkers, deprecated since httpd 2.3.13
MaxConnectionsPerChild 1000
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Rename to MaxRequestWorkers': `
MaxRequestWorkers 100
MaxConnectionsPerChild 1000
`,
      },
    },
    {
      name: 'the name that counted requests',
      config: `
maxrequestsperchild 1000
#^^^^^^^^^^^^^^^^^^ 💡 hint: MaxRequestsPerChild is the former name of MaxConnectionsPerChild, deprecated since httpd 2.3.9
`,
      mpms: ['event', 'worker', 'prefork', 'winnt'],
      fixed: {
        'Rename to MaxConnectionsPerChild': `
MaxConnectionsPerChild 1000
`,
      },
    },
    {
      name: 'values in a column',
      config: `
ServerLimit         16
MaxClients          400
#^^^^^^^^^ 💡 hint: MaxClients is the former name of MaxRequestWorkers, deprecated since httpd 2.3.13
ThreadsPerChild     25
`,
      mpms: ['event', 'worker'],
      fixed: {
        'Rename to MaxRequestWorkers': `
ServerLimit         16
MaxRequestWorkers   400
ThreadsPerChild     25
`,
      },
    },
    {
      name: 'present names',
      config: `
MaxRequestWorkers 100
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],
};
