import { type Mpm, mpms } from '../catalogue/fact.ts';
import { directiveNamed, mpmNamed, providesDirective } from '../catalogue/lookup.ts';
import { type Document, linesOf } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import { baseName, pathOf } from '../text/file-uri.ts';

/** The MPMs under which a document is to be judged. */
export interface Candidates {
  /** Never empty; `undefined` stands for the MPM that the document itself loads. */
  readonly mpms: readonly (Mpm | undefined)[];
  /** Whether the document names them. If not they are guesses, and only what holds under all of them may be said. */
  readonly named: boolean;
}

/** What the document says of the MPM that will read it: what it loads, its blocks and its name, else its directives. */
export function candidatesOf(document: Document): Candidates {
  const named = new Set<Mpm>();
  const supporters = new Map<Mpm, number>();
  let loads = false;
  for (const { logical } of linesOf(document)) {
    const line = logical.parsed;
    if (line.kind !== 'directive' && line.kind !== 'open') continue;
    const mpm = mpmIn(line);
    if (line.key === 'loadmodule') loads ||= mpm !== undefined;
    else if (mpm) named.add(mpm);
    else count(line, supporters);
  }
  const inName = /mpm[_-]?(event|worker|prefork|winnt)/i.exec(baseName(pathOf(document.uri)))?.[1]?.toLowerCase();
  if (inName) named.add(inName as Mpm);
  if (loads) return { mpms: [undefined], named: true };
  if (named.size > 0) return { mpms: mpms.filter((mpm) => named.has(mpm)), named: true };
  return { mpms: mostSupported(supporters), named: false };
}

/** The MPM that a `LoadModule` or an `<IfModule>` names. */
function mpmIn({ key, words }: Statement): Mpm | undefined {
  return key === 'loadmodule' || key === '<ifmodule' ? mpmNamed(words[0]?.text ?? '')?.name : undefined;
}

function count({ key }: Statement, supporters: Map<Mpm, number>): void {
  const fact = directiveNamed(key)?.fact;
  if (!fact || typeof fact.providedBy === 'string') return;
  for (const mpm of mpms) {
    if (providesDirective(mpm, fact)) supporters.set(mpm, (supporters.get(mpm) ?? 0) + 1);
  }
}

/** Those that have the most of the directives; the default MPM of httpd where there are none. */
function mostSupported(supporters: ReadonlyMap<Mpm, number>): readonly Mpm[] {
  const most = Math.max(0, ...supporters.values());
  return most === 0 ? ['event'] : mpms.filter((mpm) => supporters.get(mpm) === most);
}
