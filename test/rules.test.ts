import { describe, expect, test } from 'vitest';
import { type Analysis, analyse } from '../server/src/analyse.ts';
import type { Mpm } from '../server/src/catalogue/fact.ts';
import { ladders } from '../server/src/mpm/ladder.ts';
import { defaultTarget } from '../server/src/resolve/snapshot.ts';
import { readAnnotations } from '../server/src/rules/annotations.ts';
import { rules } from '../server/src/rules/index.ts';
import { type Rule, wordsOf } from '../server/src/rules/rule.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { applyEdits } from './support/apply-edits.ts';

function analysisOf(text: string, mpm: Mpm, some: readonly Rule[] = rules): Analysis {
  const document = openDocument('file:///etc/apache2/apache2.conf', text);
  const target = { ...defaultTarget, mpm, whole: true };
  return analyse({ path: '/etc/apache2/apache2.conf', document, target, found: new Map() }, some);
}

const effectiveOf = ({ model }: Analysis) =>
  model && [...model.settings.values()].map(({ name, effective }) => `${name} ${effective}`);

function annotationsOf(analysis: Analysis) {
  return analysis.findings.map(({ at, message, severity, fixes = [] }) => {
    expect(at.end.line, 'findings of examples end in their line').toBe(at.start.line);
    const text = `${fixes.length > 0 ? '💡 ' : ''}${severity}: ${wordsOf(message)}`;
    return { line: at.start.line, start: at.start.character, end: at.end.character, text };
  });
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const cases = rule.examples.flatMap((example) =>
    (example.mpms ?? rule.mpms).map((mpm) => ({ ...example, mpm, ...readAnnotations(example.config) })),
  );

  test('has examples with and without findings for each of its MPMs that has a ladder', () => {
    for (const mpm of rule.mpms.filter((each) => ['event', 'worker', 'prefork'].includes(each))) {
      const own = cases.filter((each) => each.mpm === mpm);
      expect(
        own.some(({ annotations }) => annotations.length > 0),
        mpm,
      ).toBe(true);
    }
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  test.each(cases)('$mpm: $name', ({ text, annotations, mpm, fixed = {} }) => {
    const analysis = analysisOf(text, mpm);
    expect(analysis.failures).toEqual([]);
    const own = { ...analysis, findings: analysis.findings.filter((finding) => finding.rule === rule) };
    expect(annotationsOf(own)).toEqual(annotations);

    const fixes = own.findings.flatMap(({ fixes = [] }) => fixes);
    const made = Object.fromEntries(fixes.map(({ title, edits }) => [wordsOf(title), applyEdits(text, edits)]));
    const wanted = Object.entries(fixed).map(([title, config]) => [title, config.replace(/^\n/, '')]);
    expect(made).toEqual(Object.fromEntries(wanted));
  });

  test.each(cases)('$mpm: $name: each fix mends what it should', ({ text, mpm }) => {
    const before = analysisOf(text, mpm);
    for (const finding of before.findings.filter((each) => each.rule === rule)) {
      for (const { title, edits, safe } of finding.fixes ?? []) {
        const after = analysisOf(applyEdits(text, edits), mpm);
        const count = (analysis: Analysis) => analysis.findings.filter((each) => each.rule === rule).length;
        expect(count(after), wordsOf(title)).toBe(count(before) - 1);
        if (safe) expect(effectiveOf(after), wordsOf(title)).toEqual(effectiveOf(before));
        else expect(effectiveOf(after), wordsOf(title)).not.toEqual(effectiveOf(before));
      }
    }
  });
});

test('a rule about a step of the ladders is about every MPM that has the step', () => {
  for (const [mpm, ladder] of Object.entries(ladders)) {
    for (const { step } of ladder) {
      const rule = rules.find(({ id }) => id === step.name);
      if (rule) expect(rule.mpms, `${rule.id} leaves out ${mpm}`).toContain(mpm);
    }
  }
});
