import { sectionKind } from '../../server/src/catalogue/containers.ts';
import { directives } from '../../server/src/catalogue/directives.ts';
import type { DirectiveFact } from '../../server/src/catalogue/fact.ts';
import { allModules, directiveNamed } from '../../server/src/catalogue/lookup.ts';
import { mpmFacts } from '../../server/src/catalogue/mpms.ts';
import { removedDirectives } from '../../server/src/catalogue/removed.ts';

/** A rule of a TextMate grammar. */
interface GrammarRule {
  readonly name?: string;
  readonly contentName?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly include?: string;
  readonly patterns?: readonly GrammarRule[];
}
type Captures = Readonly<Record<string, GrammarRule>>;

const scope = (name: string) => `${name}.apacheconf`;
const named = (name: string): GrammarRule => ({ name: scope(name) });
const include = (...names: readonly string[]) => names.map((name) => ({ include: `#${name}` }));
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** These words in any letter case; httpd compares the letters A to Z only. */
const anyOf = (words: readonly string[]) => `(?i:${[...new Set(words)].sort().map(escaped).join('|')})`;

/** Blanks of httpd (apr_isspace); a no-break space is an ordinary character. */
const blank = '[ \\t\\r\\f\\x0B]';
const start = `^${blank}*`;
/** A word in double quotes or without quotes. */
const word = '"(?:[^"\\\\\\n]|\\\\.)*"|[^\\s"\']\\S*?';
const wordStart = '(?<!\\S)';
const wordEnd = '(?=\\s|\\\\$|$)';
/** A logical line ends where a physical one does that does not end in a backslash. */
const lineEnd = '(?<!\\\\)(?=\\n)';

const isMpmDirective = ({ providedBy, manual }: DirectiveFact) =>
  typeof providedBy === 'object' || manual.startsWith('mod/mpm_common.html');
const mpmDirectives = directives.filter(isMpmDirective);
const formerNames = directives.flatMap((fact) => (fact.formerNames ?? []).map(({ name }) => name));
const everyName = allModules.flatMap(({ directives: groups }) => groups.flatMap(({ names }) => names.split(' ')));
const isMpmName = (name: string) => {
  const fact = directiveNamed(name)?.fact;
  return fact !== undefined && isMpmDirective(fact);
};
const removedNames = removedDirectives.map(({ name }) => name);
const knownNames = everyName.filter(
  (name) => !name.startsWith('<') && !isMpmName(name) && !removedNames.includes(name),
);
const sections = [...new Set(everyName.filter((name) => name.startsWith('<')).map((name) => name.slice(1)))];
const conditions = [...sections.filter((name) => sectionKind(name) === 'condition'), 'If', 'ElseIf', 'Else'];
const scripts = sections.filter((name) => sectionKind(name) === 'text' && name !== 'Macro');
const patternSections = sections.filter((name) => name.endsWith('Match'));
const expressionSections = ['If', 'ElseIf'];
const moduleNames = Object.values(mpmFacts).flatMap(({ identifier, sourceFile }) => [identifier, sourceFile]);

/** A directive: its name in one scope, its words to the end of the logical line by the rules named. */
function directive(names: string, nameScope: string, ...words: readonly string[]): GrammarRule {
  return {
    name: scope('meta.directive'),
    begin: `${start}(${names})${wordEnd}`,
    beginCaptures: { 1: named(nameScope) },
    end: lineEnd,
    patterns: include(...words, 'words'),
  };
}

/** A directive one of whose first words is of a kind of its own: `before` stands between its name and that word. */
function directiveWithWord(names: string, before: string, wordScope: string): GrammarRule {
  return {
    name: scope('meta.directive'),
    begin: `${start}(${names})${blank}+(${before})(${word})${wordEnd}`,
    beginCaptures: {
      1: named('keyword.other.directive'),
      2: { patterns: include('words') },
      3: { name: scope(wordScope), patterns: include('variable') },
    },
    end: lineEnd,
    patterns: include('words'),
  };
}

/** A section's tag: httpd takes what stands before the last `>` of the line as its words, and nothing after it. */
function section(names: string, nameScope: string, ...words: readonly string[]): GrammarRule {
  return {
    name: scope('meta.tag.section'),
    begin: `${start}(<)(${names})(?=[\\s>\\\\]|$)`,
    beginCaptures: { 1: named('punctuation.definition.tag.begin'), 2: named(nameScope) },
    end: `(>)[^>\\n]*${lineEnd}|${lineEnd}`,
    endCaptures: { 1: named('punctuation.definition.tag.end') },
    patterns: include(...words, 'words'),
  };
}

/** A section's tag whose words, up to the last `>`, are one pattern. */
function patternSection(names: string): GrammarRule {
  return {
    name: scope('meta.tag.section'),
    match: `${start}(<)(${names})${blank}+(.*)(>)`,
    captures: {
      1: named('punctuation.definition.tag.begin'),
      2: named('entity.name.tag'),
      3: { name: scope('string.regexp'), patterns: include('variable') },
      4: named('punctuation.definition.tag.end'),
    },
  };
}

