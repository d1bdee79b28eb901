import type { Mpm } from './catalogue/fact.ts';
import { type MpmModel, modelOf } from './mpm/model.ts';
import type { Resolution } from './resolve/resolution.ts';
import { resolve } from './resolve/resolve.ts';
import type { Snapshot } from './resolve/snapshot.ts';
import { perDirectoryMessage } from './rules/per-directory-message.ts';
import type { Finding, Fix, Rule, Severity } from './rules/rule.ts';
import { say } from './text/message.ts';

/** A finding with all that it is shown with. */
export interface JudgedFinding extends Omit<Finding, 'httpd' | 'severity'> {
  readonly rule: Rule;
  readonly severity: Severity;
  /** The code under which httpd says the same; undefined when it says nothing. */
  readonly httpd: string | undefined;
  readonly mpm: Mpm | undefined;
}

/** Everything known about a document under one target. */
export interface Analysis {
  readonly snapshot: Snapshot;
  readonly resolution: Resolution;
  readonly model: MpmModel | undefined;
  readonly findings: readonly JudgedFinding[];
  /** Rules that failed, which they should not: they found nothing and the others went on. */
  readonly failures: readonly { readonly rule: Rule; readonly error: unknown }[];
}

/** From text to findings. Pure: what it does not know it names in `resolution.wanted`. Never throws. */
export function analyse(snapshot: Snapshot, rules: readonly Rule[], resolution = resolve(snapshot)): Analysis {
  const model = modelOf(resolution);
  const findings: JudgedFinding[] = [];
  const failures: { rule: Rule; error: unknown }[] = [];
  for (const rule of rules) {
    try {
      for (const finding of apply(rule, resolution, model)) findings.push(finding);
    } catch (error) {
      failures.push({ rule, error });
    }
  }
  return { snapshot, resolution, model, findings, failures };
}

function apply(rule: Rule, resolution: Resolution, model: MpmModel | undefined): JudgedFinding[] {
  if (model && !rule.mpms.includes(model.mpm)) return [];
  const { perDirectory } = resolution.target;
  if (perDirectory ? rule.mpms.length === 0 : rule.perDirectory) return [];
  // Rules tell what an error does to a start; that of a per-directory file does it to requests.
  const tellsStart = perDirectory && !rule.perDirectory;
  const code = model?.adjustments.find(({ step }) => step === rule.id)?.httpd;
  const { severity } = rule;
  return [...rule.check({ resolution, ...(model && { model }) })].map(({ tag, ...finding }) => ({
    ...finding,
    ...(tellsStart &&
      (finding.severity ?? severity) === 'error' && { message: perDirectoryMessage(resolution, finding) }),
    // A `Use` does more than the one line of its macro.
    ...(tag && !finding.at.writtenAt && { tag }),
    rule,
    severity: finding.severity ?? severity,
    // What stops a start has other codes than what stops the answer to a request.
    httpd: perDirectory ? undefined : (finding.httpd ?? code),
    mpm: model?.mpm,
    ...relatedOf(finding),
    ...(finding.fixes && { fixes: applicable(finding.fixes, finding.severity ?? severity, resolution) }),
  }));
}

/** Nobody writes into a `Use` what belongs into the macro. */
function applicable(fixes: readonly Fix[], severity: Severity, resolution: Resolution): readonly Fix[] {
  return fixes
    .filter(({ edits }) => !edits.some(({ at }) => at.writtenAt))
    .map((fix) => (fix.safe && !mayBeSafe(fix, severity, resolution) ? { ...fix, safe: false } : fix));
}

/**
 * What is wrong with the line must not have stopped httpd, but for a mark that carries no setting; what is written in a
 * macro changes wherever the macro is used; and of a file with lines of a template nobody knows which of them belong together.
 */
function mayBeSafe({ safe, edits }: Fix, severity: Severity, { templated, files }: Resolution): boolean {
  if (severity === 'error' && safe !== 'byte order mark') return false;
  const templates = new Set([...templated].map((path) => files.get(path)?.uri));
  return edits.every(({ at }) => !at.usedAt && !templates.has(at.uri));
}

/** What a macro brought is shown with its other place. */
function relatedOf({ at: { usedAt, writtenAt }, related = [] }: Finding): Pick<Finding, 'related'> {
  const all = [
    ...related,
    ...(usedAt ? [{ at: usedAt, message: say('The macro is used here') }] : []),
    ...(writtenAt ? [{ at: writtenAt, message: say('The line in the macro') }] : []),
  ];
  return all.length > 0 ? { related: all } : {};
}
