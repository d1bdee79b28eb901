import { testOf } from './catalogue/containers.ts';
import type { MpmModel } from './mpm/model.ts';
import type { Condition, Resolution, Undecided } from './resolve/resolution.ts';
import type { Snapshot } from './resolve/snapshot.ts';
import { printable } from './text/bytes.ts';
import { asMessage, type Message, say } from './text/message.ts';

/** What `httpd -t` says, without time stamps and process ids, and the status with which it ends. */
export interface Startup {
  readonly lines: readonly string[];
  readonly exit: 0 | 1;
}

/** Whether httpd starts with a configuration, as far as the files tell. */
export interface Verdict {
  /** Undefined where they do not. */
  readonly starts: boolean | undefined;
  /** httpd's words, or why it is not known. */
  readonly message: Message;
}

/** httpd's MAX_STRING_LEN less line end and zero byte; an escaped character is printed whole or not (log.c, do_errorlog_default). */
const longestLine = 8190;

function cut(line: string): string {
  return line.length <= longestLine ? line : /^(?:\\x[\da-f]{2}|\\[^x]|[^\\])*/.exec(line.slice(0, longestLine))![0];
}

/** The words of httpd for a configuration that is all it reads: the passes in their order, each ended by its first error. */
export function startupOf(snapshot: Snapshot, resolution: Resolution, model: MpmModel | undefined): Startup {
  const { before, error } = said(snapshot, resolution);
  if (error) return { lines: [...before, ...error].map(cut), exit: 1 };
  const corrections = (model?.adjustments ?? []).flatMap(({ says }) => says ?? []);
  return { lines: [...before, ...corrections, 'Syntax OK'].map(cut), exit: 0 };
}

/** What httpd says before its first error, and that; undefined if there is none. */
function said({ target }: Pick<Snapshot, 'target'>, { notices, problems, mpms }: Resolution) {
  const texts = notices.map(({ text }) => printable(text));
  const unread = problems.find(({ pass }) => pass === 'read');
  if (unread) {
    const steps = [...unread.includedBy, unread.node].map(
      ({ path, number }) => `Syntax error on line ${number} of ${path}: `,
    );
    const line = printable(`${target.program}: ${steps.join('')}${unread.text}`);
    return { before: texts.slice(0, unread.noticesBefore), error: [line] };
  }
  const readSaid = texts.slice(0, notices.filter(({ pass }) => pass === 'read').length);
  if (mpms.length !== 1) {
    const found = mpms.length === 0 ? 'No MPM loaded.' : 'More than one MPM loaded.';
    return { before: readSaid, error: [`AH00534: ${target.program}: Configuration error: ${found}`] };
  }
  const unprepared = problems.find(({ pass }) => pass === 'prepare');
  if (unprepared) return { before: readSaid, error: [unprepared.text, 'AH00013: Pre-configuration failed'] };
  const refused = problems.find(({ pass }) => pass === 'walk');
  if (refused) {
    const where = printable(`AH00526: Syntax error on line ${refused.node.number} of ${refused.node.path}:`);
    return { before: texts.slice(0, refused.noticesBefore), error: [where, printable(refused.text)] };
  }
  return { before: texts, error: undefined };
}

/** Whether httpd starts: not where something is sure to stop it, else only if all is known. */
export function verdictOn(snapshot: Snapshot, resolution: Resolution): Verdict {
  const { error } = said(snapshot, resolution);
  const isGuess = resolution.target.mpmIsGuess === true;
  const isSure = resolution.problems.length > 0 || resolution.mpms.length > 1 || resolution.whole;
  if (error && isSure) return { starts: false, message: asMessage(error.map(cut).join('\n')) };
  const open = openIn(resolution) ?? incompleteness(resolution);
  const why = open ?? (isGuess ? say('no line loads an MPM, and which one is linked in is not known') : undefined);
  return why ? { starts: undefined, message: why } : { starts: true, message: asMessage('Syntax OK') };
}

function openIn({ whole, openedBy, templated }: Resolution): Message | undefined {
  if (whole) return undefined;
  if (templated.size > 0) return say('lines of a template decide what httpd reads');
  const path = openedBy?.read.words[0]?.text;
  if (path === undefined) return say('the file is a part of a configuration');
  return say('{path}, which it includes, is not here', { path: printable(path) });
}

/** The first thing in a whole configuration that could not be decided; undefined if there is none. */
export function incompleteness({ strange, unloaded, conditions, loaded }: Resolution): Message | undefined {
  const name = [...strange, ...unloaded].find(({ certain }) => certain);
  if (name) {
    const stranger = loaded.find(({ isStranger }) => isStranger)?.identifier;
    const values = { name: nameOf(name), where: placeOf(name), module: stranger ?? '' };
    return stranger
      ? say('{name} at {where} may be a directive of {module}', values)
      : say('{name} at {where} may be a directive of a module that is linked in', values);
  }
  // What is given by `-D` is what the person says, and no more.
  const condition = conditions.find(
    ({ verdict, read }) => verdict === 'unknown' && testOf(read.name.text) !== 'define',
  );
  if (!condition) return undefined;
  const tag = `<${condition.read.name.text} ${condition.read.rest.text}>`;
  return say('{tag} at {where} cannot be decided', { tag: printable(tag), where: placeOf(condition) });
}

function nameOf({ read }: Undecided): string {
  return printable(read.kind === 'open' ? `<${read.name.text}>` : read.name.text);
}

function placeOf({ path, number }: Undecided | Condition): string {
  return `${printable(path)}:${number}`;
}