function quoted(mark: string, kind: string, ...inside: readonly string[]): GrammarRule {
  return {
    name: scope(kind),
    begin: `${wordStart}${mark}`,
    beginCaptures: { 0: named('punctuation.definition.string.begin') },
    end: `${mark}|${lineEnd}`,
    endCaptures: { 0: named('punctuation.definition.string.end') },
    patterns: [
      { name: scope('constant.character.escape'), match: `\\\\[${mark}\\\\]` },
      ...include('continuation', ...inside),
    ],
  };
}

const statements: readonly GrammarRule[] = [
  {
    // A comment that ends in a backslash swallows the next line (config.c, ap_cfg_getline).
    name: scope('comment.line.number-sign'),
    begin: `${start}(#)`,
    beginCaptures: { 1: named('punctuation.definition.comment') },
    end: lineEnd,
    patterns: include('continuation'),
  },
  {
    name: scope('meta.tag.section.script'),
    begin: `${start}(<)(${anyOf(scripts)})([^>\\n]*)(>)`,
    beginCaptures: {
      1: named('punctuation.definition.tag.begin'),
      2: named('entity.name.tag'),
      3: { patterns: include('words') },
      4: named('punctuation.definition.tag.end'),
    },
    contentName: 'meta.embedded.block.lua',
    end: `${start}(</)(\\2)(>)`,
    endCaptures: {
      1: named('punctuation.definition.tag.begin'),
      2: named('entity.name.tag'),
      3: named('punctuation.definition.tag.end'),
    },
    // A rule whose patterns are all missing is dropped, end and all: the second stays where there is no Lua.
    patterns: [{ include: 'source.lua' }, { name: 'comment.line.double-dash.lua', match: '--.*$' }],
  },
  {
    name: scope('meta.tag.section.end'),
    match: `${start}(</)(?:(${anyOf(conditions)})(?=[\\s>]|$)|([^\\s>]*))(>)?`,
    captures: {
      1: named('punctuation.definition.tag.begin'),
      2: named('keyword.control.conditional'),
      3: named('entity.name.tag'),
      4: named('punctuation.definition.tag.end'),
    },
  },
  section(anyOf(expressionSections), 'keyword.control.conditional', 'expression'),
  section('(?i:IfModule)', 'keyword.control.conditional', 'negation', 'module'),
  section('(?i:IfDefine)', 'keyword.control.conditional', 'negation', 'define'),
  section('(?i:IfVersion)', 'keyword.control.conditional', 'negation', 'version'),
  section(anyOf(conditions), 'keyword.control.conditional', 'negation'),
  patternSection(anyOf(patternSections)),
  section(anyOf(sections), 'entity.name.tag', 'tilde-pattern'),
  section('[^\\s>/][^\\s>]*', 'entity.name.tag'),
  directive(anyOf(mpmDirectives.map(({ name }) => name)), 'keyword.other.directive.mpm'),
  directive(anyOf(formerNames), 'keyword.other.directive.mpm.former'),
  directive(anyOf(removedNames), 'invalid.deprecated.directive'),
  directive('(?i:LoadModule)', 'keyword.other.directive', 'module'),
  directiveWithWord('(?i:Define|UnDefine)', '', 'variable.other.define'),
  directiveWithWord('(?i:RewriteRule|(?:Script)?AliasMatch|BrowserMatch(?:NoCase)?)', '', 'string.regexp'),
  directiveWithWord('(?i:RedirectMatch)', `(?:(?:\\d+|[a-z]+)${blank}+)?`, 'string.regexp'),
  directiveWithWord('(?i:RewriteCond)', `\\S+${blank}+(?![-<>=!])`, 'string.regexp'),
  directive(anyOf(knownNames), 'keyword.other.directive'),
  directive('[^\\s<#]\\S*', 'support.other.directive'),
];

