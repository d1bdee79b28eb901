import { argumentsOf, defaultOf, directiveNamed } from '../catalogue/lookup.ts';
import { placeIn } from '../resolve/places.ts';
import type { Node, Problem, Resolution } from '../resolve/resolution.ts';
import type { Message } from '../text/message.ts';
import { say } from '../text/message.ts';
import { commentBehind } from './comment-behind.ts';
import { replaceWord, wholeDirective, wholeLine } from './edits.ts';
import { isPlain } from './line-edits.ts';
import { codeOf, refusalsOf, saidOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'wrong-argument-count',
  title: 'The directive has too many words or too few',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    for (const problem of refusalsOf(resolution, 'wrong arguments')) {
      const { node } = problem;
      if (commentBehind(node) !== undefined) continue;
      yield {
        at: node.read.kind === 'directive' ? wholeDirective(node) : wholeLine(node),
        message: messageOf(problem),
        ...codeOf(problem),
        fixes: isPlain(node) && node.read.kind === 'directive' ? [...fixesOf(node, resolution)] : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd splits a line at blanks and counts the words before it looks at them (\`invoke_cmd\`). The directives of the MPMs take
exactly one; an empty word, \`""\`, counts as none. Directives that are On or Off take nothing else in their place.`,
    why: `
httpd does not start. What it says is the usage of the directive, not what is wrong with the line.`,
    repair: `
Write one number without blanks or separators: \`1 000\` is two words. Put a path with blanks into quotes. Take the line away
if the default is meant.`,
  },
  examples: [
    {
      name: 'a blank in a number',
      mpms: ['event', 'worker'],
      config: `
MaxRequestWorkers 1 000
#^^^^^^^^^^^^^^^^^^^^^^ 💡 error: MaxRequestWorkers has 2 words behind it: httpd does not start and says "MaxRequestWorkers takes one argument, Maximum number of threads alive at the same time"
`,
      fixed: {
        'Write 1000': `
MaxRequestWorkers 1000
`,
      },
    },
    {
      name: 'a number that was torn apart',
      mpms: ['event', 'worker'],
      config: `
MaxRequestWorkers 4 00
#^^^^^^^^^^^^^^^^^^^^^ 💡 error: MaxRequestWorkers has 2 words behind it: httpd does not start and says "MaxRequestWorkers takes one argument, Maximum number of threads alive at the same time"
`,
      fixed: {
        'Write 400': `
MaxRequestWorkers 400
`,
      },
    },
    {
      name: 'a sign between name and value',
      config: `
MaxConnectionsPerChild = 1000
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: MaxConnectionsPerChild has 2 words behind it: httpd does not start and says "MaxConnectionsPerChild takes one argument, Maximum number of connections a particular child serves before dying."
`,
      fixed: {
        'Remove the =': `
MaxConnectionsPerChild 1000
`,
      },
    },
    {
      name: 'no value at all',
      config: `
MaxConnectionsPerChild
#^^^^^^^^^^^^^^^^^^^^^ 💡 error: MaxConnectionsPerChild has no value: httpd does not start and says "MaxConnectionsPerChild takes one argument, Maximum number of connections a particular child serves before dying."
`,
      fixed: {
        'Write 0, the default': `
MaxConnectionsPerChild 0
`,
      },
    },
    {
      name: 'neither On nor Off',
      config: `
KeepAlive yes
#^^^^^^^^^^^^ 💡 error: KeepAlive yes is neither On nor Off: httpd does not start and says "KeepAlive must be On or Off"
`,
      fixed: {
        'Write On': `
KeepAlive On
`,
      },
    },
    {
      name: 'a path with a blank',
      mpms: ['event', 'worker', 'prefork', 'winnt'],
      config: `
PidFile "logs/httpd.pid" now
#^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: PidFile has 2 words behind it: httpd does not start and says "PidFile takes one argument, A file for logging the server process ID"
PidFile logs/my httpd.pid
#^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: PidFile has 2 words behind it: httpd does not start and says "PidFile takes one argument, A file for logging the server process ID"
`,
      fixed: {
        'Put quotes around the path': `
PidFile "logs/httpd.pid" now
PidFile "logs/my httpd.pid"
`,
      },
    },
    {
      name: 'one word each',
      config: `
PidFile "logs/httpd.pid"
KeepAlive On
MaxConnectionsPerChild 1000
`,
    },
  ],
};

function messageOf(problem: Problem): Message {
  const { read } = problem.node;
  const count = read.words.length;
  const values = { name: read.name.text, count, said: saidOf(problem), word: read.words[0]?.text ?? '' };
  if (read.kind !== 'directive') return say('httpd does not start with this tag and says "{said}"', values);
  if (takesOf(problem.node) === 'flag' && count > 0) {
    return say('{name} {word} is neither On nor Off: httpd does not start and says "{said}"', values);
  }
  if (count === 0) return say('{name} has no value: httpd does not start and says "{said}"', values);
  if (count === 1) return say('{name} {word} is not enough: httpd does not start and says "{said}"', values);
  return say('{name} has {count} words behind it: httpd does not start and says "{said}"', values);
}

function takesOf({ read }: Node) {
  return directiveNamed(read.key)?.fact.arity ?? argumentsOf(read.key)?.takes;
}

function* fixesOf(node: Node, { mpms }: Resolution): Generator<Fix> {
  const { words, rest } = node.written;
  const takes = takesOf(node);
  const fact = directiveNamed(node.read.key)?.fact;
  const replaced = (text: string) => ({ at: placeIn(node, rest.start, rest.end), text });
  const [first, second] = words;
  if (first && second && words.length === 2 && /^[=:]$/.test(first.text) && (takes === 'one' || takes === 'flag')) {
    const edit = { at: placeIn(node, first.start, second.start), text: '' };
    yield { title: say('Remove the {sign}', { sign: first.text }), edits: [edit], safe: false };
  } else if (takes === 'flag' && words.length > 0) {
    const meant = flagMeantBy(words[0]!.text);
    if (meant) yield { title: say('Write {value}', { value: meant }), edits: [replaceWord(node, meant)], safe: false };
  } else if (fact && words.length === 0) {
    const value = mpms.length === 1 ? defaultOf(fact, mpms[0]!.mpm) : undefined;
    if (value === undefined) return;
    const end = node.written.name.end;
    const edit = { at: placeIn(node, end, rest.end), text: ` ${value}` };
    yield { title: say('Write {value}, the default', { value }), edits: [edit], safe: false };
  } else if (takes === 'one' && isGroupedNumber(rest.text)) {
    const value = rest.text.replace(/\s+/g, '');
    yield { title: say('Write {value}', { value }), edits: [replaced(value)], safe: false, preferred: true };
  } else if (takes === 'one' && fact?.reading === 'text' && /^[^"'\\]*[/][^"'\\]*$/.test(rest.text)) {
    yield { title: say('Put quotes around the path'), edits: [replaced(`"${rest.text}"`)], safe: false };
  }
}

/** Digits in groups of three, or zeros that were torn off: `1 000`, `4 00`. */
function isGroupedNumber(text: string): boolean {
  return /^\d{1,3}(\s\d{3}){1,2}$|^[1-9]\d{0,5}\s0{1,3}$/.test(text);
}

function flagMeantBy(word: string): string | undefined {
  if (/^(true|yes|1|enabled?)$/i.test(word)) return 'On';
  return /^(false|no|0|disabled?|none)$/i.test(word) ? 'Off' : undefined;
}
