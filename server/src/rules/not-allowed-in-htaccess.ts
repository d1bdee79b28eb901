import { belongsTo } from '../catalogue/belongs.ts';
import { testOf } from '../catalogue/containers.ts';
import { mayBeListed } from '../catalogue/per-directory.ts';
import type { Condition, Node, Occurrence, Problem } from '../resolve/resolution.ts';
import { printable } from '../text/bytes.ts';
import { say } from '../text/message.ts';
import { belongsIn } from './belongs-in.ts';
import { removeLines, wholeDirective, wholeLine } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { refusalsOf } from './refusals.ts';
import { type Finding, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'not-allowed-in-htaccess',
  title: 'Directive is not allowed in .htaccess',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  perDirectory: true,
  directives: [],
  *check({ resolution }) {
    for (const problem of refusalsOf(resolution, 'not per-directory')) yield refused(problem);
    for (const occurrence of resolution.strange) yield* ofModPhp(occurrence);
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd looks for \`.htaccess\` in each folder on the way to the file of a request (\`AccessFileName\`), and takes from it what
\`AllowOverride\` can allow. Settings of MPMs, \`KeepAlive\`, \`Timeout\`, \`Listen\`, \`LoadModule\`, \`Include\`, \`<Directory>\` and
all others of the server or of a virtual host are refused there, whichever \`AllowOverride\` applies. \`<IfModule>\` and other
conditions change nothing: where httpd reads what is in them, it refuses it.

Names such as \`public.htaccess\` and \`htaccess.txt\` are taken for the same kind of file. Of directives that httpd allows in
\`<Directory>\` but not in \`.htaccess\`, such as \`LogLevel\`, the message names the exception: \`AllowOverrideList\` can allow them
by name.

\`php_value\` and \`php_flag\` are told as a hint where no \`<IfModule>\` of mod_php is around them: they need mod_php.
\`php_admin_value\`, \`php_admin_flag\` and \`PHPINIDir\` are refused in any case.`,
    why: `
httpd starts, but answers every request below the folder with 500, those for images and style sheets too. It is the usual
end of speed tips for shared hosting that were written for the server's configuration. Where \`AllowOverride None\` applies,
which is the default, httpd does not read the file, and the line does nothing; with \`AllowOverride Nonfatal=All\` it skips
the line and logs AH02295.`,
    seen: `
The error log has, at level alert and without the line number:

\`\`\`text
[core:alert] [pid 4711:tid 4713] [client 192.0.2.7:50123] /srv/www/.htaccess: KeepAlive not allowed here
\`\`\``,
    repair: `
Remove the line, and set it in the main configuration file or in the virtual host, as the message says. On shared hosting
only the provider can. PHP's own settings go into \`.user.ini\` of the same folder where PHP runs as PHP-FPM or CGI.`,
  },
  examples: [
    {
      name: 'workers and keep-alive of the server',
      mainFile: '.htaccess',
      config: `
Options -Indexes
KeepAlive On
#^^^^^^^^^^^ 💡 error: KeepAlive On is not allowed in .htaccess and belongs in the main configuration file or <VirtualHost>: httpd answers every request below this folder with 500
`,
      fixed: {
        'Remove the line': `
Options -Indexes
`,
      },
    },
    {
      name: 'a former name of a setting of the MPMs',
      mainFile: '.htaccess',
      config: `
MaxClients 200
#^^^^^^^^^^^^^ 💡 error: MaxClients 200 is not allowed in .htaccess and belongs in the main configuration file: httpd answers every request below this folder with 500
`,
      fixed: { 'Remove the line': '' },
    },
    {
      name: 'asked for its module first',
      mainFile: '.htaccess',
      config: `
<IfModule reqtimeout_module>
    RequestReadTimeout body=0
#   ^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: RequestReadTimeout body=0 is not allowed in .htaccess and belongs in the main configuration file or <VirtualHost>: where httpd reads <IfModule reqtimeout_module>, it answers every request below this folder with 500
</IfModule>
`,
      fixed: {
        'Remove the line': `
<IfModule reqtimeout_module>
</IfModule>
`,
      },
    },
    {
      name: 'a section of the server',
      mainFile: '.htaccess',
      config: `
<Directory /srv/www/private>
#^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: <Directory /srv/www/private> is not allowed in .htaccess and belongs in the main configuration file or <VirtualHost>: httpd answers every request below this folder with 500
    Require all denied
</Directory>
`,
    },
    {
      name: 'what only AllowOverrideList can allow',
      mainFile: '.htaccess',
      config: `
LogLevel debug
#^^^^^^^^^^^^^ 💡 error: LogLevel debug is not allowed in .htaccess unless AllowOverrideList names it, and belongs in the main configuration file, <VirtualHost> or <Directory>: httpd answers every request below this folder with 500
`,
      fixed: { 'Remove the line': '' },
    },
    {
      name: 'settings of PHP',
      mainFile: '.htaccess',
      config: `
php_value memory_limit 256M
#^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: php_value memory_limit 256M needs mod_php: without it, as with PHP-FPM, httpd answers every request below this folder with 500, and the setting belongs in .user.ini
<IfModule mod_php.c>
    php_value upload_max_filesize 64M
</IfModule>
`,
    },
    {
      name: 'what may stand there',
      mainFile: '.htaccess',
      config: `
Options -Indexes
<IfModule mod_rewrite.c>
    RewriteEngine On
</IfModule>
<FilesMatch "^\\.">
    Require all denied
</FilesMatch>
`,
    },
  ],
};