const repository: Readonly<Record<string, GrammarRule>> = {
  continuation: { name: scope('punctuation.separator.continuation'), match: '\\\\(?=\\n)' },
  variable: {
    // Replaced wherever it stands, quotes or not, before the line is split into words (core.c, ap_resolve_env).
    name: scope('variable.other.define'),
    match: '(\\$\\{)([^}\\n]*)(\\})',
    captures: { 1: named('punctuation.definition.variable.begin'), 3: named('punctuation.definition.variable.end') },
  },
  'server-variable': {
    name: scope('variable.language.server'),
    match: '(%\\{)([^}\\n]*)(\\})',
    captures: { 1: named('punctuation.definition.variable.begin'), 3: named('punctuation.definition.variable.end') },
  },
  backreference: { name: scope('variable.other.backreference'), match: '(?<!\\\\)[$%]\\d' },
  quoted: {
    patterns: [
      quoted('"', 'string.quoted.double', 'variable', 'server-variable', 'backreference'),
      quoted("'", 'string.quoted.single', 'variable', 'server-variable', 'backreference'),
    ],
  },
  number: {
    name: scope('constant.numeric'),
    match: `${wordStart}[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[kKmMgG]|ms|mi|s|h)?(?=[\\s>]|\\\\$|$)`,
  },
  constant: { name: scope('constant.language'), match: `${wordStart}(?i:on|off|all|none)(?=[\\s>]|\\\\$|$)` },
  flags: { name: scope('constant.other.flags'), match: `${wordStart}\\[[^\\]\\s]*\\]${wordEnd}` },
  switch: { name: scope('keyword.operator.switch'), match: `${wordStart}[+-](?=[A-Za-z])` },
  path: {
    name: scope('string.unquoted.path'),
    match: `${wordStart}(?:[A-Za-z][A-Za-z0-9+.-]*://|/)(?:[^\\s$%\\\\>]|[$%](?![\\{\\d]))*`,
  },
  words: {
    patterns: include(
      'continuation',
      'quoted',
      'variable',
      'server-variable',
      'backreference',
      'number',
      'constant',
      'flags',
      'switch',
      'path',
    ),
  },
  negation: { name: scope('keyword.operator.logical'), match: `${wordStart}!` },
  module: {
    patterns: [
      {
        name: scope('entity.name.type.module.mpm'),
        match: `(?<![\\w.])${anyOf(moduleNames).replace('?i:', '?:')}(?!\\w)`,
      },
      { name: scope('entity.name.type.module'), match: '(?<![\\w./])(?:\\w+_module|\\w+\\.c)(?!\\w)' },
    ],
  },
  define: { name: scope('variable.other.define'), match: '(?<=[\\s!])[A-Za-z_][\\w.-]*(?=[\\s>])' },
  version: {
    patterns: [
      { name: scope('keyword.operator.comparison'), match: `${wordStart}!?(?:==|>=|<=|[=~<>])(?=\\s)` },
      { name: scope('constant.numeric.version'), match: `${wordStart}\\d+(?:\\.\\d+)*(?=[\\s>])` },
    ],
  },
  'tilde-pattern': {
    begin: `${wordStart}~\\s+(?=["'])`,
    beginCaptures: { 0: named('keyword.operator.regexp') },
    end: `(?=>)|${lineEnd}`,
    patterns: [quoted('"', 'string.regexp', 'variable'), quoted("'", 'string.regexp', 'variable')],
  },
  expression: {
    patterns: [
      {
        name: scope('meta.expression'),
        begin: `${wordStart}"`,
        beginCaptures: { 0: named('punctuation.definition.expression.begin') },
        end: `"|${lineEnd}`,
        endCaptures: { 0: named('punctuation.definition.expression.end') },
        patterns: include('continuation', 'expression-part'),
      },
      { include: '#expression-part' },
    ],
  },
  'expression-part': {
    patterns: [
      ...include('variable', 'server-variable'),
      {
        name: scope('string.quoted.single'),
        match: "'(?:[^'\\\\\\n]|\\\\.)*'",
        captures: { 0: { patterns: include('variable', 'server-variable') } },
      },
      { name: scope('string.quoted.double'), match: '\\\\"(?:[^"\\\\\\n]|\\\\[^"])*\\\\"' },
      { name: scope('string.regexp'), match: '(?<=[=!]~)\\s*(?:m([^\\w\\s]).*?\\1|/(?:[^/\\\\\\n]|\\\\.)*/)[a-z]*' },
      { name: scope('keyword.operator.logical'), match: '&&|\\|\\||!(?![=~])|(?<![\\w-])(?i:and|or|not|in)(?![\\w-])' },
      { name: scope('keyword.operator.comparison'), match: '=~|!~|[=!]=|=|[<>]=?(?=\\s)' },
      {
        name: scope('keyword.operator.comparison'),
        match: '(?<![\\w-])-(?:eq|ne|lt|le|gt|ge|ipmatch|strmatch|strcmatch|fnmatch|[a-zA-Z])(?![\\w-])',
      },
      { name: scope('constant.language'), match: '(?<!\\w)(?i:true|false)(?!\\w)' },
      { name: scope('support.function'), match: '(?<!\\w)[A-Za-z]\\w*(?=\\()' },
      { name: scope('constant.numeric'), match: '(?<![\\w.])\\d+(?![\\w.])' },
    ],
  },
};

const grammar = {
  $comment: 'Generated by scripts/artefacts/grammar.ts; do not edit',
  name: 'Apache Config',
  scopeName: 'source.apacheconf',
  patterns: statements,
  repository,
};

/** The TextMate grammar: httpd's words and lines by rules, its directives and sections from the catalogue. */
export default (): { path: string; content: string }[] => [
  { path: 'syntaxes/apacheconf.tmLanguage.json', content: `${JSON.stringify(grammar, null, 2)}\n` },
];
