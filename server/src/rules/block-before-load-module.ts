import { moduleNamed } from '../catalogue/lookup.ts';
import { conditionsAsking } from '../resolve/passed-conditions.ts';
import type { Condition, LoadedModule } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { asksForModule, isThere, isWithin, loadedForSure, nameOfLine } from './blocks.ts';
import { argument, moveBehind, wholeDirective } from './edits.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'block-before-load-module',
  title: 'An <IfModule> stands before the LoadModule of its module',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['<IfModule>', 'LoadModule'],
  *check({ resolution }) {
    const loaded = loadedForSure(resolution);
    const loadedAs = (name: string) => loaded.get(moduleNamed(name)?.identifier ?? name);
    const late = conditionsAsking(
      resolution,
      ({ test, argument }, verdict) => test === 'module' && verdict !== 'yes' && loadedAs(argument) !== undefined,
    ).filter((block) => asksForModule(block) && !isThere(block));
    const names = new Set(late.map((block) => block.argument));
    // A file that is read twice may be in time the second time.
    const again = late.length > 0 ? conditionsAsking(resolution, (asked) => names.has(asked.argument)) : [];
    const inTime = new Set(again.filter((block) => asksForModule(block) && isThere(block)).map(keyOf));
    for (const condition of late) {
      const { argument: name, negated } = condition;
      const module = loadedAs(name);
      if (!module || condition.parent?.certain === false || inTime.has(keyOf(condition))) continue;
      if (isWithin(module, condition)) continue;
      const values = { name, where: nameOfLine(module.by, condition) };
      yield {
        at: argument(condition),
        message: negated
          ? say('<IfModule !{name}> is read: the module is loaded only at {where}', values)
          : say('<IfModule {name}> is skipped: the module is loaded only at {where}', values),
        related: [{ at: wholeDirective(module.by), message: say('The module is loaded here') }],
        fixes: [...move(condition, module)],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`<IfModule>\` is decided when httpd reads its line, with the modules that are loaded by then. A block that stands before the
\`LoadModule\` of its module, in the same file or in one that is included earlier, is skipped though the server has the
module. A block \`<IfModule !…>\` there is read though the server has it.`,
    why: `
Everything else may stand before \`LoadModule\`: an ordinary directive is looked up when all files are read. So the same lines
work without the block around them, and httpd says nothing about the block (core.c, start_ifmod).`,
    repair: `
Put the block behind the \`LoadModule\` line, or the line before the block. Debian reads all \`mods-enabled/*.load\` before the
first \`*.conf\`; a main file of your own should load its modules first, too.`,
  },
  examples: [
    {
      name: 'values before the MPM',
      config: `
<IfModule mpm_event_module>
#         ^^^^^^^^^^^^^^^^ 💡 warning: <IfModule mpm_event_module> is skipped: the module is loaded only at httpd.conf:6
  # Twice the usual
  ThreadsPerChild 50
</IfModule>
Listen 80
LoadModule mpm_event_module modules/mod_mpm_event.so
StartServers 2
`,
      loadsMpm: true,
      fixed: {
        'Move the block behind LoadModule mpm_event_module': `
Listen 80
LoadModule mpm_event_module modules/mod_mpm_event.so
<IfModule mpm_event_module>
  # Twice the usual
  ThreadsPerChild 50
</IfModule>
StartServers 2
`,
      },
    },
    {
      name: 'files in the wrong order',
      config: `
Include tuning.conf
Include modules.conf
#- tuning.conf
<IfModule prefork.c>
#         ^^^^^^^^^ warning: <IfModule prefork.c> is skipped: the module is loaded only at modules.conf:1
MaxRequestWorkers 100
</IfModule>
#- modules.conf
LoadModule mpm_prefork_module modules/mod_mpm_prefork.so
`,
      loadsMpm: true,
    },
    {
      name: 'a block that loads what is missing',
      config: `
LoadModule mpm_worker_module modules/mod_mpm_worker.so
<IfModule mpm_worker_module>
ThreadsPerChild 50
</IfModule>
<IfModule !unique_id_module>
LoadModule unique_id_module modules/mod_unique_id.so
</IfModule>
`,
      loadsMpm: true,
    },
  ],
};

function keyOf({ document, first }: Condition): string {
  return `${document.uri} ${first}`;
}

/** Only to a line that is read whenever the block would be. */
function* move(block: Condition, { by, condition, identifier }: LoadedModule): Generator<Fix> {
  if (by.document !== block.document || condition !== block.parent || by.first <= block.end) return;
  const title = say('Move the block behind LoadModule {identifier}', { identifier });
  yield { title, edits: moveBehind(block, by), safe: false };
}
