import type { Condition, Node, Problem, Section } from '../resolve/resolution.ts';
import type { Statement } from '../syntax/line.ts';
import { editDistance } from '../text/edit-distance.ts';
import { gathering } from '../text/gathered.ts';
import { fold } from '../text/letter-case.ts';
import { type Message, say } from '../text/message.ts';
import { removeLines, rename, wholeLine } from './edits.ts';
import { insertEndTagBefore } from './end-tags.ts';
import { isPlain } from './line-edits.ts';
import { misnamedIn, noTag, replaceTag, tagWithout } from './meant-lines.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type Fix, type Related, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'unmatched-end-tag',
  title: 'An end tag does not match',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    const isMisnamed = misnamedIn(resolution);
    for (const problem of refusalsOf(resolution, 'unmatched end tag')) {
      const tag = problem.endTag ?? problem.node;
      if (problem.expected !== undefined && isMisnamed(problem.section)) continue;
      yield {
        at: wholeLine(tag),
        message: messageOf(problem, tag),
        ...codeOf(problem),
        related: openedBy(problem),
        fixes: isPlain(tag) ? [...fixesOf(problem, tag)] : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Sections close in the order in which they were opened, the innermost first, each by its own name; letter case does not
matter. The end tag of a condition that holds must be alone on its line: \`</IfModule> # event\` is none
(\`ap_build_cont_config\`).`,
    why: `
httpd does not start. In a condition that does not hold everything is passed over but the tags: they must match there too,
and the line that httpd names is that of the condition.`,
    repair: `
Correct the name, write the end tag that is missing, or take away the one that closes nothing.`,
  },
  examples: [
    {
      name: 'an end of nothing',
      config: `
MaxConnectionsPerChild 1000
</IfModule>
#^^^^^^^^^^ 💡 error: </IfModule> closes nothing: httpd does not start
`,
      fixed: {
        'Remove the line': `
MaxConnectionsPerChild 1000
`,
      },
    },
    {
      name: 'a comment behind an end tag',
      config: `
<IfModule core.c>
    MaxConnectionsPerChild 1000
</IfModule> # of core
#^^^^^^^^^^^^^^^^^^^^ 💡 error: </IfModule> must be alone on its line and written without blanks: httpd does not start
`,
      fixed: {
        'Write </IfModule> alone': `
<IfModule core.c>
    MaxConnectionsPerChild 1000
</IfModule>
`,
      },
    },
    {
      name: 'a section that was forgotten',
      config: `
<VirtualHost *:80>
    <Directory /srv>
        Options None
</VirtualHost>
#^^^^^^^^^^^^^ 💡 error: </VirtualHost> stands where </Directory> is expected: httpd does not start
`,
      fixed: {
        'Write </Directory> before it': `
<VirtualHost *:80>
    <Directory /srv>
        Options None
    </Directory>
</VirtualHost>
`,
      },
    },
    {
      name: 'a wrong name in the block of another MPM',
      mpms: ['event', 'worker'],
      config: `
  <IfModule mpm_prefork_module>
    MaxSpareServers 10
  </IfModul>
# ^^^^^^^^^^ 💡 error: </IfModul> stands where </IfModule> is expected: httpd does not start
`,
      fixed: {
        'Write </IfModule>': `
  <IfModule mpm_prefork_module>
    MaxSpareServers 10
  </IfModule>
`,
      },
    },
    {
      name: 'a space in an end tag',
      config: `
<IfModule core.c>
    MaxConnectionsPerChild 1000
</ IfModule>
#^^^^^^^^^^^ 💡 error: </ IfModule> has a space in it: httpd does not take it as an end tag and does not start
`,
      fixed: {
        'Replace with </IfModule>': `
<IfModule core.c>
    MaxConnectionsPerChild 1000
</IfModule>
`,
      },
    },
    {
      name: 'in order',
      config: `
<VirtualHost *:80>
    <Directory /srv>
    </directory>
</VirtualHost>
`,
    },
  ],
};

function messageOf(problem: Problem, tag: Node): Message {
  const name = tag.read.name.text;
  const right = rightTag(problem, tag);
  if (right) return noTag(tag);
  const { expected } = problem;
  if (expected)
    return say('</{name}> stands where </{expected}> is expected: httpd does not start', { name, expected });
  return meant(problem, tag)
    ? say('</{name}> must be alone on its line and written without blanks: httpd does not start', { name })
    : say('</{name}> closes nothing: httpd does not start', { name });
}

/** The section that the end tag does not match. */
function openedBy({ expected, endTag, node, section }: Problem): readonly Related[] {
  const open = endTag ? node : expected ? section : undefined;
  return open ? [{ at: wholeLine(open), message: say('<{name}> is opened here', { name: open.read.name.text }) }] : [];
}

/** The open condition that would be closed, were the tag alone on its line. */
function meant({ condition, node }: Problem, { read, path }: Node): Condition | undefined {
  const isMeant = condition && condition.path === path && fold(condition.read.name.text) === fold(read.name.text);
  return isMeant && node.read.kind === 'close' ? condition : undefined;
}

/** The end tag that is meant by one with a space or pasted characters in it, where that is what ends a section there. */
function rightTag({ expected, condition }: Problem, tag: Node): string | undefined {
  const ends = expected ?? (condition?.path === tag.path ? condition.read.name.text : undefined);
  if (ends === undefined || fold(tag.read.name.text) === fold(ends)) return undefined;
  const right = tagWithout(tag);
  return right && fold(right) === `</${fold(ends)}>` ? right : undefined;
}

function* fixesOf(problem: Problem, tag: Node): Generator<Fix> {
  const { expected, section, node, endTag } = problem;
  const right = rightTag(problem, tag);
  if (right) {
    yield replaceTag(tag, right);
    return;
  }
  if (expected && closesOuter(problem, tag)) {
    const open = endTag ? node : section!;
    const title = say('Write </{expected}> before it', { expected });
    yield { title, edits: [insertEndTagBefore(tag, open, expected)], safe: false };
  } else if (expected) {
    yield { title: say('Write </{expected}>', { expected }), edits: [rename(tag, expected)], safe: false };
  } else if (meant(problem, tag)) {
    const name = tag.written.name.text;
    const title = say('Write </{name}> alone', { name });
    yield { title, edits: [{ at: wholeLine(tag), text: `</${name}>` }], safe: false };
  } else {
    const condition = problem.condition?.path === tag.path ? problem.condition.written.name.text : undefined;
    const near = condition && editDistance(fold(condition), fold(tag.read.name.text), 2) <= 2 ? condition : undefined;
    if (near) yield { title: say('Write </{expected}>', { expected: near }), edits: [rename(tag, near)], safe: false };
    else yield { title: say('Remove the line'), edits: [removeLines(tag)], safe: false };
  }
}

/** Whether the tag is that of a section further out, so that the end of an inner one is missing. */
function closesOuter({ section, condition, endTag, node }: Problem, { read, path }: Node): boolean {
  if (endTag) return fold(node.read.name.text) === fold(read.name.text);
  const name = nameIn(path, read);
  const sections = section?.parent && sectionsAround(section.parent);
  const conditions = condition && conditionsAround(condition);
  return (sections?.has(name) ?? false) || (conditions?.has(name) ?? false);
}

const nameIn = (path: string, { name }: Statement) => `${fold(name.text)} ${path}`;
const sectionsAround = gathering(({ path, read }: Section) => nameIn(path, read));
const conditionsAround = gathering(({ path, read }: Condition) => nameIn(path, read));
