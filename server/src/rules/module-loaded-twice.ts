import type { LoadedModule, Node } from '../resolve/resolution.ts';
import { baseName } from '../text/file-uri.ts';
import { say } from '../text/message.ts';
import { isSure, loadedForSure, nameOfLine } from './blocks.ts';
import { removeLines, wholeDirective } from './edits.ts';
import { isBelowComment, isPlain } from './line-edits.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'module-loaded-twice',
  title: 'A LoadModule line is passed over because the module is already loaded',
  severity: 'information',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: ['LoadModule'],
  *check({ resolution }) {
    const loaded = loadedForSure(resolution);
    for (const { about, node, certain } of resolution.notices) {
      if (about !== 'loaded twice' || !isSure(resolution, certain, node)) continue;
      const first = loaded.get(node.read.words[0]?.text ?? '');
      // A file that is read twice has each of its lines twice.
      if (!first || (first.by.document === node.document && first.by.first === node.first)) continue;
      const [file, other] = [fileOf(node), fileOf(first.by)];
      const values = { identifier: first.identifier, file, other, where: nameOfLine(first.by, node) };
      yield {
        at: wholeDirective(node),
        message:
          file === other
            ? say('{identifier} is passed over: {where} has loaded it', values)
            : say('{file} is not loaded: {where} has loaded {identifier}, from {other}', values),
        severity: file === other ? 'information' : 'warning',
        httpd: 'AH01574',
        related: [{ at: wholeDirective(first.by), message: say('The module is loaded here') }],
        fixes: [...remove(node, first)],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd loads a module once, by its identifier. A later \`LoadModule\` line with the same identifier is passed over, also when it
names another file: \`LoadModule mpm_event_module modules/mod_mpm_worker.so\` behind a line that loads event changes nothing
(mod_so.c, load_module). That is told as a warning; the same file again is only information.`,
    why: `
At each start the log has \`AH01574: module … is already loaded, skipping\`. Often a file of the administrator's repeats what a
file of the distribution does, and when the one is edited the other goes on to decide.`,
    repair: `
Remove the later line, which is a safe fix where both lines of one file say the same, or write the identifier that belongs to
its file.`,
  },
  examples: [
    {
      name: 'the same line twice',
      config: `
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule unique_id_module modules/mod_unique_id.so
StartServers 2
LoadModule unique_id_module modules/mod_unique_id.so
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 information: unique_id_module is passed over: httpd.conf:2 has loaded it
`,
      loadsMpm: true,
      fixed: {
        'Remove this line': `
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule unique_id_module modules/mod_unique_id.so
StartServers 2
`,
      },
    },
    {
      name: 'the identifier of one MPM and the file of another',
      config: `
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule mpm_event_module modules/mod_mpm_worker.so
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: mod_mpm_worker.so is not loaded: httpd.conf:1 has loaded mpm_event_module, from mod_mpm_event.so
`,
      loadsMpm: true,
      fixed: {
        'Remove this line': `
LoadModule mpm_event_module modules/mod_mpm_event.so
`,
      },
    },
    {
      name: 'a module that is loaded where it is missing',
      config: `
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule unique_id_module modules/mod_unique_id.so
<IfModule !unique_id_module>
LoadModule unique_id_module modules/mod_unique_id.so
</IfModule>
`,
      loadsMpm: true,
    },
  ],
};

function fileOf({ read }: Node): string {
  return baseName(read.words[1]?.text ?? '');
}

/** Where whoever reads the line has read the first one, too. */
function* remove(node: Node, { by, condition }: LoadedModule): Generator<Fix> {
  if (by.document !== node.document || condition) return;
  const safe = isRepetition(node, by) && 'repeated LoadModule';
  yield { title: say('Remove this line'), edits: [removeLines(node)], safe };
}

/** Whether both lines say the same, word for word: of two files somebody may have wanted the other one. */
function isRepetition(node: Node, first: Node): boolean {
  const isSame = node.read.words.every(({ text }, index) => text === first.read.words[index]?.text);
  return isSame && isPlain(node) && isPlain(first) && !isBelowComment(node);
}
