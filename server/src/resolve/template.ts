import { directiveNamed } from '../catalogue/lookup.ts';
import type { Statement } from '../syntax/line.ts';

/** Placeholders of the template languages that people generate httpd's files with: their values are unknown here. */
const placeholder = /<[%?]|\[%[-+=~]?\s|\{\{|\{%|\{#|\$\{|@[A-Za-z_][\w.-]*@|%\([\w.]+\)s|%%\w+%%|__[A-Z][A-Z_]*__/;

/** Whether the text holds a placeholder, so that nobody can say what httpd will read. */
export function isUnknown(text: string): boolean {
  return placeholder.test(text);
}

/**
 * Placeholders that elsewhere may be httpd's own (`%{HTTP_HOST}`, `$1`, `[L]`), but are none of a number, a flag, an
 * address or a path: those of shells, make and sed (`$N`, `$(N)`, `` `n` ``, `%N%`), of printf and str.format (`%d`, `{n}`),
 * of Ruby (`#{n}`), Smarty (`{$n}`), Hiera and RPM (`%{n}`), CMake (`$ENV{n}`), Velocity (`$!n`).
 */
const mark = /\$+!?[A-Za-z_({[]|`|%[A-Za-z_][\w.:-]*%|[#%@]\{/;
const markInValue =
  /\$\d|\{[^{}]*\}|<\s*[A-Za-z_$][^<>]*>|\[\[[^[\]]+\]\]|^\[[A-Za-z_][\w .-]*\]$|^[%@&][A-Za-z_]|^%[-+\d.$]*[dfisu]$|%\([\w.]+\)[a-z]/;

/** A name in signs that belong to nothing else: `-N-`, `#N#`, `!!N!!`, `:N:`, `_N_`; quotes are none. */
const wrapped = /^[^\w\s"'“”‘’«»]{1,3}[A-Za-z_][\w.:-]*[^\w\s"'“”‘’«»]{1,3}$|^_+[A-Za-z]\w*_$/;

/** A call, of m4 or a template function. */
const call = /^[A-Za-z_][\w.:]*\(/;

/** What people leave to be filled in, in any letter case. */
const leftOpen =
  /^(?:to[-_]?do|fix[-_]?me|tb[acd]|place[-_]?holder|(?:please[-_]?)?(?:change|replace|edit|set|insert|fill)[-_]?(?:me|this|here|in|it)|your[-_].+|x+|n+)[:!]?$|^(?:[._?…-]{2,}|[…?])$/i;

/** Names of variables that scripts replace in place: `APACHE_MAX_REQ_WORKERS`, `WAMPAPACHEPORT`. */
const capitals = /^[A-Z][A-Z\d]*(?:[_.-]+[A-Z\d]+)*$/;

/** Words in capitals that are no names of variables: somebody wrote them for a value, and wrongly. */
const wrongWords = new RegExp(
  `^(?:${[
    'ON|OFF|YES|NO|TRUE|FALSE|EN?ABLED?|DISABLED?|NONE|NULL|NIL|EMPTY|UNSET|NOT_?SET|UNDEF(?:INED)?|N\\.?A',
    'NEVER|ALWAYS|FOREVER|AUTO(?:MATIC)?|DEFAULT|STANDARD|ALL|ANY|MAX(?:IMUM)?|MIN(?:IMUM)?|MANY|FEW|LOW|HIGH|MEDIUM',
    '(?:UN|NO_?|NON_?)LIMIT(?:ED)?|NO_?MAX(?:IMUM)?|INF(?:INITE|INITY)?|NAN|ENDLESS|BOTH|SAME',
    'ZERO|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|HUNDRED|THOUSAND|MILLION',
    'MSECS?|MS|S(?:ECS?|ECONDS?)?|M(?:INS?|INUTES?)?|H(?:OURS?|RS?)?|D(?:AYS?)?|[KMG](?:I?B)?|B(?:YTES?)?',
    'HTTPS?|LOCALHOST|TCP|UDP|[OIL]+',
  ].join('|')})$`,
);

/**
 * Whether a value of a directive that takes a number, a flag or an address is a placeholder, which a script, a template or
 * a person replaces before httpd reads it. `never` and `UNLIMITED` are none: they are wrong values.
 */
export function isPlaceholder(value: string): boolean {
  if (/^\d*$/.test(value)) return false;
  if (isUnknown(value) || mark.test(value) || markInValue.test(value)) return true;
  if (wrapped.test(value) || call.test(value) || leftOpen.test(value)) return true;
  return capitals.test(value) && !wrongWords.test(value) && !/^[OIL\d]*\d[OIL\d]*$/.test(value);
}

/** Whether a placeholder decides what a directive or a tag says; what is none in the place of its words stays httpd's. */
export function holdsPlaceholder({ key, words, rest }: Statement): boolean {
  if (isUnknown(rest.text)) return true;
  const fact = directiveNamed(key)?.fact;
  if (!fact || words.length === 0) return false;
  if (fact.name === 'Listen') return words.some(({ text }) => isPlaceholder(text) || isPlaceholder(portOf(text)));
  if (fact.reading === 'text') return false;
  return isPlaceholder(words[0]!.text) || isBracketed(rest.text);
}

/** Whether a name or a path, of a module, a file, a variable, holds a placeholder. */
export function isUnknownName(text: string): boolean {
  return isUnknown(text) || mark.test(text);
}

function portOf(address: string): string {
  return address.replace(/^(?:\[[^\]]*\]|[^:]*):/, '');
}

/** A placeholder with blanks in it: `<number of workers>`, `#{ n }`, `$( nproc )`. */
function isBracketed(text: string): boolean {
  return /^["']?(?:<\s*[A-Za-z_$][^<>]*>|[#%$@]?\{.*\}|\$\(.*\)|\[[A-Za-z[].*\]|`.*`)["']?$/.test(text);
}

/** Whether the line is of a template language and not of httpd's, such as `<% if … %>`, `<?php` or `{% endif %}`. */
export function isTemplateLine(text: string): boolean {
  // A tag, which is all that most such lines are.
  if (text.startsWith('<')) return /^<(?:[%?#]|\/#|\/?TMPL_|\/?[a-z]+:[a-z])/.test(text);
  return /^(\[%|\[\[|\{[{%#]|\{\$|\{\/?(?:if|else|elseif|for|foreach|while|section)\b|%\s|%>|-?%\})/.test(text);
}

/** Whether a file is one of the templates; of the text of a macro, whether one of the files that it is called after is. */
export function isTemplated(templates: ReadonlySet<string>, path: string): boolean {
  return templates.has(path) || [...templates].some((file) => path.includes(`"${file}"`));
}
