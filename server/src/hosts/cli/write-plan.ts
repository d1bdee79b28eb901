import { askedVersion } from '../../catalogue/modules.ts';
import { judge } from '../../judge.ts';
import type { MpmModel } from '../../mpm/model.ts';
import { applyEdits } from '../../syntax/apply-edits.ts';
import { type Document, openDocument } from '../../syntax/document.ts';
import { pathOf } from '../../text/file-uri.ts';
import { type Message, say, type Translate, wordsOf } from '../../text/message.ts';
import { placeBlock } from '../../tuning/place-block.ts';
import type { Plan, TunedSetting } from '../../tuning/plan.ts';
import type { Known } from '../../tuning/written-facts.ts';
import { patchOf } from './patch.ts';
import { shownPath } from './report.ts';
import { snapshotOf } from './target.ts';
import { fileOf, lookPast, type Texts } from './texts.ts';
import { writeTexts } from './write-texts.ts';

/** How the person wants it. */
interface Output {
  readonly format: 'text' | 'json';
  readonly translate: Translate;
}

/**
 * Puts the plan into the file that was read, in one step and only if it still has what was read, and prints what changes
 * there as a patch. Says which of the settings other lines overrule. False, with the reason, where it was not written.
 */
export function writePlan(document: Document, plan: Plan, known: Known, { format, translate }: Output): boolean {
  const path = pathOf(document.uri);
  const read = document.lines.text();
  const now = applyEdits(read, placeBlock(document, plan, known, translate));
  const texts: Texts = new Map([[fileOf(path), { read, now, ofFile: true }]]);
  const problem = writeTexts(texts);
  if (problem) {
    process.stderr.write(`apache-mpm: ${wordsOf(problem.message, translate)}\n`);
    return false;
  }
  if (format === 'text') process.stdout.write(patchOf(texts, process.cwd()));
  const model = modelIn(openDocument(document.uri, now), plan, texts);
  const overruled = model
    ? plan.settings.flatMap((setting) => complaint(setting, model))
    : [
        say('{path} does not run {mpm}: the settings do not count there', {
          path: shownPath(process.cwd(), document.uri),
          mpm: plan.mpm,
        }),
      ];
  process.stderr.write(overruled.map((line) => `apache-mpm: ${wordsOf(line, translate)}\n`).join(''));
  return true;
}

/** The model of the MPM of the plan; undefined where the file loads another one. */
function modelIn(document: Document, { mpm }: Plan, texts: Texts): MpmModel | undefined {
  const assumed = { httpdVersion: askedVersion };
  for (const target of [assumed, { ...assumed, mpm }]) {
    const { analyses } = judge(snapshotOf(document, target, lookPast(texts)), []);
    const model = analyses.find((analysis) => analysis.model?.mpm === mpm)?.model;
    if (model) return model;
  }
  return undefined;
}

/** What is to be said of a setting that does not come to count. */
function complaint({ name, value }: TunedSetting, { settings }: MpmModel): readonly Message[] {
  const setting = settings.get(name);
  if (String(setting?.effective) === String(value)) return [];
  const by = setting?.by;
  const line = say('{name} {value} does not count: {where} says {effective}', {
    name,
    value,
    where: by ? `${shownPath(process.cwd(), by.document.uri)}:${by.number}` : say('its default'),
    effective: setting?.effective ?? say('something unknown'),
  });
  return [line];
}
