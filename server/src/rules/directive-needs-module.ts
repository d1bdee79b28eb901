import type { ModuleFact } from '../catalogue/fact.ts';
import { directiveNamed, moduleOf } from '../catalogue/lookup.ts';
import type { Node, Resolution, Undecided } from '../resolve/resolution.ts';
import { addTo } from '../text/add-to.ts';
import { say } from '../text/message.ts';
import { wholeDirective } from './edits.ts';
import { isPlain, wrapIn } from './line-edits.ts';
import { loadModule } from './load-lines.ts';
import { codeOf } from './refusals.ts';
import { type Finding, type Fix, type RulePage, textRule } from './rule.ts';
import { unknownFor } from './unknown-commands.ts';

export default textRule({
  id: 'directive-needs-module',
  title: 'The module of the directive is not loaded',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: ['EnableExceptionHook'],
  *check({ resolution }) {
    for (const problem of unknownFor(resolution, 'module not loaded')) {
      const { node } = problem;
      const modules = moduleOf(node.read.key);
      const name = node.read.kind === 'open' ? `<${node.read.name.text}>` : node.read.name.text;
      const [module, second] = modules;
      yield {
        at: wholeDirective(node),
        message: say('{name} is a directive of {modules}, which is not loaded: httpd does not start', {
          name,
          modules: modules.map(({ sourceFile }) => sourceFile).join(', '),
        }),
        ...codeOf(problem),
        fixes: module && !second ? [...loadModule(resolution, module), ...askedFor(node, module)] : [],
      };
    }
    yield* mayBeLinkedIn(resolution);
    for (const problem of unknownFor(resolution, 'build option')) {
      const { node } = problem;
      const { name, buildOption } = directiveNamed(node.read.key)!.fact;
      yield {
        at: wholeDirective(node),
        message: say('{name} needs a httpd that was built with {option}: this one does not start', {
          name,
          option: buildOption!,
        }),
        ...codeOf(problem),
        fixes: isPlain(node)
          ? [
              {
                title: say('Read it where httpd has it only: <IfDirective {name}>', { name }),
                edits: wrapIn(node, `<IfDirective ${name}>`, '</IfDirective>'),
                safe: false,
              },
            ]
          : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
The directive or section belongs to a module of httpd that no \`LoadModule\` line loads. To httpd its name is as unknown as a
misspelled one. Where it is not known which modules are linked into httpd, it is a warning, one for each module. Some
directives need an option when httpd is built: \`EnableExceptionHook\` is there only after
\`configure --enable-exception-hook\`, which Debian's httpd is not built with.`,
    why: `
It is the usual end of an upgrade from 2.2, where \`Order\` and \`Allow\` came with httpd; in 2.4 they are those of
mod_access_compat. It is also what happens when a site is copied to a server with fewer modules.`,
    repair: `
Load the module: on Debian and Ubuntu with \`a2enmod\` and the name of the module without \`mod_\`, elsewhere with a
\`LoadModule\` line beside the others; its place does not matter to ordinary directives. Where the server may do without,
put the lines into \`<IfModule>\` with the name of the module.`,
  },
  examples: [
    {
      name: 'access rules of httpd 2.2',
      config: `
LoadModule authz_core_module modules/mod_authz_core.so
<Directory />
    Order allow,deny
#   ^^^^^^^^^^^^^^^^ 💡 error: Order is a directive of mod_access_compat.c, which is not loaded: httpd does not start
</Directory>
`,
      fixed: {
        'Load it: LoadModule access_compat_module modules/mod_access_compat.so': `
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule access_compat_module modules/mod_access_compat.so
<Directory />
    Order allow,deny
</Directory>
`,
        'Read it where the module is loaded only: <IfModule mod_access_compat.c>': `
LoadModule authz_core_module modules/mod_authz_core.so
<Directory />
    <IfModule mod_access_compat.c>
        Order allow,deny
    </IfModule>
</Directory>
`,
      },
    },
    {
      name: 'a directive that this httpd was not built with',
      mpms: ['event', 'worker', 'prefork'],
      config: `
EnableExceptionHook On
#^^^^^^^^^^^^^^^^^^^^^ 💡 error: EnableExceptionHook needs a httpd that was built with --enable-exception-hook: this one does not start
`,
      fixed: {
        'Read it where httpd has it only: <IfDirective EnableExceptionHook>': `
<IfDirective EnableExceptionHook>
    EnableExceptionHook On
</IfDirective>
`,
      },
    },
    {
      name: 'asked for before it is used',
      config: `
<IfModule mod_status.c>
    ExtendedStatus On
    SetHandler server-status
</IfModule>
`,
    },
  ],
};

/** What stops httpd unless it has the module linked in, or the option; of each module the first line. */
function* mayBeLinkedIn(resolution: Resolution): Generator<Finding> {
  const lines = new Map<string, Undecided[]>();
  for (const node of resolution.unloaded) if (node.certain) addTo(lines, neededBy(node), node);
  for (const [needed, [node, ...more]] of lines) {
    if (!node) continue;
    const { key, kind, name: written } = node.read;
    const modules = moduleOf(key);
    const option = directiveNamed(key)?.fact.buildOption;
    const name = kind === 'open' ? `<${written.text}>` : written.text;
    const [module, second] = modules;
    yield {
      at: wholeDirective(node),
      severity: 'warning',
      message: option
        ? say('{name} stops httpd from starting unless it was built with {option}', { name, option })
        : say('{name} stops httpd from starting unless {modules} is linked in: no line loads it', {
            name,
            modules: needed,
          }),
      // One line that asks for the module leaves the others.
      fixes:
        module && !second
          ? [...loadModule(resolution, module), ...(more.length === 0 ? askedFor(node, module) : [])]
          : [],
    };
  }
}

/** What httpd must have for the directive: an option of its build, or modules. */
function neededBy({ read: { key } }: Undecided): string {
  return (
    directiveNamed(key)?.fact.buildOption ??
    moduleOf(key)
      .map(({ sourceFile }) => sourceFile)
      .join(', ')
  );
}

/** A section cannot be wrapped by its tag alone. */
function* askedFor(node: Node, { sourceFile }: ModuleFact): Generator<Fix> {
  if (!isPlain(node) || node.read.kind !== 'directive') return;
  const title = say('Read it where the module is loaded only: <IfModule {sourceFile}>', { sourceFile });
  yield { title, edits: wrapIn(node, `<IfModule ${sourceFile}>`, '</IfModule>'), safe: false };
}
