import { type Analysis, analyse, type JudgedFinding } from './analyse.ts';
import type { Mpm } from './catalogue/fact.ts';
import { atTheirLevels, type Levels } from './control/levels.ts';
import { withoutProtected } from './control/protected-lines.ts';
import { type Read, silence } from './control/silence.ts';
import { candidatesOf } from './mpm/candidates.ts';
import { lacksMpm } from './resolve/lacks-mpm.ts';
import type { Resolution } from './resolve/resolution.ts';
import { resolve } from './resolve/resolve.ts';
import type { Snapshot } from './resolve/snapshot.ts';
import type { Rule } from './rules/rule.ts';
import { type Document, openDocument } from './syntax/document.ts';
import { type Message, wordsOf } from './text/message.ts';
import { compare } from './text/place.ts';

/** A finding and the MPMs under which it is made. */
export interface SharedFinding extends JudgedFinding {
  readonly mpms: readonly Mpm[];
}

/** A document judged under every MPM that it names. */
export interface Judgement {
  /** One for each MPM; never empty. */
  readonly analyses: readonly Analysis[];
  /** In the order of their places, those that several MPMs share once. */
  readonly findings: readonly SharedFinding[];
  /** What comments silence. */
  readonly silenced: readonly SharedFinding[];
  /** All that was read for it. */
  readonly resolutions: readonly Resolution[];
  /** What was judged, and by what. */
  readonly asked: { readonly snapshot: Snapshot; readonly rules: readonly Rule[]; readonly levels: Levels };
}

/**
 * Judges a configuration as each MPM would that may read it: the one that it loads, else those that its files name.
 * `target.mpm`, if given, is the only one. What comments silence is left out, then rules get the levels that were chosen.
 */
export function judge(snapshot: Snapshot, rules: readonly Rule[], levels: Levels = new Map()): Judgement {
  const { analyses, findings: found, resolutions } = foundIn(snapshot, rules);
  const read: Read = {
    resolutions: analyses.map(({ resolution }) => resolution),
    found: analyses.flatMap(({ findings }) => findings),
    rules,
    failed: new Set(analyses.flatMap(({ failures }) => failures.map(({ rule }) => rule.id))),
    whole: analyses.some(({ resolution }) => resolution.whole || resolution.mpms.some(({ by }) => by)),
  };
  const { findings, silenced, comments } = silence(found, read);
  const mpms = analyses.flatMap(({ model }) => model?.mpm ?? []);
  const about = rules.flatMap((rule) =>
    [...(rule.review?.(comments) ?? [])].map(
      (finding): SharedFinding => ({ severity: rule.severity, ...finding, rule, httpd: undefined, mpm: mpms[0], mpms }),
    ),
  );
  const own = about.length > 0 ? silence(about, read) : { findings: [], silenced: [] };
  const left = withoutProtected([...findings, ...own.findings], comments);
  return {
    analyses,
    findings: inOrder(atTheirLevels(left, levels)),
    silenced: inOrder(atTheirLevels([...silenced, ...own.silenced], levels)),
    resolutions,
    asked: { snapshot, rules, levels },
  };
}

/** The judgement that would be made with another text in the place of a document that was read. */
export function judgeWithText({ asked: { snapshot, rules, levels } }: Judgement, uri: string, text: string): Judgement {
  const other = (document: Document) => (document.uri === uri ? openDocument(uri, text) : document);
  const found = new Map(
    [...snapshot.found].map(([path, one]) => [path, one.document ? { ...one, document: other(one.document) } : one]),
  );
  return judge({ ...snapshot, document: other(snapshot.document), found }, rules, levels);
}

