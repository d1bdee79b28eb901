import type { Mpm, MpmFact } from '../catalogue/fact.ts';
import { directiveNamed, moduleOf } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import type { Node, Resolution } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { rename, wholeDirective } from './edits.ts';
import { isPlain, wrapIn } from './line-edits.ts';
import { codeOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';
import { unknownFor } from './unknown-commands.ts';

/** Settings that mean the same under another MPM in the same unit: connections that it can take at once, or at no delay. */
const counterparts: readonly { readonly of: string; readonly is: string; readonly under: readonly Mpm[] }[] = [
  { of: 'MinSpareServers', is: 'MinSpareThreads', under: ['event', 'worker'] },
  { of: 'MaxSpareServers', is: 'MaxSpareThreads', under: ['event', 'worker'] },
  { of: 'MaxRequestWorkers', is: 'ThreadsPerChild', under: ['winnt'] },
];

export default textRule({
  id: 'directive-of-another-mpm',
  title: 'The directive belongs to an MPM that is not loaded',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  seldom: true,
  directives: [
    'MinSpareServers',
    'MaxSpareServers',
    'MinSpareThreads',
    'MaxSpareThreads',
    'ThreadsPerChild',
    'ThreadLimit',
    'AsyncRequestWorkerFactor',
    'MaxRequestWorkers',
    'ServerLimit',
    'StartServers',
  ],
  *check({ resolution }) {
    // Where there is none at all, that is the one thing to say.
    if (resolution.mpms.length === 0) return;
    const problems = unknownFor(resolution, 'another MPM');
    const nodes = problems.map(({ node }) => node);
    for (const problem of problems) {
      const { node } = problem;
      const owners = ownersOf(node.read.key);
      const name = directiveNamed(node.read.key)?.fact.name ?? node.read.name.text;
      yield {
        at: wholeDirective(node),
        message: say('{name} is a directive of {owners}, and another MPM is loaded: httpd does not start', {
          name,
          owners: owners.map(({ title }) => title).join(', '),
        }),
        ...codeOf(problem),
        related: resolution.mpms.flatMap(({ mpm, by }) =>
          by ? [{ at: wholeDirective(by), message: say('{mpm} is loaded here', { mpm: mpmFacts[mpm].title }) }] : [],
        ),
        fixes: isPlain(node)
          ? [...wrapped(resolution, runAround(node, nodes), owners), ...replaced(resolution, node, name)]
          : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Each MPM brings its own directives. \`MinSpareServers\` and \`MaxSpareServers\` are prefork's; \`ThreadsPerChild\`,
\`ThreadLimit\`, \`MinSpareThreads\` and \`MaxSpareThreads\` are those of event and worker; \`AsyncRequestWorkerFactor\` is
event's alone. To a httpd that runs another MPM such a name is as unknown as a misspelled one.`,
    why: `
It happens when the MPM is changed and its settings stay: \`a2dismod mpm_prefork; a2enmod mpm_event\` with the settings in
\`apache2.conf\`, a leftover \`mpm_prefork.conf\` in \`mods-enabled\`, a block without \`<IfModule>\`. httpd does not start,
and one that is running ends when it is told to restart.`,
    repair: `
Put the settings of each MPM into \`<IfModule mpm_prefork_module>\` and so on: then they are read where they apply and
passed over elsewhere. Or write the counterpart of the MPM that runs: a spare server of prefork can take one more
connection, as a spare thread of event can, so \`MinSpareServers 5\` becomes \`MinSpareThreads 5\`, usually with a larger number.`,
  },
  examples: [
    {
      name: 'spare servers under a threaded MPM',
      mpms: ['event', 'worker'],
      config: `
StartServers 3
MinSpareServers 5
#^^^^^^^^^^^^^^^^ 💡 error: MinSpareServers is a directive of prefork, and another MPM is loaded: httpd does not start
`,
      fixed: {
        'Read it under prefork only: <IfModule mpm_prefork_module>': `
StartServers 3
<IfModule mpm_prefork_module>
    MinSpareServers 5
</IfModule>
`,
        'Write MinSpareThreads, its counterpart here': `
StartServers 3
MinSpareThreads 5
`,
      },
    },
    {
      name: 'the settings of prefork left behind',
      mpms: ['event', 'worker'],
      config: `
StartServers 3
    MinSpareServers   5
#   ^^^^^^^^^^^^^^^^^^^ 💡 error: MinSpareServers is a directive of prefork, and another MPM is loaded: httpd does not start
    MaxSpareServers  10
#   ^^^^^^^^^^^^^^^^^^^ 💡 error: MaxSpareServers is a directive of prefork, and another MPM is loaded: httpd does not start
ServerLimit 16
`,
      fixed: {
        'Read these 2 lines under prefork only: <IfModule mpm_prefork_module>': `
StartServers 3
    <IfModule mpm_prefork_module>
        MinSpareServers   5
        MaxSpareServers  10
    </IfModule>
ServerLimit 16
`,
        'Write MinSpareThreads, its counterpart here': `
StartServers 3
    MinSpareThreads   5
    MaxSpareServers  10
ServerLimit 16
`,
        'Write MaxSpareThreads, its counterpart here': `
StartServers 3
    MinSpareServers   5
    MaxSpareThreads  10
ServerLimit 16
`,
      },
    },
    {
      name: 'threads under prefork',
      mpms: ['prefork'],
      config: `
ThreadsPerChild 25
#^^^^^^^^^^^^^^^^^ 💡 error: ThreadsPerChild is a directive of event, worker, WinNT, and another MPM is loaded: httpd does not start
`,
      fixed: {
        'Pass over it under prefork: <IfModule !mpm_prefork_module>': `
<IfModule !mpm_prefork_module>
    ThreadsPerChild 25
</IfModule>
`,
      },
    },
    {
      name: 'a setting for Unix on Windows',
      mpms: ['winnt'],
      config: `
MaxRequestWorkers 150
#^^^^^^^^^^^^^^^^^^^^ 💡 error: MaxRequestWorkers is a directive of event, worker, prefork, and another MPM is loaded: httpd does not start
`,
      fixed: {
        'Pass over it under WinNT: <IfModule !mpm_winnt_module>': `
<IfModule !mpm_winnt_module>
    MaxRequestWorkers 150
</IfModule>
`,
        'Write ThreadsPerChild, its counterpart here': `
ThreadsPerChild 150
`,
      },
    },
    {
      name: 'each in its block',
      config: `
<IfModule mpm_prefork_module>
    MinSpareServers 5
</IfModule>
<IfModule mpm_event_module>
    AsyncRequestWorkerFactor 2
</IfModule>
`,
    },
  ],
};

function ownersOf(key: string): readonly MpmFact[] {
  const sources = moduleOf(key).map(({ sourceFile }) => sourceFile);
  return Object.values(mpmFacts).filter(({ sourceFile }) => sources.includes(sourceFile));
}

/** The lines around one that follow each other without any other between and belong to the same MPMs; in their order. */
function runAround(node: Node, nodes: readonly Node[]): readonly Node[] {
  const byFirst = new Map(
    nodes.flatMap((each) => (each.document === node.document && isPlain(each) ? [[each.first, each] as const] : [])),
  );
  const byEnd = new Map([...byFirst.values()].map((each) => [each.first + each.logical.count, each]));
  const isAlike = (other: Node) => namesOf(other) === namesOf(node);
  const run = [node];
  for (let before = byEnd.get(node.first); before && isAlike(before); before = byEnd.get(before.first))
    run.unshift(before);
  const next = ({ first, logical }: Node) => byFirst.get(first + logical.count);
  for (let after = next(node); after && isAlike(after); after = next(after)) run.push(after);
  return run;
}

function namesOf({ read }: Node): string {
  return ownersOf(read.key)
    .map(({ name }) => name)
    .join();
}

function* wrapped({ mpms }: Resolution, run: readonly Node[], owners: readonly MpmFact[]): Generator<Fix> {
  const [owner, second] = owners;
  const [loaded, another] = mpms;
  const inSection = (condition: string) => wrapIn(run[0]!, `<IfModule ${condition}>`, '</IfModule>', run.at(-1));
  const lines = run.length;
  if (owner && !second) {
    const { title: mpm, identifier } = owner;
    const title =
      lines === 1
        ? say('Read it under {mpm} only: <IfModule {identifier}>', { mpm, identifier })
        : say('Read these {lines} lines under {mpm} only: <IfModule {identifier}>', { lines, mpm, identifier });
    yield { title, edits: inSection(identifier), safe: false };
  } else if (loaded && !another) {
    const { title: mpm, identifier } = mpmFacts[loaded.mpm];
    const title =
      lines === 1
        ? say('Pass over it under {mpm}: <IfModule !{identifier}>', { mpm, identifier })
        : say('Pass over these {lines} lines under {mpm}: <IfModule !{identifier}>', { lines, mpm, identifier });
    yield { title, edits: inSection(`!${identifier}`), safe: false };
  }
}

/** The counterpart, unless another line sets it already. */
function* replaced({ mpms, occurrences }: Resolution, node: Node, name: string): Generator<Fix> {
  const counterpart = counterparts.find(({ of, under }) => of === name && mpms.every(({ mpm }) => under.includes(mpm)));
  if (!counterpart || mpms.length === 0) return;
  if (occurrences.some(({ read }) => directiveNamed(read.key)?.fact.name === counterpart.is)) return;
  const title = say('Write {name}, its counterpart here', { name: counterpart.is });
  yield { title, edits: [rename(node, counterpart.is)], safe: false };
}
