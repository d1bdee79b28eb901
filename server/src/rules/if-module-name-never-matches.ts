import type { ModuleFact } from '../catalogue/fact.ts';
import { mpmNamed } from '../catalogue/lookup.ts';
import { moduleMeantBy } from '../catalogue/wrong-module-names.ts';
import type { Condition } from '../resolve/resolution.ts';
import { fold } from '../text/letter-case.ts';
import { say } from '../text/message.ts';
import { asksForModule, isThere } from './blocks.ts';
import { argument, isEditable, replaceWord } from './edits.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

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
knows no likely spelling may belong to modules of others; nothing is said of them.`,
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