/** What the rules find, comments and levels left aside. */
function foundIn(snapshot: Snapshot, rules: readonly Rule[]): Omit<Judgement, 'silenced' | 'asked'> {
  const resolution = resolve(snapshot);
  const { mpm, usualMpm, started, perDirectory } = snapshot.target;
  // A per-directory file has no settings by which MPMs could be told apart.
  if (mpm || started || perDirectory || resolution.mpms.length > 0 || lacksMpm(resolution)) {
    const alone = analyse(snapshot, rules, resolution);
    return { analyses: [alone], findings: merge([alone], true), resolutions: [resolution] };
  }
  const { mpms, named, evident } = candidatesOf(resolution.files.values());
  if (usualMpm && (!named || mpms.includes(usualMpm))) {
    const usual = analyse({ ...snapshot, target: { ...snapshot.target, mpm: usualMpm } }, rules);
    return { analyses: [usual], findings: merge([usual], true), resolutions: [usual.resolution] };
  }
  const analyses = mpms.map((mpm) =>
    analyse({ ...snapshot, target: { ...snapshot.target, mpm, mpmIsGuess: true } }, rules),
  );
  const findings = merge(analyses, named);
  const isSure = evident && mpms.length === 1;
  const told = isSure ? findings : findings.filter(({ rule }) => !rule.onlyIfMpmIsSure);
  const withoutMpm = rules.filter((rule) => rule.mpms.length === 0);
  return {
    analyses,
    findings: [...merge([analyse(snapshot, withoutMpm, resolution)], true), ...told],
    resolutions: [resolution, ...analyses.map((analysis) => analysis.resolution)],
  };
}

/** What several MPMs share is told once; `named` MPMs may each say it in their words, of guesses one is enough. */
function merge(analyses: readonly Analysis[], named: boolean): readonly SharedFinding[] {
  const told = analyses.map(({ findings }) => findings.map((finding) => ({ finding, offence: offenceOf(finding) })));
  const underHowMany = new Map<string, number>();
  for (const findings of named ? [] : told) {
    for (const offence of new Set(findings.map((each) => each.offence))) {
      underHowMany.set(offence, (underHowMany.get(offence) ?? 0) + 1);
    }
  }
  const merged: { readonly finding: JudgedFinding; readonly mpms: Mpm[] }[] = [];
  const groups = new Map<string, Alike>();
  for (const { finding, offence } of told.flat()) {
    if (!named && underHowMany.get(offence) !== analyses.length) continue;
    const group = groups.get(offence);
    const at = group && (named ? placeAmong(group, merged, finding) : group.first);
    if (!group) groups.set(offence, { first: merged.length });
    if (at === undefined) merged.push({ finding, mpms: finding.mpm ? [finding.mpm] : [] });
    else if (finding.mpm && !merged[at]!.mpms.includes(finding.mpm)) merged[at]!.mpms.push(finding.mpm);
  }
  return merged.map(({ finding, mpms }) => ({ ...finding, mpms }));
}

/** Findings of one rule at one place, by their indices. */
interface Alike {
  readonly first: number;
  /** By their words; undefined as long as all have those of the first. */
  others?: Map<string, number>;
}

/** The index of the finding among those alike that says the same; undefined where none does, and then it is taken in. */
function placeAmong(
  group: Alike,
  merged: readonly { readonly finding: JudgedFinding }[],
  { message }: JudgedFinding,
): number | undefined {
  const first = merged[group.first]!.finding.message;
  if (isEqual(first, message)) return group.first;
  group.others ??= new Map([[wordsOf(first), group.first]]);
  const words = wordsOf(message);
  const same = group.others.get(words);
  if (same === undefined) group.others.set(words, merged.length);
  return same;
}

function isEqual(one: Message, other: Message): boolean {
  if (one.template !== other.template) return false;
  return Object.entries(one.values).every(([name, value]) => other.values[name] === value);
}

function offenceOf({ rule, at }: JudgedFinding): string {
  return `${rule.id} ${at.uri} ${at.start.line}:${at.start.character}-${at.end.line}:${at.end.character}`;
}

function inOrder(findings: readonly SharedFinding[]): readonly SharedFinding[] {
  return [...findings].sort(
    (a, b) => alphabetically(a.at.uri, b.at.uri) || compare(a.at.start, b.at.start) || compare(a.at.end, b.at.end),
  );
}

function alphabetically(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
