import { describe, expect, test } from 'vitest';
import { annotationOf, edited } from '../scripts/rule-example.ts';
import type { Analysis } from '../server/src/analyse.ts';
import type { Mpm } from '../server/src/catalogue/fact.ts';
import { judge } from '../server/src/judge.ts';
import { ladders } from '../server/src/mpm/ladder.ts';
import { type Annotation, readFiles, writeFiles } from '../server/src/rules/annotations.ts';
import { mainFileOf, mpmsOf, snapshotOf } from '../server/src/rules/example-files.ts';
import { rules } from '../server/src/rules/index.ts';
import { pages } from '../server/src/rules/pages.ts';
import type { Rule } from '../server/src/rules/rule.ts';
import { baseName, pathOf } from '../server/src/text/file-uri.ts';
import { wordsOf } from '../server/src/text/message.ts';

type Texts = ReadonlyMap<string, string>;

/** What is known under the one MPM, with what comments leave of its findings. */
function analysisOf(texts: Texts, mpm: Mpm | undefined): Analysis {
  const { analyses, findings } = judge(snapshotOf(texts, mpm), rules);
  expect(analyses).toHaveLength(1);
  return { ...analyses[0]!, findings };
}

const effectiveOf = ({ model }: Analysis) =>
  model && [...model.settings.values()].map(({ name, effective }) => `${name} ${effective}`);

/** What differs where a fix changes something: values, of sections too, and whether and with which modules httpd starts. */
const outcomeOf = (analysis: Analysis) => {
  const { problems, mpms, conditions, notices, loaded, occurrences, collisions } = analysis.resolution;
  const modules = loaded.map(({ identifier }) => identifier);
  const inSections = occurrences.filter(({ section }) => section).map(({ read }) => `${read.key} ${read.rest.text}`);
  const verdicts = conditions.map(({ argument, verdict }) => `${argument} ${verdict}`);
  const said = problems.map(({ text }) => text);
  return [effectiveOf(analysis), said, mpms.length, modules, inSections, verdicts, notices.length, collisions.length];
};

function annotationsOf({ findings, resolution }: Analysis, rule: Rule) {
  const documents = [...resolution.files.values()];
  return findings
    .filter((finding) => finding.rule === rule)
    .map((finding) => {
      const document = documents.find(({ uri }) => uri === finding.at.uri)!;
      return told(pathOf(finding.at.uri), annotationOf(finding, document));
    })
    .sort();
}

const told = (path: string, { line, start, end, text }: Annotation) =>
  `${baseName(path)}:${line + 1}:${start}-${end} ${text}`;

/** Fixes that leave what runs as it is, and may lose what was meant. */
const writesDown = new Set([
  'Write {value}, the value httpd uses',
  'Write {name} {value}, the value httpd uses',
  'Write {value}, the number httpd reads',
  'Remove this line',
  'Remove what httpd ignores',
]);

/** Other rules that find more after a fix than before it. */
function brought(before: Analysis, after: Analysis, mended: Rule): readonly string[] {
  const count = ({ findings }: Analysis, rule: Rule) => findings.filter((each) => each.rule === rule).length;
  return rules.filter((rule) => rule !== mended && count(after, rule) > count(before, rule)).map(({ id }) => id);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const cases = pages[rule.id]!.examples.flatMap((example) => {
    const files = readFiles(example.config, mainFileOf(example));
    const texts: Texts = new Map([...files].map(([path, { text }]) => [path, text]));
    const annotations = [...files].flatMap(([path, each]) => each.annotations.map((one) => told(path, one))).sort();
    return mpmsOf(rule, example).map((mpm) => ({ ...example, mpm, texts, annotations }));
  });

  test('has examples with and without findings for each of its MPMs that has a ladder', () => {
    for (const mpm of rule.mpms.filter((each) => ['event', 'worker', 'prefork'].includes(each))) {
      const own = cases.filter((each) => each.mpm === mpm || each.mpm === undefined);
      expect(
        own.some(({ annotations }) => annotations.length > 0),
        mpm,
      ).toBe(true);
    }
    expect(cases.some(({ annotations }) => annotations.length === 0)).toBe(true);
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  test.each(cases)('$mpm: $name', ({ texts, annotations, mpm, fixed = {} }) => {
    const analysis = analysisOf(texts, mpm);
    expect(analysis.failures).toEqual([]);
    expect(annotationsOf(analysis, rule)).toEqual(annotations);

    const fixes = analysis.findings.filter((each) => each.rule === rule).flatMap(({ fixes = [] }) => fixes);
    const made = Object.fromEntries(
      fixes.map(({ title, edits }) => [wordsOf(title), writeFiles(edited(texts, edits))]),
    );
    const wanted = Object.entries(fixed).map(([title, config]) => [title, config.replace(/^\n/, '')]);
    expect(made).toEqual(Object.fromEntries(wanted));
  });

  test.each(cases)('$mpm: $name: each fix mends what it should', ({ texts, mpm }) => {
    const before = analysisOf(texts, mpm);
    for (const finding of before.findings.filter((each) => each.rule === rule)) {
      for (const { title, edits, safe } of finding.fixes ?? []) {
        const after = analysisOf(edited(texts, edits), mpm);
        const count = (analysis: Analysis) => analysis.findings.filter((each) => each.rule === rule).length;
        const mends = ({ fixes = [] }: Analysis['findings'][number]) =>
          fixes.some((fix) => JSON.stringify(fix.edits) === JSON.stringify(edits));
        expect(count(after), wordsOf(title)).toBe(
          count(before) - before.findings.filter((each) => each.rule === rule && mends(each)).length,
        );
        if (safe) expect(effectiveOf(after), wordsOf(title)).toEqual(effectiveOf(before));
        // Of a comment, and of a line that says something else than what runs, only a person knows what it is for.
        else if (!rule.review && !writesDown.has(title.template)) {
          expect(outcomeOf(after), wordsOf(title)).not.toEqual(outcomeOf(before));
        }
        // A mistake that is mended may show the next one; advice and a pool of another size must not.
        const proposes = rule.situation === 'legal and harmful' || title.template.startsWith('Serve ');
        if (proposes) expect(brought(before, after, rule), wordsOf(title)).toEqual([]);
      }
    }
  });
});

test('every step of the ladders has its rule, which is about every MPM that has the step', () => {
  const steps = Object.entries(ladders).flatMap(([mpm, ladder]) => ladder.map(({ step }) => `${step.name} ${mpm}`));
  const told = new Set(rules.flatMap(({ id, mpms }) => mpms.map((mpm) => `${id} ${mpm}`)));
  expect(steps.length).toBeGreaterThan(35);
  expect(steps.filter((step) => !told.has(step))).toEqual([]);
});
