import { likelyName, settingMeantBy } from '../catalogue/likely-name.ts';
import type { Node, Problem, Undecided } from '../resolve/resolution.ts';
import { printable } from '../text/bytes.ts';
import { say } from '../text/message.ts';
import { nameOf, rename } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { codeOf } from './refusals.ts';
import { type Finding, type Fix, type RulePage, textRule } from './rule.ts';
import { unknownFor } from './unknown-commands.ts';

export default textRule({
  id: 'unknown-directive',
  title: 'httpd has no directive of this name',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    for (const problem of unknownFor(resolution, 'no module has it')) yield certain(problem);
    for (const occurrence of resolution.strange) {
      yield* probable(occurrence, resolution.target.perDirectory);
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
No module that httpd has loaded knows the directive or the section, and none that comes with httpd 2.4 has one of this
name. httpd stops at the first such line: \`Invalid command\`.`,
    why: `
Mostly a letter is wrong: \`MaxRequestWorker\`, \`MaxRequestPerChild\`, \`ThreadPerChild\`. A server that runs goes on with its
old configuration until the next restart, and then it ends.

In a file that others include, a module from elsewhere may have the directive. There only names are told, as a warning,
that differ by a letter or two from a setting of the MPMs.`,
    repair: `
Write the name as httpd has it; letter case does not matter. \`httpd -L\` lists all directives of all loaded modules. If the
directive belongs to a module from elsewhere, load the module.`,
  },
  examples: [
    {
      name: 'a letter too few',
      mpms: ['event', 'worker', 'prefork'],
      config: `
MaxRequestWorker 150
#^^^^^^^^^^^^^^^ 💡 error: httpd has no directive MaxRequestWorker and does not start; MaxRequestWorkers may be meant
`,
      fixed: {
        'Rename to MaxRequestWorkers': `
MaxRequestWorkers 150
`,
      },
    },
    {
      name: 'a letter too few in a former name',
      config: `
MaxRequestPerChild 1000
#^^^^^^^^^^^^^^^^^ 💡 error: httpd has no directive MaxRequestPerChild and does not start; MaxConnectionsPerChild may be meant
`,
      fixed: {
        'Rename to MaxConnectionsPerChild': `
MaxConnectionsPerChild 1000
`,
      },
    },
    {
      name: 'a section that is none',
      config: `
  <IfModul mpm_event_module>
#  ^^^^^^^ 💡 error: httpd has no section <IfModul> and does not start; <IfModule> may be meant
  </IfModul>
`,
      fixed: {
        'Rename to <IfModule>, its end tag too': `
  <IfModule mpm_event_module>
  </IfModule>
`,
      },
    },
    {
      name: 'a name that nobody has',
      config: `
WorkerPoolSize 100
#^^^^^^^^^^^^^ error: httpd has no directive WorkerPoolSize and does not start
`,
    },
    {
      name: 'another letter case',
      config: `
maxconnectionsperchild 1000
`,
    },
  ],
};

function certain(problem: Problem): Finding {
  const { node } = problem;
  const { kind, name: written, key } = node.read;
  const name = printable(written.text);
  const isSection = kind === 'open';
  const likely = likelyName(key)?.replace('<', '');
  const values = { name, likely: likely ?? '' };
  const message = isSection
    ? likely
      ? say('httpd has no section <{name}> and does not start; <{likely}> may be meant', values)
      : say('httpd has no section <{name}> and does not start', values)
    : likely
      ? say('httpd has no directive {name} and does not start; {likely} may be meant', values)
      : say('httpd has no directive {name} and does not start', values);
  const fixes = likely && isPlain(node) ? [...renamed(problem, likely)] : [];
  return { at: nameOf(node), message, ...codeOf(problem), fixes };
}

function* renamed({ node, endTag }: { node: Node; endTag?: Node | undefined }, likely: string): Generator<Fix> {
  if (node.read.kind === 'directive') {
    yield { title: say('Rename to {likely}', { likely }), edits: [rename(node, likely)], safe: false };
  } else if (endTag) {
    const title = say('Rename to <{likely}>, its end tag too', { likely });
    yield { title, edits: [rename(node, likely), rename(endTag, likely)], safe: false };
  }
}

function* probable(occurrence: Undecided, perDirectory = false): Generator<Finding> {
  const { read, certain, endTag } = occurrence;
  const likely = settingMeantBy(read.key)?.replace('<', '');
  if (!certain || !likely) return;
  const values = { name: printable(read.name.text), likely };
  if (read.kind === 'open') {
    yield {
      at: nameOf(occurrence),
      severity: 'warning',
      message: perDirectory
        ? say(
            'no module of httpd has a section <{name}>, and httpd answers every request below this folder with 500 for one unknown to it; did you mean <{likely}>?',
            values,
          )
        : say(
            'no module of httpd has a section <{name}>, and httpd does not start with one unknown to it; did you mean <{likely}>?',
            values,
          ),
      fixes: isPlain(occurrence) ? [...renamed({ node: occurrence, endTag }, likely)] : [],
    };
    return;
  }
  yield {
    at: nameOf(occurrence),
    severity: 'warning',
    message: perDirectory
      ? say(
          'no module of httpd has a directive {name}, and httpd answers every request below this folder with 500 for a name unknown to it; {likely} is not allowed in .htaccess either',
          values,
        )
      : say(
          'no module of httpd has a directive {name}, and httpd does not start with a name unknown to it; did you mean {likely}?',
          values,
        ),
    // Settings of MPMs are what is looked for, and none is allowed in a per-directory file.
    fixes:
      isPlain(occurrence) && !perDirectory
        ? [{ title: say('Rename to {likely}', { likely }), edits: [rename(occurrence, likely)], safe: false }]
        : [],
  };
}
