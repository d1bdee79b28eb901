import { sectionKind } from '../catalogue/containers.ts';
import { commandsNamed, removedNamed } from '../catalogue/lookup.ts';
import { fits } from '../resolve/arity.ts';
import { linesThatTell } from '../resolve/passages.ts';
import { isUnknown } from '../resolve/template.ts';
import type { Document, PlacedLine } from '../syntax/document.ts';
import { parseLine, type Statement } from '../syntax/line.ts';
import { readLogicalLine } from '../syntax/logical-line.ts';
import { say } from '../text/message.ts';
import type { Place } from '../text/place.ts';
import { type Finding, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'comment-swallows-next-line',
  title: 'A comment ends in a backslash and swallows the next line',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: [],
  *check({ resolution }) {
    for (const document of new Set(resolution.files.values())) {
      for (const line of linesThatTell(document, 'in comments')) {
        const lost = line.logical.count > 1 ? swallowedBy(document, line) : undefined;
        if (lost) yield findingOf(document, lost);
      }
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd joins a line that ends in a backslash with the next one before it looks what the line is (util.c,
ap_cfg_getline_core). A comment that ends in one, such as a Windows path or a drawing, goes on in the line below, and the
directive or tag in that line is part of the comment. This holds for LF and CR LF, and whatever stands before the backslash, a
second one too.

Nothing is said where the next line is blank or itself a comment, and where it is the rest of a directive that is commented
out.`,
    why: `
httpd does not know that there was a directive, and reports nothing. The file looks right in every editor. Where the lost line
is the \`LoadModule\` of the MPM, httpd does not start, with AH00534: \`No MPM loaded\`. Where it is a tag, the tag of the other
end is the one that httpd complains about.`,
    repair: `
Put a character after the backslash: a dot leaves a Windows path the same. A space does it too, but editors take it away.
Where the next line is to be a comment as well, begin it with \`#\`.`,
  },
  examples: [
    {
      name: 'a path of Windows',
      mpms: ['event', 'worker', 'prefork'],
      config: `
# as in C:\\docs\\proxy\\
MaxRequestWorkers 100
#^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers is not read: the comment above ends in a backslash and goes on in this line
StartServers 2
`,
      fixed: {
        'Insert a dot after the backslash': `
# as in C:\\docs\\proxy\\.
MaxRequestWorkers 100
StartServers 2
`,
      },
    },
    {
      name: 'several comments, in a section',
      config: `
<VirtualHost *:80>
    #  __/\\\\__
    # _\\____/_\\
    # \\
    KeepAlive Off
#   ^^^^^^^^^^^^^ 💡 warning: KeepAlive is not read: the comment above ends in a backslash and goes on in this line
</VirtualHost>
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Insert a dot after the backslash': `
<VirtualHost *:80>
    #  __/\\\\__
    # _\\____/_\\
    # \\.
    KeepAlive Off
</VirtualHost>
`,
      },
    },
    {
      name: 'lines that are to be comments',
      config: `
#MaxRequestWorkers \\
    100
#AllowOverrideList AuthName \\
    AuthType AuthBasicProvider
# a long remark \\
on two lines
# one that ends in nothing \\

# one \\
# and another
`,
    },
  ],
};

/** What a comment has swallowed. */
interface Swallowed {
  /** The physical line of the comment that ends in the backslash. */
  readonly comment: number;
  readonly statement: Statement;
  /** The physical line that is lost, the first of them. */
  readonly place: Place;
}

/** The first line in a comment of several lines that httpd would read, were it not for the backslash above it. */
function swallowedBy(document: Document, { first, logical }: PlacedLine): Swallowed | undefined {
  const { lines, uri } = document;
  let comment = first;
  for (let at = first + 1; at < first + logical.count; at++) {
    const line = lines.line(at);
    if (/^[ \t]*#/.test(line)) comment = at;
    // A lone CR ends no line of httpd's.
    if (/^[ \t]*(#|\\?\s*$)/.test(line) || !/\\\r?\n$/.test(lines.line(at - 1))) continue;
    const { parsed: statement } = readLogicalLine(lines, at);
    if (statement.kind === 'blank' || statement.kind === 'comment' || !isForHttpd(statement)) return undefined;
    if (isRestOf(lines.line(comment), line)) return undefined;
    const start = { line: at, character: indentationOf(line) };
    const end = { line: at, character: line.trimEnd().length };
    return { comment, statement, place: { uri, start, end } };
  }
  return undefined;
}

/**
 * Whether a line is meant for httpd, and is not prose: it has the name of a directive with as many words as that takes, or
 * of a section. Other modules' directives are known by capitals within their names, and PHP's.
 */
function isForHttpd(statement: Statement): boolean {
  const { kind, key, name } = statement;
  if (kind !== 'directive') return sectionKind(name.text) !== undefined && statement.closed;
  const commands = commandsNamed(key);
  const isFilled = isUnknown(statement.rest.text) || commands.some(({ takes }) => fits(takes, statement));
  if (commands.length > 0) return isFilled && !isProse(statement);
  if (removedNamed(key)) return true;
  return /^(?:[A-Z]\w*[a-z][A-Z]\w*|php_(?:admin_)?(?:value|flag))$/.test(name.text) && statement.count > 0;
}

/** `Listen to what your users say` is no directive, though some take as many words of any kind. */
function isProse({ words }: Statement): boolean {
  return words.length > 3 && words.every(({ text }) => /^[a-z][a-z'-]*[.,;:!?]?$/.test(text));
}

/** Whether the line goes on with a directive that is commented out: it is indented more than that. */
function isRestOf(comment: string, line: string): boolean {
  const commented = parseLine(comment.replace(/^[ \t]*#[#\s]*/, '').replace(/\\\r?\n$/, ''));
  if (commented.kind === 'blank' || commented.kind === 'comment' || commandsNamed(commented.key).length === 0)
    return false;
  return indentationOf(line) > indentationOf(comment);
}

function indentationOf(line: string): number {
  return /^[ \t]*/.exec(line)![0].length;
}

function findingOf({ lines, uri }: Document, { comment, statement, place }: Swallowed): Finding {
  const { kind, name } = statement;
  const shown = kind === 'open' ? `<${name.text}>` : kind === 'close' ? `</${name.text}>` : name.text;
  const behind = { line: comment, character: lines.lengthOf(comment) };
  const backslash = { uri, start: { line: comment, character: behind.character - 1 }, end: behind };
  return {
    at: place,
    message: say('{name} is not read: the comment above ends in a backslash and goes on in this line', { name: shown }),
    related: [{ at: backslash, message: say('The backslash is here') }],
    fixes: [
      {
        title: say('Insert a dot after the backslash'),
        edits: [{ at: { uri, start: behind, end: behind }, text: '.' }],
        safe: false,
      },
    ],
  };
}
