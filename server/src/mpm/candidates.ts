import { type Mpm, mpms } from '../catalogue/fact.ts';
import { directiveNamed, mpmNamed, providesDirective } from '../catalogue/lookup.ts';
import { linesThatTell } from '../resolve/passages.ts';
import type { Document } from '../syntax/document.ts';
import type { Statement } from '../syntax/line.ts';
import { baseName, pathOf } from '../text/file-uri.ts';

/** The MPMs under which a document is to be judged. */
export interface Candidates {
  /** Never empty. */
  readonly mpms: readonly Mpm[];
  /** Whether the document names them. If not they are guesses, and only what holds under all of them may be said. */
  readonly named: boolean;
  /** Whether anything in it speaks for them; if not, it is httpd's default. */
  readonly evident: boolean;
}

/** What files that load no MPM say of the one that will read them: by their blocks and names, else their directives. */
export function candidatesOf(documents: Iterable<Document>): Candidates {
  const named = new Set<Mpm>();
  const supporters = new Map<Mpm, number>();
  for (const document of documents) lookInto(document, named, supporters);
  if (named.size > 0) return { mpms: mpms.filter((mpm) => named.has(mpm)), named: true, evident: true };
  return { mpms: mostSupported(supporters), named: false, evident: supporters.size > 0 };
}

function lookInto(document: Document, named: Set<Mpm>, supporters: Map<Mpm, number>): void {
  for (const { logical } of linesThatTell(document, 'of MPMs')) {
    const line = logical.parsed;
    if (line.kind !== 'directive' && line.kind !== 'open') continue;
    const mpm = mpmIn(line);
    if (mpm) named.add(mpm);
    else count(line, supporters);
  }
  const inName = /mpm[_-]?(event|worker|prefork|winnt)/i.exec(baseName(pathOf(document.uri)))?.[1]?.toLowerCase();
  if (inName) named.add(inName as Mpm);
}

/** The MPM that an `<IfModule>` or a `LoadModule` names, also one that is not reached. */
function mpmIn({ key, words }: Statement): Mpm | undefined {
  return key === '<ifmodule' || key === 'loadmodule' ? mpmNamed(words[0]?.text ?? '')?.name : undefined;
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
