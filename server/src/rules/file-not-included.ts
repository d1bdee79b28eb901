import { mpmNamed } from '../catalogue/lookup.ts';
import type { Resolution } from '../resolve/resolution.ts';
import { linesOf, placeOf } from '../syntax/document.ts';
import { baseName, pathOf } from '../text/file-uri.ts';
import { say } from '../text/message.ts';
import { type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'file-not-included',
  title: 'The main file does not read this file',
  severity: 'hint',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: ['Include', 'IncludeOptional'],
  *check({ resolution }) {
    const { notReadBy, files } = resolution;
    const [document] = files.values();
    if (!notReadBy || !document || !isAboutMpms(resolution)) return;
    for (const line of linesOf(document)) {
      const { kind } = line.logical.parsed;
      if (kind === 'blank' || kind === 'comment') continue;
      const main = baseName(pathOf(notReadBy.uri));
      const start = { line: 0, character: 0 };
      yield {
        at: placeOf(document, line, 0, line.logical.text.length),
        message: say('Not read: {main} does not include this file', { main }),
        tag: 'unnecessary',
        related: [{ at: { uri: notReadBy.uri, start, end: start }, message: say('The main file') }],
      };
      return;
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
The file lies in a folder of the configuration, such as \`mods-available\`, \`sites-available\`, \`conf.d\` or \`extra\`, and no
\`Include\` of the main file leads to it. The first line is faded. Nothing is said where an \`Include\` leads to files that are
not here, or depends on what the files do not tell, nor of files without a directive or a block of an MPM.`,
    why: `
A change in such a file has no effect, and httpd cannot tell. On Debian the files that count are those that have a link in
\`mods-enabled\`, \`conf-enabled\` or \`sites-enabled\`, and \`/etc/apache2/httpd.conf\` is none of them; in a source build
\`#Include conf/extra/httpd-mpm.conf\` is a comment.`,
    repair: `
Change the file that is read, or have this one read: \`a2enmod\`, \`a2enconf\` and \`a2ensite\` make the links on Debian;
elsewhere add an \`Include\` line. Where the main file is another one, name it in the setting \`apacheMpm.roots\`.`,
  },
  examples: [
    {
      name: 'a file of another distribution beside the main file of Debian',
      config: `
# Tuning
MaxRequestWorkers 100
#^^^^^^^^^^^^^^^^^^^^ hint: Not read: apache2.conf does not include this file
StartServers 2
#- apache2.conf
Include ports.conf
#- ports.conf
Listen 80
`,
      mpms: ['event', 'worker', 'prefork'],
    },
    {
      name: 'a main file',
      config: `
Include extra/tuning.conf
#- extra/tuning.conf
MaxRequestWorkers 100
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],
};

function isAboutMpms({ occurrences, conditions, loaded }: Resolution): boolean {
  const isMpm = (name: string) => mpmNamed(name) !== undefined;
  return (
    occurrences.length > 0 ||
    conditions.some(({ argument }) => isMpm(argument)) ||
    loaded.some(({ identifier }) => isMpm(identifier))
  );
}
