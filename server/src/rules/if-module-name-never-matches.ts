import type { ModuleFact } from '../catalogue/fact.ts';
import { mpmNamed } from '../catalogue/lookup.ts';
import { isNameOfPhp, type PhpModule, phpModuleNamed } from '../catalogue/php-modules.ts';
import { moduleMeantBy, typedModuleName } from '../catalogue/wrong-module-names.ts';
import type { Condition, Resolution } from '../resolve/resolution.ts';
import { fold } from '../text/letter-case.ts';
import { say } from '../text/message.ts';
import { pastedIn } from '../text/pasted.ts';
import { asksForModule, isSure, isThere, loadedForSure, nameOfLine } from './blocks.ts';
import { argument, isEditable, replaceWord, wholeDirective } from './edits.ts';
import { type Finding, type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'if-module-name-never-matches',
  title: '<IfModule> asks for a name that no module has',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['<IfModule>'],
  *check({ resolution }) {
    for (const condition of resolution.conditions) {
      if (!asksForModule(condition) || isThere(condition)) continue;
      const { argument: name, negated } = condition;
      const typed = typedModuleName(name);
      if (typed !== undefined) {
        yield pasted(condition, typed);
        continue;
      }
      const module = moduleMeantBy(name);
      if (!module) continue;
      const values = { name, identifier: module.identifier, sourceFile: module.sourceFile };
      yield {
        at: argument(condition),
        message: negated
          ? say('<IfModule !{name}> always applies: httpd knows the module as {identifier} or {sourceFile}', values)
          : say('<IfModule {name}> never applies: httpd knows the module as {identifier} or {sourceFile}', values),
        fixes: [...writeName(condition, module)],
      };
    }
    yield* ofAnotherPhp(resolution);
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`<IfModule>\` compares its word with two names of each module: the identifier that \`LoadModule\` has, \`mpm_event_module\`,
and the name of the source file, \`event.c\`. Letter case counts. Names such as \`mpm_event.c\`, \`mod_mpm_event.so\`,
\`mpm_event\` or \`MPM_Event_Module\` are none of the two.`,
    why: `
httpd skips the block without a word (core.c, start_ifmod), so that nothing in it counts and nothing in it is checked. With
\`!\` before the name the block is read by every server. Source files are not always called as one expects: those of the
MPMs are \`event.c\`, \`worker.c\` and \`prefork.c\`, that of \`ldap_module\` is \`util_ldap.c\`. Names of which the catalogue
knows no likely spelling may belong to modules of others; nothing is said of them.

Plain quotes around the name are fine. Typographic ones, as a web page or a word processor has them, no-break spaces and HTML
entities are part of the name to httpd, whichever module is meant.

mod_php has other names in each version: \`php5_module\` and \`mod_php5.c\`, \`php7_module\` and \`mod_php7.c\`, and since PHP 8
\`php_module\` and \`mod_php.c\`; nothing is called \`mod_php8.c\`. Where a mod_php is loaded, a block for another one is a hint. Files
that have a block for the loaded one too are written for several versions; nothing is said of those.`,
    repair: `
Write the identifier. It is the first word of the \`LoadModule\` line, and \`httpd -M\` prints it.`,
  },
  examples: [
    {
      name: 'the file name that one would expect',
      config: `
<IfModule mpm_event.c>
#         ^^^^^^^^^^^ 💡 warning: <IfModule mpm_event.c> never applies: httpd knows the module as mpm_event_module or event.c
ThreadsPerChild 50
</IfModule>
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Write mpm_event_module': `
<IfModule mpm_event_module>
ThreadsPerChild 50
</IfModule>
`,
      },
    },
    {
      name: 'letter case and a shared object',
      config: `
<IfModule !Prefork.c>
#         ^^^^^^^^^^ 💡 warning: <IfModule !Prefork.c> always applies: httpd knows the module as mpm_prefork_module or prefork.c
  <IfModule "mod_ssl.so">
#           ^^^^^^^^^^^^ 💡 warning: <IfModule mod_ssl.so> never applies: httpd knows the module as ssl_module or mod_ssl.c
  Listen 443
  </IfModule>
</IfModule>
`,
      mpms: ['event', 'worker'],
      fixed: {
        'Write !prefork.c': `
<IfModule !prefork.c>
  <IfModule "mod_ssl.so">
  Listen 443
  </IfModule>
</IfModule>
`,
        'Write ssl_module': `
<IfModule !Prefork.c>
  <IfModule "ssl_module">
  Listen 443
  </IfModule>
</IfModule>
`,
      },
    },
    {
      name: 'quotes of a word processor, and other characters',
      config: `
<IfModule “mpm_event_module”>
#         ^^^^^^^^^^^^^^^^^^ 💡 warning: <IfModule “mpm_event_module”> never applies: httpd takes “ ” as part of the name
MaxRequestWorkers 200
</IfModule>
<IfModule !&quot;mod_security2.c&quot;>
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: <IfModule !&quot;mod_security2.c&quot;> always applies: httpd takes &quot; as part of the name
StartServers 2
</IfModule>
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Replace with mpm_event_module': `
<IfModule mpm_event_module>
MaxRequestWorkers 200
</IfModule>
<IfModule !&quot;mod_security2.c&quot;>
StartServers 2
</IfModule>
`,
        'Replace with !mod_security2.c': `
<IfModule “mpm_event_module”>
MaxRequestWorkers 200
</IfModule>
<IfModule !mod_security2.c>
StartServers 2
</IfModule>
`,
      },
    },
    {
      name: 'the mod_php of another version',
      mpms: ['prefork'],
      config: `
LoadModule php_module /usr/lib/apache2/modules/libphp8.2.so
<IfModule mod_php7.c>
#         ^^^^^^^^^^ 💡 hint: <IfModule mod_php7.c> never applies: httpd.conf:1 loads php_module, which is also called mod_php.c
Timeout 300
</IfModule>
`,
      fixed: {
        'Replace with mod_php.c': `
LoadModule php_module /usr/lib/apache2/modules/libphp8.2.so
<IfModule mod_php.c>
Timeout 300
</IfModule>
`,
      },
    },
    {
      name: 'the mod_php of several versions',
      mpms: ['prefork'],
      config: `
LoadModule php_module /usr/lib/apache2/modules/libphp8.2.so
<IfModule mod_php7.c>
Timeout 300
</IfModule>
<IfModule mod_php.c>
Timeout 300
</IfModule>
`,
    },
    {
      name: 'both names, and one that may be that of another module',
      config: `
<IfModule mpm_event_module>
ThreadsPerChild 50
</IfModule>
<IfModule event.c>
MaxRequestWorkers 400
</IfModule>
<IfModule mod_somebodys.c>
MaxRequestWorkers 800
</IfModule>
`,
      mpms: ['event', 'worker'],
    },
  ],
};

/** Of a name into which characters were pasted. A `!` within the quotes was meant to be in front of the name. */
function pasted(condition: Condition, typed: string): Finding {
  const { argument: name, negated } = condition;
  const values = { name, characters: pastedIn(name).join(' ') };
  const isNegated = negated || /^[^\w!]*!/.test(name);
  const right = `${isNegated ? '!' : ''}${moduleMeantBy(typed)?.identifier ?? typed}`;
  return {
    at: argument(condition),
    message: negated
      ? say('<IfModule !{name}> always applies: httpd takes {characters} as part of the name', values)
      : say('<IfModule {name}> never applies: httpd takes {characters} as part of the name', values),
    fixes: isEditable(condition)
      ? [{ title: say('Replace with {right}', { right }), edits: [replaceWord(condition, right)], safe: false }]
      : [],
  };
}

/** Blocks for a mod_php of another version than the one that is loaded, in files that have none for that one. */
function* ofAnotherPhp(resolution: Resolution): Generator<Finding> {
  const [loaded, second] = resolution.loaded.filter(({ identifier }) => phpModuleNamed(identifier));
  if (!loaded || second || !loadedForSure(resolution).has(loaded.identifier)) return;
  const php = phpModuleNamed(loaded.identifier)!;
  const blocks = resolution.conditions.filter((each) => asksForModule(each) && isNameOfPhp(each.argument));
  const served = new Set(blocks.filter(({ argument }) => isOf(php, argument)).map(({ document }) => document));
  for (const condition of blocks) {
    const { argument: name, negated, document, parent } = condition;
    if (negated || isOf(php, name) || served.has(document)) continue;
    if (!isSure(resolution, parent?.certain ?? true, condition)) continue;
    yield {
      at: argument(condition),
      severity: 'hint',
      message: say('<IfModule {name}> never applies: {where} loads {identifier}, which is also called {sourceFile}', {
        name,
        where: nameOfLine(loaded.by, condition),
        ...php,
      }),
      related: [{ at: wholeDirective(loaded.by), message: say('The module is loaded here') }],
      fixes: isEditable(condition) ? [renamed(condition, php)] : [],
    };
  }
}

function isOf({ identifier, sourceFile }: PhpModule, name: string): boolean {
  return name === identifier || name === sourceFile;
}

function renamed(condition: Condition, { identifier, sourceFile }: PhpModule): Fix {
  const right = condition.argument.endsWith('.c') ? sourceFile : identifier;
  return { title: say('Replace with {right}', { right }), edits: [replaceWord(condition, right)], safe: false };
}

function* writeName(condition: Condition, module: ModuleFact): Generator<Fix> {
  if (!isEditable(condition)) return;
  const right = `${condition.negated ? '!' : ''}${rightName(condition.argument, module)}`;
  yield { title: say('Write {right}', { right }), edits: [replaceWord(condition, right)], safe: false };
}

/** The source file where only its letter case is wrong or its folder too much; `mod_x.c` of an MPM is not what one looks for. */
function rightName(written: string, { identifier, sourceFile }: ModuleFact): string {
  const name = fold(written.slice(written.lastIndexOf('/') + 1));
  const isSource = name === fold(sourceFile) || (name.endsWith('.c') && !mpmNamed(identifier));
  return isSource ? sourceFile : identifier;
}
