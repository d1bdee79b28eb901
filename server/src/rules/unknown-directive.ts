import { likelyName, settingMeantBy } from '../catalogue/likely-name.ts';
import type { Node, Problem, Undecided } from '../resolve/resolution.ts';
import { printable } from '../text/bytes.ts';
import { say } from '../text/message.ts';
import { nameOf, rename } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { inAllLines, meantLine } from './meant-lines.ts';
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
    const problems = unknownFor(resolution, 'no module has it');
    const together = inAllLines(problems);
    for (const problem of problems) {
      const meant = meantLine(problem, together);
      yield meant ? { ...meant, ...codeOf(problem) } : certain(problem);
    }
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
that differ by a letter or two from a setting of the MPMs. What no module can have as a name is an error everywhere: one with
characters that were pasted from a web page or a word processor, such as no-break spaces, typographic quotes and \`&lt;\`, one
with \`=\` or \`:\`, a comment with \`//\`, \`;\`, \`--\` or \`<!--\`, and a section that is called as a module is.`,
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
      name: 'a section that is called as a module',
      mpms: ['worker'],
      config: `
<mpm_worker_module>
#^^^^^^^^^^^^^^^^^^ 💡 error: httpd has no section <mpm_worker_module> and does not start; did you mean <IfModule mpm_worker_module>?
    ThreadsPerChild 60
    MaxConnectionPerChild 0
#   ^^^^^^^^^^^^^^^^^^^^^ 💡 error: httpd has no directive MaxConnectionPerChild and does not start; MaxConnectionsPerChild may be meant
</mpm_worker_mopdule>
`,
      fixed: {
        'Replace with <IfModule mpm_worker_module>, its end tag with </IfModule>': `
<IfModule mpm_worker_module>
    ThreadsPerChild 60
    MaxConnectionPerChild 0
</IfModule>
`,
        'Rename to MaxConnectionsPerChild': `
<mpm_worker_module>
    ThreadsPerChild 60
    MaxConnectionsPerChild 0
</mpm_worker_mopdule>
`,
      },
    },
    {
      name: 'no-break spaces',
      config: `
\u00a0MaxConnectionsPerChild\u00a01000
#^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: httpd takes U+00A0 as part of the name and does not start; did you mean MaxConnectionsPerChild 1000?
`,
      fixed: {
        'Replace with MaxConnectionsPerChild 1000': `
MaxConnectionsPerChild 1000
`,
      },
    },
    {
      name: 'HTML instead of its text',
      config: `
&lt;IfModule mpm_event_module&gt;
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: httpd takes &lt; &gt; as part of the name and does not start; did you mean <IfModule mpm_event_module>?
&lt;/IfModule&gt;
#^^^^^^^^^^^^^^^^ 💡 error: httpd takes &lt; &gt; as part of the name and does not start; did you mean </IfModule>?
`,
      fixed: {
        'Replace such characters in 2 lines': `
<IfModule mpm_event_module>
</IfModule>
`,
      },
    },
    {
      name: 'signs of other languages',
      mpms: ['event', 'worker', 'prefork'],
      config: `
// our numbers
#^^^^^^^^^^^^^ 💡 error: // begins no comment: httpd takes the line for a directive and does not start
MaxRequestWorkers=200
#^^^^^^^^^^^^^^^^^^^^ 💡 error: httpd takes = as part of the name and does not start; did you mean MaxRequestWorkers 200?
StartServer: 2
#^^^^^^^^^^^^^ 💡 error: httpd takes : as part of the name and does not start; did you mean StartServers 2?
`,
      fixed: {
        'Replace with # our numbers': `
# our numbers
MaxRequestWorkers=200
StartServer: 2
`,
        'Replace with MaxRequestWorkers 200': `
// our numbers
MaxRequestWorkers 200
StartServer: 2
`,
        'Replace with StartServers 2': `
// our numbers
MaxRequestWorkers=200
StartServers 2
`,
      },
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
