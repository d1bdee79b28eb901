import type { MpmModel } from './mpm/model.ts';
import type { Resolution } from './resolve/resolution.ts';
import type { Snapshot } from './resolve/snapshot.ts';
import { printable } from './text/bytes.ts';
import { pathOf } from './text/file-uri.ts';

/** What `httpd -t` says, without time stamps and process ids, and the status with which it ends. */
export interface Startup {
  readonly lines: readonly string[];
  readonly exit: 0 | 1;
}

/** The words of httpd for a document that is all it reads: the passes in their order, each ended by its first error. */
export function startupOf(
  { document, target }: Snapshot,
  resolution: Resolution,
  model: MpmModel | undefined,
): Startup {
  const file = pathOf(document.uri);
  const noticesOf = (pass: 'read' | 'walk', until: number) =>
    resolution.notices.filter((notice) => notice.pass === pass && notice.place.start.line <= until).map(noticeText);
  const firstOf = (pass: 'read' | 'walk') => resolution.problems.find((problem) => problem.pass === pass);

  const unread = firstOf('read');
  const read = noticesOf('read', unread ? unread.number : Number.POSITIVE_INFINITY);
  if (unread) {
    return {
      lines: [
        ...read,
        `${target.program}: Syntax error on line ${unread.number} of ${file}: ${printable(unread.text)}`,
      ],
      exit: 1,
    };
  }
  if (resolution.mpms.length !== 1) {
    const found = resolution.mpms.length === 0 ? 'No MPM loaded.' : 'More than one MPM loaded.';
    return { lines: [...read, `AH00534: ${target.program}: Configuration error: ${found}`], exit: 1 };
  }
  const refused = firstOf('walk');
  if (refused) {
    const walked = noticesOf('walk', refused.place.start.line);
    const where = `AH00526: Syntax error on line ${refused.number} of ${file}:`;
    return { lines: [...read, ...walked, where, printable(refused.text)], exit: 1 };
  }
  const said = (model?.adjustments ?? []).flatMap(({ says }) => says ?? []);
  return { lines: [...read, ...noticesOf('walk', Number.POSITIVE_INFINITY), ...said, 'Syntax OK'], exit: 0 };
}

function noticeText({ text }: { text: string }): string {
  return text;
}
