import { directiveNamed, mpmNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import type { Condition } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { asksForModule, loadedForSure, nameOfLine, wholeBlock } from './blocks.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'inactive-mpm-block',
  title: 'The block is for an MPM that is not loaded',
  severity: 'hint',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['<IfModule>'],
  *check({ resolution }) {
    const [loaded, second] = resolution.mpms;
    if (!loaded || second) return;
    const isKnown = loaded.by
      ? loadedForSure(resolution).has(mpmFacts[loaded.mpm].identifier)
      : !resolution.target.mpmIsGuess;
    if (!isKnown) return;
    const mpm = mpmFacts[loaded.mpm].title;
    for (const condition of resolution.conditions) {
      if (condition.verdict !== 'no' || !asksForModule(condition)) continue;
      const asked = mpmNamed(condition.argument);
      if (!asked || (asked.name === loaded.mpm) !== condition.negated || !setsAnything(condition)) continue;
      const { by } = loaded;
      yield {
        at: wholeBlock(condition),
        message: by
          ? say('Not read: httpd runs {mpm}, which {where} loads', { mpm, where: nameOfLine(by, condition) })
          : say('Not read: httpd runs {mpm}', { mpm }),
        tag: 'unnecessary',
        ...(by && { related: [{ at: wholeDirective(by), message: say('{mpm} is loaded here', { mpm }) }] }),
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd runs exactly one MPM. A block \`<IfModule mpm_prefork_module>\` is skipped by a server that loads \`mpm_event_module\`;
the editor shows it faded, with the line that loads the MPM. Nothing else is said about what stands in it, and nothing at all
of a block without a setting, such as one that chooses between \`mod_cgi\` and \`mod_cgid\`.`,
    why: `
Files that come with httpd have a block for each MPM, and that is fine. A value that is changed in the wrong block changes
nothing, and httpd does not tell. It is the commonest reason why tuning has no effect.`,
    repair: `
Change the values in the block of the MPM that is loaded, which \`httpd -V\` names as \`Server MPM\`. The values of another MPM
do not carry over as they are: prefork counts processes, event and worker count threads.`,
  },
  examples: [
    {
      name: 'values for prefork under event',
      config: `
LoadModule mpm_event_module modules/mod_mpm_event.so
<IfModule mpm_prefork_module>
MaxRequestWorkers 250
</IfModule>
#^^^^^^^^^^ hint: Not read: httpd runs event, which httpd.conf:1 loads
<IfModule !event.c>
MaxRequestWorkers 150
</IfModule>
#^^^^^^^^^^ hint: Not read: httpd runs event, which httpd.conf:1 loads
<IfModule mpm_event_module>
MaxRequestWorkers 400
</IfModule>
`,
      loadsMpm: true,
    },
    {
      name: 'an MPM that another file loads',
      config: `
Include mods-enabled/*.load
Include mods-enabled/*.conf
#- mods-enabled/mpm.load
LoadModule mpm_worker_module modules/mod_mpm_worker.so
#- mods-enabled/mpm.conf
<IfModule event.c>
ThreadsPerChild 64
</IfModule>
#^^^^^^^^^^ hint: Not read: httpd runs worker, which mpm.load:1 loads
`,
      loadsMpm: true,
    },
    {
      name: 'an MPM that is linked into httpd',
      config: `
<IfModule mpm_winnt_module>
ThreadsPerChild 150
</IfModule>
#^^^^^^^^^^ hint: Not read: httpd runs prefork
`,
      mpms: ['prefork'],
    },
    {
      name: 'blocks that choose a module',
      config: `
LoadModule mpm_event_module modules/mod_mpm_event.so
<IfModule !mpm_prefork_module>
LoadModule cgid_module modules/mod_cgid.so
</IfModule>
<IfModule mpm_prefork_module>
#LoadModule cgi_module modules/mod_cgi.so
</IfModule>
<IfModule prefork.c>
LoadModule cgi_module modules/mod_cgi.so
</IfModule>
`,
      loadsMpm: true,
    },
    {
      name: 'the block of the MPM',
      config: `
<IfModule mpm_event_module>
MaxRequestWorkers 400
</IfModule>
<IfModule !prefork.c>
ThreadsPerChild 25
</IfModule>
`,
      mpms: ['event'],
    },
  ],
};

/** Whether a setting stands in the block, also in one within it; of what a macro brings nobody asks. */
function setsAnything({ document, first, end, brought }: Condition): boolean {
  if (brought) return true;
  for (let line = first + 1; line <= end; line++) {
    const statement = document.logical[line]?.parsed;
    if (statement?.kind === 'directive' && directiveNamed(statement.key)) return true;
  }
  return false;
}
