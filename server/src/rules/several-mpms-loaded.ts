import type { Mpm } from '../catalogue/fact.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import type { Node, Resolution } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { removeLines, wholeDirective } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'several-mpms-loaded',
  title: 'More than one MPM is loaded',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  seldom: true,
  directives: [],
  *check({ resolution }) {
    const [first, ...others] = loadedMpms(resolution);
    if (!first) return;
    for (const other of others) {
      const values = { mpm: mpmFacts[other.mpm].title, first: mpmFacts[first.mpm].title };
      yield {
        at: wholeDirective(other.by),
        message: say('{mpm} is loaded beside {first}: httpd runs one MPM only and does not start', values),
        httpd: 'AH00534',
        related: [{ at: wholeDirective(first.by), message: say('{first} is loaded here', values) }],
        fixes: [
          ...removal(other.by, say('Remove this line, keep {first}', values)),
          ...removal(first.by, say('Keep {mpm}, remove the line of {first}', values)),
        ],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd runs exactly one MPM. When all files are read and it has met two (\`ap_mpm_rewrite_args\` asks \`ap_query_mpm\` for one),
it stops with AH00534.`,
    why: `
On Debian and Ubuntu \`a2enmod\` refuses to enable a second MPM, but a link made by hand, a package or a Dockerfile does not:
images of PHP with Apache have been found with \`mpm_event.load\` and \`mpm_prefork.load\` both. On RHEL it is a second line
without \`#\` in \`00-mpm.conf\`.`,
    repair: `
Keep one \`LoadModule\` line. On Debian: \`a2dismod mpm_event && a2enmod mpm_prefork\`, or the other way round.`,
  },
  examples: [
    {
      name: 'two lines without a #',
      loadsMpm: true,
      config: `
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: prefork is loaded beside event: httpd runs one MPM only and does not start
`,
      fixed: {
        'Remove this line, keep event': `
LoadModule mpm_event_module modules/mod_mpm_event.so
`,
        'Keep prefork, remove the line of event': `
LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
`,
      },
    },
    {
      name: 'one MPM',
      loadsMpm: true,
      config: `
LoadModule mpm_event_module modules/mod_mpm_event.so
#LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
`,
    },
  ],
};

/** Those of which it is certain that httpd loads them: no condition and no template decides. */
function loadedMpms({ mpms, loaded, templated }: Resolution): readonly { readonly mpm: Mpm; readonly by: Node }[] {
  const certain = new Set(
    loaded.filter((module) => module.certain && !templated.has(module.by.path)).map(({ by }) => by),
  );
  return mpms.flatMap(({ mpm, by }) => (by && certain.has(by) ? [{ mpm, by }] : []));
}

function* removal(node: Node, title: Fix['title']): Generator<Fix> {
  if (isPlain(node)) yield { title, edits: [removeLines(node)], safe: false };
}