function refused({ node, condition }: Problem): Finding {
  const isSection = node.read.kind === 'open';
  const { key } = node.read;
  const belongs = belongsTo(key);
  const values = { line: writtenLine(node), place: belongs ? belongsIn[belongs] : '' };
  const offence = !belongs
    ? say('{line} is not allowed in .htaccess', values)
    : mayBeListed(key)
      ? say('{line} is not allowed in .htaccess unless AllowOverrideList names it, and belongs in {place}', values)
      : say('{line} is not allowed in .htaccess and belongs in {place}', values);
  const undecided = undecidedAround(condition);
  const conditions = undecided.map(({ read }) => tagOf(read.name.text, read.rest.text)).join(', ');
  const consequence =
    undecided.length > 0
      ? say('where httpd reads {conditions}, it answers every request below this folder with 500', { conditions })
      : say('httpd answers every request below this folder with 500');
  return {
    at: isSection ? wholeLine(node) : wholeDirective(node),
    message: say('{offence}: {consequence}', { offence, consequence }),
    // A module may well be there; names are also defined to leave lines out.
    ...(undecided.some(({ read }) => testOf(read.name.text) !== 'module') && { severity: 'warning' as const }),
    fixes:
      isSection || !isPlain(node) ? [] : [{ title: say('Remove the line'), edits: [removeLines(node)], safe: false }],
  };
}

/** The conditions around that the files do not decide, the outermost first. */
function undecidedAround(condition: Condition | undefined): readonly Condition[] {
  const undecided: Condition[] = [];
  for (let each = condition; each; each = each.parent) if (each.verdict === 'unknown') undecided.unshift(each);
  return undecided;
}

/** Of an argument no more than a person needs to know the line by. */
const longest = 60;

function writtenLine({ read }: Node): string {
  const { kind, name, rest } = read;
  if (kind === 'open') return tagOf(name.text, rest.text);
  return shortened(`${name.text} ${rest.text}`.trim());
}

function tagOf(name: string, rest: string): string {
  return `<${shortened(`${name} ${rest}`.trim())}>`;
}

function shortened(text: string): string {
  const printed = printable(text);
  return printed.length > longest ? `${printed.slice(0, longest)}…` : printed;
}

/** PHP's own, allowed with Options where mod_php is (sapi/apache2handler/apache_config.c); nobody knows whether it is. */
const optional: ReadonlySet<string> = new Set(['php_value', 'php_flag']);

function* ofModPhp(occurrence: Occurrence): Generator<Finding> {
  if (!optional.has(occurrence.read.key)) return;
  for (let each = occurrence.condition; each; each = each.parent) {
    if (!each.negated && testOf(each.read.name.text) === 'module' && /php/i.test(each.argument)) return;
  }
  yield {
    at: wholeDirective(occurrence),
    severity: 'hint',
    message: say(
      '{line} needs mod_php: without it, as with PHP-FPM, httpd answers every request below this folder with 500, and the setting belongs in .user.ini',
      { line: writtenLine(occurrence) },
    ),
  };
}
