import { moduleNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import type { Resolution } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import type { Place } from '../text/place.ts';
import { wholeDirective } from './edits.ts';
import { loadModule } from './load-lines.ts';
import { type RulePage, textRule } from './rule.ts';

/** Main files of distributions whose httpd has its MPMs as modules that are loaded, and none linked in. */
const withLoadableMpms: ReadonlySet<string> = new Set(['/etc/apache2/apache2.conf', '/etc/httpd/conf/httpd.conf']);

export default textRule({
  id: 'no-mpm-loaded',
  title: 'No MPM is loaded',
  severity: 'error',
  situation: 'will not start',
  mpms: [],
  directives: [],
  *check({ resolution }) {
    if (!hasCertainlyNone(resolution)) return;
    const last = resolution.loaded.at(-1);
    yield {
      at: last ? wholeDirective(last.by) : firstLine(resolution),
      message: say('No LoadModule line loads an MPM: httpd does not start'),
      httpd: 'AH00534',
      fixes: [...loadModule(resolution, moduleNamed(mpmFacts.event.identifier)!)],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd runs exactly one MPM. The httpd of Debian, Ubuntu, RHEL and Fedora has none linked in, and neither has a build with
\`--enable-mpms-shared=all\`: one \`LoadModule\` line must load it. When all files are read and there is none, httpd stops with
AH00534.

It is told only where all files were read and the main file is one of these distributions: elsewhere the MPM may be linked
in.`,
    why: `
On Debian it is what \`a2dismod mpm_event\` without \`a2enmod\` of another one leaves, on RHEL a \`00-mpm.conf\` in which all lines
are comments. The message comes before those about unknown directives, so that \`httpd -t\` shows nothing else.`,
    repair: `
On Debian and Ubuntu: \`a2enmod mpm_event\`. Elsewhere write \`LoadModule mpm_event_module modules/mod_mpm_event.so\` beside the
other \`LoadModule\` lines. With mod_php that was not built for threads it must be prefork.`,
  },
  examples: [
    {
      name: 'modules, but no MPM',
      loadsMpm: true,
      config: `
LoadModule authz_core_module modules/mod_authz_core.so
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: No LoadModule line loads an MPM: httpd does not start
#LoadModule mpm_event_module modules/mod_mpm_event.so
`,
      fixed: {
        'Load it: LoadModule mpm_event_module modules/mod_mpm_event.so': `
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule mpm_event_module modules/mod_mpm_event.so
#LoadModule mpm_event_module modules/mod_mpm_event.so
`,
      },
    },
    {
      name: 'an MPM',
      loadsMpm: true,
      config: `
LoadModule mpm_worker_module modules/mod_mpm_worker.so
`,
    },
  ],
};

function hasCertainlyNone(resolution: Resolution): boolean {
  const { mpms, loaded, wanted, unread, templated, files, problems, target } = resolution;
  if (mpms.length > 0 || wanted.some(({ content }) => content) || templated.size > 0) return false;
  if (loaded.some(({ identifier, certain }) => !certain || /^mpm_/.test(identifier))) return false;
  if (target.whole) return !problems.some(({ pass }) => pass === 'read');
  const [main = ''] = files.keys();
  return withLoadableMpms.has(main) && loaded.length > 0 && unread.length === 0;
}

/** The first line of the main file. */
function firstLine({ files }: Resolution): Place {
  const [document] = files.values();
  return {
    uri: document!.uri,
    start: { line: 0, character: 0 },
    end: { line: 0, character: document!.lines.lengthOf(0) },
  };
}
