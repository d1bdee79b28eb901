import { directiveNamed } from '../catalogue/lookup.ts';
import { readValue } from '../mpm/value.ts';
import { placeIn } from '../resolve/places.ts';
import type { Condition, Node, Notice, Resolution } from '../resolve/resolution.ts';
import { isUnknown } from '../resolve/template.ts';
import { fold } from '../text/letter-case.ts';
import { type Message, say } from '../text/message.ts';
import { wholeDirective } from './edits.ts';
import { isPlain, moveBefore } from './line-edits.ts';
import { type Finding, type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'variable-not-defined',
  title: 'A variable is not defined where it is used',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  directives: ['Define'],
  *check({ resolution }) {
    const told = new Set<string>();
    for (const notice of resolution.notices) {
      const { node, about, variable, certain } = notice;
      if (about !== 'undefined variable' || variable === undefined || !certain) continue;
      if (isDefinedUnknown(resolution, notice)) continue;
      const later = definedLater(resolution, notice);
      const mayBeSet = !resolution.target.started;
      const isExpected = !resolution.whole || isOfEnvvars(variable) || node.read.key === 'define';
      if (mayBeSet && !later && isExpected) continue;
      const use = `${node.document.uri} ${node.first} ${variable}`;
      if (!told.has(use)) yield finding(resolution, notice, later);
      told.add(use);
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`\${NAME}\` is replaced when the line is read, by what a \`Define\` above it or the environment says. If nothing does, the
text stays as it is, and httpd remarks on it: AH00111. A number is then read from \`\${NAME}\`, which gives 0; what corrects a
0, corrects it (\`core.c, ap_resolve_env\`).`,
    why: `
httpd starts, with \`ThreadsPerChild\` 1 or a \`MaxRequestWorkers\` of one process. The remark has no number in it. A \`Define\`
acts from its line on, so that a value in a file that is read later comes too late. \`Define NAME\` without a value makes a
name for \`<IfDefine>\` and no variable.`,
    repair: `
Write the \`Define\` above the first use, or give the variable to the environment of httpd: on Debian in
\`/etc/apache2/envvars\`, which \`apache2ctl\` reads and \`apache2 -t\` alone does not. What the environment of the server
has is not known here, so that a variable that no line defines is information only; \`.apache-mpm.json\` can give it in
\`environment\`.`,
  },
  examples: [
    {
      name: 'defined too late',
      mpms: ['event', 'worker'],
      config: `
ThreadsPerChild \${THREADS}
#               ^^^^^^^^^^ 💡 warning: \${THREADS} is defined further down only: httpd reads ThreadsPerChild as 0
Define THREADS 50
MaxRequestWorkers 400
`,
      fixed: {
        'Move the line that defines it up': `
Define THREADS 50
ThreadsPerChild \${THREADS}
MaxRequestWorkers 400
`,
      },
    },
    {
      name: 'defined nowhere',
      mpms: ['event', 'worker', 'prefork', 'winnt'],
      config: `
MaxConnectionsPerChild \${CHURN}
#                      ^^^^^^^^ information: \${CHURN} is not defined: unless its environment has it, httpd reads MaxConnectionsPerChild as 0
ServerAdmin \${ADMIN}
#           ^^^^^^^^ information: \${ADMIN} is not defined: unless its environment has it, httpd uses the text as it is
`,
    },
    {
      name: 'a name without a value',
      mpms: ['event', 'worker', 'prefork', 'winnt'],
      config: `
Define CHURN
MaxConnectionsPerChild \${CHURN}
#                      ^^^^^^^^ information: \${CHURN} is not defined: unless its environment has it, httpd reads MaxConnectionsPerChild as 0
`,
    },
    {
      name: 'defined above',
      config: `
Define CHURN 1000
MaxConnectionsPerChild \${CHURN}
`,
    },
  ],
};

function finding(resolution: Resolution, { node, variable = '' }: Notice, later: Node | undefined): Finding {
  const use = `\${${variable}}`;
  const start = node.logical.text.indexOf(use);
  const without = resolution.definitions.find((each) => nameDefined(each) === fold(variable) && !later);
  const related = later ?? without;
  // The environment is that of the server; only the httpd of this machine has that of this process.
  const isAssumed = !later && !resolution.target.started;
  const message = later ? say('It is defined here') : say('This defines the name only, without a value');
  return {
    // A macro may have put the variable there: then the line of its `Use` does not show it.
    at: start < 0 ? wholeDirective(node) : placeIn(node, start, start + use.length),
    message: messageOf(resolution, node, use, later),
    ...(isAssumed && { severity: 'information' }),
    httpd: 'AH00111',
    related: related ? [{ at: wholeDirective(related), message }] : [],
    fixes: later ? [...movedUp(resolution, node, later)] : [],
  };
}

function messageOf({ occurrences, target }: Resolution, node: Node, use: string, later: Node | undefined): Message {
  const reader = occurrences.find(({ document, first }) => document === node.document && first === node.first);
  const fact = reader && directiveNamed(reader.read.key)?.fact;
  const value = fact && readValue(fact, reader.read.words[0]?.text ?? '');
  const values = { variable: use, name: reader?.read.name.text ?? '', value: value ?? '' };
  if (!later && !target.started) {
    return typeof value === 'number'
      ? say('{variable} is not defined: unless its environment has it, httpd reads {name} as {value}', values)
      : say('{variable} is not defined: unless its environment has it, httpd uses the text as it is', values);
  }
  if (typeof value === 'number') {
    return later
      ? say('{variable} is defined further down only: httpd reads {name} as {value}', values)
      : say('{variable} is not defined: httpd reads {name} as {value}', values);
  }
  return later
    ? say('{variable} is defined further down only: httpd takes the text as it is', values)
    : say('{variable} is not defined: httpd takes the text as it is', values);
}

/** The line that gives the variable a value, too late. */
function definedLater(resolution: Resolution, { node, variable = '' }: Notice): Node | undefined {
  return resolution.definitions.find((each) => {
    const value = each.read.words[1]?.text ?? '';
    return nameDefined(each) === fold(variable) && value !== '' && isBehind(resolution, each, node);
  });
}

/** Debian's main file has such variables, which `envvars` gives to the environment. */
function isOfEnvvars(variable: string): boolean {
  return variable.startsWith('APACHE_');
}

/** Whether a line above gives the variable a value that the files do not tell. */
function isDefinedUnknown(resolution: Resolution, { node, variable = '' }: Notice): boolean {
  return resolution.definitions.some((each) => {
    return nameDefined(each) === fold(variable) && isUnknown(each.read.rest.text) && !isBehind(resolution, each, node);
  });
}

function isBehind({ files }: Resolution, each: Node, node: Node): boolean {
  if (each.document === node.document) return each.first > node.first;
  const order = [...files.keys()];
  return order.indexOf(each.path) > order.indexOf(node.path);
}

function nameDefined({ read }: Node): string {
  return fold(read.words[0]?.text ?? '');
}

function conditionsAround({ conditions }: Resolution, { document, first }: Node): readonly Condition[] {
  return conditions.filter((each) => each.document === document && each.first < first && first <= each.end);
}

/** Only a line that stands in the same conditions and needs no other variable. */
function* movedUp(resolution: Resolution, node: Node, later: Node): Generator<Fix> {
  if (later.document !== node.document || !isPlain(later) || later.logical.text.includes('${')) return;
  const [here, there] = [conditionsAround(resolution, node), conditionsAround(resolution, later)];
  if (here.length !== there.length || here.some((each) => !there.includes(each))) return;
  yield { title: say('Move the line that defines it up'), edits: moveBefore(later, node), safe: false };
}
