import { moduleNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { lacksMpm } from '../resolve/lacks-mpm.ts';
import type { Resolution } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import type { Place } from '../text/place.ts';
import { wholeDirective } from './edits.ts';
import { loadModule } from './load-lines.ts';
import { type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'no-mpm-loaded',
  title: 'No MPM is loaded',
  severity: 'error',
  situation: 'will not start',
  mpms: [],
  directives: [],
  *check({ resolution }) {
    if (!lacksMpm(resolution)) return;
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

This rule reports it only where all files were read and httpd has no MPM linked in: so it is where the main file is called
\`apache2.conf\`, where modules are loaded from Debian's folder or below \`/etc/httpd\`, and where the files have a
\`LoadModule\` line for an MPM that is a comment.`,
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

/** The first line of the main file. */
function firstLine({ files }: Resolution): Place {
  const [document] = files.values();
  return {
    uri: document!.uri,
    start: { line: 0, character: 0 },
    end: { line: 0, character: document!.lines.lengthOf(0) },
  };
}
