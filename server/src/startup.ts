import type { MpmModel } from './mpm/model.ts';
import type { Resolution } from './resolve/resolution.ts';
import type { Snapshot } from './resolve/snapshot.ts';
import { printable } from './text/bytes.ts';

/** What `httpd -t` says, without time stamps and process ids, and the status with which it ends. */
export interface Startup {
  readonly lines: readonly string[];
  readonly exit: 0 | 1;
}

/** httpd's MAX_STRING_LEN less line end and zero byte; an escaped character is printed whole or not (log.c, do_errorlog_default). */
const longestLine = 8190;

function cut(line: string): string {
  return line.length <= longestLine ? line : /^(?:\\x[\da-f]{2}|\\[^x]|[^\\])*/.exec(line.slice(0, longestLine))![0];
}

/** The words of httpd for a configuration that is all it reads: the passes in their order, each ended by its first error. */
export function startupOf(snapshot: Snapshot, resolution: Resolution, model: MpmModel | undefined): Startup {
  const { lines, exit } = uncut(snapshot, resolution, model);
  return { lines: lines.map(cut), exit };
}

function uncut({ target }: Snapshot, resolution: Resolution, model: MpmModel | undefined): Startup {
  const { notices, problems, mpms } = resolution;
  const said = notices.map(({ text }) => printable(text));
  const unread = problems.find(({ pass }) => pass === 'read');
  if (unread) {
    const steps = [...unread.includedBy, unread.node].map(
      ({ path, number }) => `Syntax error on line ${number} of ${path}: `,
    );
    const line = printable(`${target.program}: ${steps.join('')}${unread.text}`);
    return { lines: [...said.slice(0, unread.noticesBefore), line], exit: 1 };
  }
  const readSaid = said.slice(0, notices.filter(({ pass }) => pass === 'read').length);
  if (mpms.length !== 1) {
    const found = mpms.length === 0 ? 'No MPM loaded.' : 'More than one MPM loaded.';
    return { lines: [...readSaid, `AH00534: ${target.program}: Configuration error: ${found}`], exit: 1 };
  }
  const unprepared = problems.find(({ pass }) => pass === 'prepare');
  if (unprepared) {
    return { lines: [...readSaid, unprepared.text, 'AH00013: Pre-configuration failed'], exit: 1 };
  }
  const refused = problems.find(({ pass }) => pass === 'walk');
  if (refused) {
    const where = printable(`AH00526: Syntax error on line ${refused.node.number} of ${refused.node.path}:`);
    return { lines: [...said.slice(0, refused.noticesBefore), where, printable(refused.text)], exit: 1 };
  }
  const corrections = (model?.adjustments ?? []).flatMap(({ says }) => says ?? []);
  return { lines: [...said, ...corrections, 'Syntax OK'], exit: 0 };
}
