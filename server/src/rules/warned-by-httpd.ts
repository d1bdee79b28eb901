import type { Notice } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { isSure } from './blocks.ts';
import { removeLines, wholeLine } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { saidOf } from './refusals.ts';
import { type RulePage, type Severity, textRule } from './rule.ts';

/** What no other rule is about; httpd passes over a useless directive, and takes the others as they are. */
const severities: Partial<Record<Notice['about'], Severity>> = {
  'useless directive': 'warning',
  'low limit': 'information',
  'defined twice': 'information',
  macro: 'information',
};

export default textRule({
  id: 'warned-by-httpd',
  title: 'httpd starts and warns about this line',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    for (const { about, text, node, certain } of resolution.notices) {
      const severity = severities[about];
      if (!severity || !isSure(resolution, certain, node)) continue;
      const [, code, words] = /^\[[^\]]*\] (AH\d{5}): (.*?)(?: in line \d+ of .*| at .*:\d+)?$/s.exec(text) ?? [];
      if (code === undefined || words === undefined) continue;
      const isUseless = words.startsWith('Useless use');
      yield {
        at: wholeLine(node),
        message: say('httpd warns about this line: {text}', { text: saidOf({ text: words }) }),
        severity,
        httpd: code,
        fixes:
          isUseless && isPlain(node)
            ? [{ title: say('Remove the line'), edits: [removeLines(node)], safe: false }]
            : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Some lines httpd takes and remarks on while it reads them. What is not told by a rule of its own is told here in httpd's words:
\`AllowOverride\` where no \`.htaccess\` is looked for (in \`<Location>\`, \`<Files>\` and other parts of a request), names in
\`AllowOverrideList\` that cannot stand there, an \`ErrorDocument 401\` with a full address, very low limits of internal
redirects, and what mod_macro has to say about a macro. A line that httpd passes over is a warning, the others are information.`,
    why: `
httpd starts, so the remark is seen by those alone who run \`httpd -t\` or read the first lines of the log. An \`AllowOverride
None\` in a \`<Location>\` protects nothing.`,
    repair: `
Write \`AllowOverride\` in the \`<Directory>\` of the folder; else remove the line or correct it as the message says.`,
  },
  examples: [
    {
      name: 'AllowOverride for a part of the addresses',
      config: `
<Location "/private">
    AllowOverride None
#   ^^^^^^^^^^^^^^^^^^ 💡 warning: httpd warns about this line: Useless use of AllowOverride
</Location>
`,
      fixed: {
        'Remove the line': `
<Location "/private">
</Location>
`,
      },
    },
    {
      name: 'a limit that breaks requests',
      config: `
LimitInternalRecursion 2
#^^^^^^^^^^^^^^^^^^^^^^^ information: httpd warns about this line: Limiting internal redirects to very low numbers may cause normal requests to fail.
`,
    },
    {
      name: 'AllowOverride for a folder',
      config: `
<Directory "/srv/www">
    AllowOverride None
</Directory>
`,
    },
  ],
};
