import { mpmFacts } from '../catalogue/mpms.ts';
import { placeIn } from '../resolve/places.ts';
import { phpBuildOf } from '../resolve/prepare.ts';
import type { Node } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { wholeDirective } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type Fix, type Related, type RulePage, rule } from './rule.ts';

export default rule({
  id: 'mod-php-without-thread-safety',
  title: 'mod_php is loaded under an MPM with threads',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker'],
  directives: [],
  *check({ resolution, model }) {
    const { mpm, chosenBy } = model;
    if (resolution.target.mpmIsGuess) return;
    const title = mpmFacts[mpm].title;
    const related: readonly Related[] = chosenBy
      ? [{ at: wholeDirective(chosenBy), message: say('{mpm} is loaded here', { mpm: title }) }]
      : [];
    const fixes = chosenBy ? [...loadPrefork(chosenBy, title)] : [];
    for (const problem of refusalsOf(resolution, 'module')) {
      if (problem.pass !== 'prepare') continue;
      const message = say(
        'mod_php is loaded under {mpm}, and this build does not run in threads: httpd does not start',
        {
          mpm: title,
        },
      );
      yield { at: wholeDirective(problem.node), message, ...codeOf(problem), related, fixes };
    }
    for (const module of resolution.loaded) {
      if (!module.certain || phpBuildOf(module) !== 'unknown') continue;
      const message = say(
        'mod_php is loaded under an MPM with threads: unless PHP was built for them (ZTS), httpd does not start',
      );
      yield { at: wholeDirective(module.by), message, severity: 'warning', related, fixes };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Most builds of PHP are not thread-safe: all that the distributions of Linux bring, and the official \`php:*-apache\` images.
Loaded under event or worker such a mod_php prints \`Apache is running a threaded MPM, but your PHP Module is not compiled to
be threadsafe\` before the second reading of the files (\`sapi_apache2.c, php_pre_config\`), and httpd ends with AH00013. The
order of the \`LoadModule\` lines does not matter.

A build with \`--enable-zts\` runs in threads. Only the path that Debian and Ubuntu use says for certain that it is none;
elsewhere this is a warning.`,
    why: `
It happens when event is enabled for HTTP/2 or for its idle connections, and mod_php stays.`,
    repair: `
Either run prefork: \`a2dismod mpm_event && a2enmod mpm_prefork\`. Or, which serves more connections with less memory, run PHP
in processes of its own: install php-fpm, disable mod_php (\`a2dismod php8.2\`), \`a2enmod proxy_fcgi setenvif\` and
\`a2enconf php8.2-fpm\`.`,
  },
  examples: [
    {
      name: "Debian's mod_php under event",
      loadsMpm: true,
      config: `
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule php_module /usr/lib/apache2/modules/libphp8.2.so
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: mod_php is loaded under event, and this build does not run in threads: httpd does not start
`,
      fixed: {
        'Load prefork instead of event': `
LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
LoadModule php_module /usr/lib/apache2/modules/libphp8.2.so
`,
      },
    },
    {
      name: 'some mod_php under worker',
      mpms: ['event', 'worker'],
      config: `
LoadModule php_module modules/libphp.so
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: mod_php is loaded under an MPM with threads: unless PHP was built for them (ZTS), httpd does not start
`,
    },
    {
      name: 'mod_php under prefork',
      loadsMpm: true,
      config: `
LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
LoadModule php_module /usr/lib/apache2/modules/libphp8.2.so
`,
    },
  ],
};

/** The line of the MPM with the name of another one, where it looks as usual. */
function* loadPrefork(node: Node, mpm: string): Generator<Fix> {
  const { written, logical } = node;
  const [identifier, file] = written.words;
  if (!isPlain(node) || !identifier || !file) return;
  const { start, end } = { start: identifier.start, end: file.end };
  const text = logical.text.slice(start, end);
  const changed = text.replaceAll(`mpm_${mpm}`, 'mpm_prefork');
  if (changed.split('mpm_prefork').length !== 3) return;
  yield {
    title: say('Load prefork instead of {mpm}', { mpm }),
    edits: [{ at: placeIn(node, start, end), text: changed }],
    safe: false,
  };
}
