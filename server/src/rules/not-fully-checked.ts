import { isNearSetting } from '../catalogue/likely-name.ts';
import { isOfOtherBuild } from '../catalogue/other-builds.ts';
import { isStockInclude } from '../catalogue/stock-includes.ts';
import type { Node, Resolution, Undecided } from '../resolve/resolution.ts';
import { isTemplated } from '../resolve/template.ts';
import { printable } from '../text/bytes.ts';
import { say } from '../text/message.ts';
import { argument, nameOf } from './edits.ts';
import { type Finding, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'not-fully-checked',
  title: 'Something in the file could not be checked',
  severity: 'hint',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: ['Include', 'IncludeOptional'],
  *check({ resolution }) {
    // Which modules the server has, a per-directory file does not tell.
    if (resolution.target.perDirectory) return;
    const told = new Set<string>();
    for (const finding of undecided(resolution)) {
      if (told.has(finding.at.uri)) continue;
      told.add(finding.at.uri);
      yield finding;
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
A file of a configuration is only a part of what httpd reads. Two things in it cannot be checked without the rest: a
directive that no module of httpd has, which a module from elsewhere may bring, and an \`Include\` of files that are not
here, which may load modules and set values. The rule reports the first such line of a file; what else stands in the file
is checked. Paths that every distribution includes, such as \`conf.d/*.conf\`, are left alone.`,
    why: `
Where all is here, a name that no loaded module has is an error, since httpd does not start. Here it is not known, and
silence would look like agreement.`,
    repair: `
Open the folder that holds the main configuration file with all that it includes, or name that file in
\`apacheMpm.roots\`. Where the main file is all that httpd reads, say so: \`"whole": true\` in \`.apache-mpm.json\`, or
\`--whole\` on the command line.`,
  },
  examples: [
    {
      name: 'a directive of a module from elsewhere',
      config: `
LoadModule somebodys_module modules/mod_somebodys.so
SomebodysDirective on
#^^^^^^^^^^^^^^^^^ hint: SomebodysDirective is not a directive of httpd: whether somebodys_module has it is not known
`,
    },
    {
      name: 'directives of httpd',
      config: `
LoadModule somebodys_module modules/mod_somebodys.so
KeepAlive On
`,
    },
  ],
};

function* undecided(resolution: Resolution): Generator<Finding> {
  for (const occurrence of resolution.strange) {
    if (isOpen(resolution, occurrence)) yield unknownName(resolution, occurrence);
  }
  const { openedBy } = resolution;
  if (openedBy && !isStockInclude(openedBy.read.words[0]?.text ?? '')) yield notRead(openedBy);
}

/** What has not the form of a directive is of another language, or has a rule of its own. */
function isOpen({ templated }: Resolution, { read, certain, path }: Undecided): boolean {
  const isName = /^[a-z]\w*$/i.test(read.name.text) && /[A-Z_]/.test(read.name.text);
  return certain && isName && !isTemplated(templated, path) && !isOfOtherBuild(read.key) && !isNearSetting(read.key);
}

function unknownName({ loaded, whole }: Resolution, occurrence: Undecided): Finding {
  const { text } = occurrence.read.name;
  const name = printable(occurrence.read.kind === 'open' ? `<${text}>` : text);
  const stranger = loaded.find(({ isStranger }) => isStranger);
  return {
    at: nameOf(occurrence),
    message:
      whole && stranger
        ? say('{name} is not a directive of httpd: whether {module} has it is not known', {
            name,
            module: stranger.identifier,
          })
        : say('{name} is not a directive of httpd: whether a module that is loaded elsewhere has it is not known', {
            name,
          }),
  };
}

function notRead(node: Node): Finding {
  const path = printable(node.read.words[0]?.text ?? '');
  return {
    at: argument(node),
    message: say('{path} is not here: which modules it loads and which values it sets is not known', { path }),
  };
}
