import { testOf } from '../catalogue/containers.ts';
import { conditionsAsking } from '../resolve/passed-conditions.ts';
import type { Condition, Definition, Resolution } from '../resolve/resolution.ts';
import { fold } from '../text/letter-case.ts';
import { say } from '../text/message.ts';
import { isSure, isThere, isWithin, nameOfLine } from './blocks.ts';
import { argument, isEditable, replaceWord, wholeDirective } from './edits.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'if-define-misses-its-define',
  title: '<IfDefine> stands before its Define, or differs from it in letter case',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['<IfDefine>', 'Define'],
  *check({ resolution }) {
    const definitions = byName(resolution);
    const conditions = conditionsAsking(
      resolution,
      ({ test, argument }, verdict) => test === 'define' && verdict !== 'yes' && definitions.has(fold(argument)),
    );
    for (const condition of conditions) {
      if (testOf(condition.read.name.text) !== 'define' || isThere(condition) || undefines(condition)) continue;
      const name = condition.argument;
      const alike = definitions.get(fold(name)) ?? [];
      const same = alike.filter((each) => nameIn(each) === name);
      // A block for the first time only may well have its Define behind it.
      const late = condition.negated ? undefined : same.find((each) => isBelow(each, condition));
      const [other] = same.length === 0 ? alike : [];
      const found = late ?? other;
      if (!found) continue;
      const values = {
        tag: condition.written.rest.text,
        name,
        other: nameIn(found),
        where: nameOfLine(found, condition),
      };
      yield {
        at: argument(condition),
        message: late
          ? say(
              '<IfDefine {tag}> stands before Define {name} at {where}: without -D {name} the block is skipped',
              values,
            )
          : say('<IfDefine {tag}> is not what Define {other} at {where} defines: letter case counts', values),
        related: [{ at: wholeDirective(found), message: say('{other} is defined here', values) }],
        fixes: late ? [] : [...write(condition, nameIn(found))],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`<IfDefine NAME>\` is decided when httpd reads its line: by the \`Define\` lines above it and by \`-D NAME\` on the command line.
A \`Define NAME\` further down comes too late, and \`Define Name\` is another name (core.c, start_ifdefine).`,
    why: `
httpd skips the block without a word. With variables it is otherwise: \`\${NAME}\` finds the value whatever its letter case, so
that a file with both forms works by half.`,
    repair: `
Put the \`Define\` line above the block, or write the name as the \`Define\` line has it. Where the name comes from \`-D\` too,
in a service file or in \`/etc/sysconfig\`, silence the rule for the block with the reason.`,
  },
  examples: [
    {
      name: 'a Define that comes too late',
      config: `
<IfDefine BIG>
#         ^^^ warning: <IfDefine BIG> stands before Define BIG at httpd.conf:4: without -D BIG the block is skipped
MaxRequestWorkers 150
</IfDefine>
Define BIG
`,
      mpms: ['event', 'worker', 'prefork'],
    },
    {
      name: 'another letter case',
      config: `
Define big
<IfDefine BIG>
#         ^^^ 💡 warning: <IfDefine BIG> is not what Define big at httpd.conf:1 defines: letter case counts
MaxRequestWorkers 150
</IfDefine>
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Write big': `
Define big
<IfDefine big>
MaxRequestWorkers 150
</IfDefine>
`,
      },
    },
    {
      name: 'a name that is taken back before it is given anew',
      config: `
<IfDefine WORKERS>
    # of the site before
    UnDefine WORKERS
</IfDefine>
Define WORKERS 150
MaxRequestWorkers \${WORKERS}
`,
      mpms: ['event', 'worker', 'prefork'],
    },
    {
      name: 'a value where there is none yet, and a name for the command line',
      config: `
<IfDefine !WORKERS>
Define WORKERS 150
</IfDefine>
MaxRequestWorkers \${WORKERS}
<IfDefine SMALL>
StartServers 1
</IfDefine>
<IfDefine !ONCE>
MaxConnectionsPerChild 10000
</IfDefine>
Define ONCE
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],
};

/** Whether the block does nothing but take back its name, as files do that may be read several times. */
function undefines({ document, first, end, argument: name }: Condition): boolean {
  let isTakenBack = false;
  for (let line = first + 1; line < end; line++) {
    const statement = document.logical[line]?.parsed;
    if (!statement || statement.kind === 'blank' || statement.kind === 'comment') continue;
    if (statement.key !== 'undefine') return false;
    isTakenBack ||= statement.words[0]?.text === name;
  }
  return isTakenBack;
}

function byName(resolution: Resolution): ReadonlyMap<string, readonly Definition[]> {
  const definitions = new Map<string, Definition[]>();
  for (const definition of resolution.definitions) {
    if (!isSure(resolution, definition.condition?.certain ?? true, definition)) continue;
    const name = fold(nameIn(definition));
    const others = definitions.get(name);
    if (others) others.push(definition);
    else definitions.set(name, [definition]);
  }
  return definitions;
}

function nameIn({ read }: Definition): string {
  return read.words[0]?.text ?? '';
}

/** In the same file only: one that another file includes several times may be given its names there. */
function isBelow(definition: Definition, block: Condition): boolean {
  return definition.document === block.document && definition.first > block.end && !isWithin(definition, block);
}

function* write(condition: Condition, name: string): Generator<Fix> {
  if (!isEditable(condition)) return;
  const right = `${condition.negated ? '!' : ''}${name}`;
  yield { title: say('Write {right}', { right }), edits: [replaceWord(condition, right)], safe: false };
}
