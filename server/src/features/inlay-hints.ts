import { type InlayHint, InlayHintKind, InlayHintRequest, MarkupKind } from 'vscode-languageserver-protocol';
import { testOf } from '../catalogue/containers.ts';
import { mpmNamed } from '../catalogue/lookup.ts';
import { ladders } from '../mpm/ladder.ts';
import type { MpmModel, Setting } from '../mpm/model.ts';
import type { Condition, Node } from '../resolve/resolution.ts';
import { placeOf } from '../syntax/document.ts';
import { type Message, say, wordsOf } from '../text/message.ts';
import { compare, type Position } from '../text/place.ts';
import { storyOf } from './explain.ts';
import { feature } from './feature.ts';
import type { Preferences } from './preferences.ts';
import type { OpenDocument, World } from './world.ts';

/** What httpd makes of a value, behind the value. */
export default feature(
  InlayHintRequest.type,
  { inlayHintProvider: true },
  (world, { textDocument, range }): InlayHint[] => {
    const open = world.open(textDocument.uri);
    if (!open) return [];
    const hints = new Map<string, InlayHint>();
    for (const hint of hintsIn(world, open)) {
      if (compare(hint.position, range.start) < 0 || compare(range.end, hint.position) < 0) continue;
      // Several MPMs may say the same of a line.
      hints.set(`${hint.position.line}:${hint.position.character} ${hint.label}`, hint);
    }
    return [...hints.values()].sort((a, b) => compare(a.position, b.position));
  },
);

function* hintsIn(world: World, open: OpenDocument): Generator<InlayHint> {
  const shown = world.preferences.inlayHints;
  for (const { model, resolution } of open.judgement.analyses) {
    if (!model) continue;
    for (const setting of model.settings.values()) {
      const { by } = setting;
      if (by?.document !== open.document || by.brought) continue;
      const label = labelOf(model, setting, shown);
      if (label) yield hint(world, endOf(by), label, storyOf(setting));
    }
    if (!shown.defaults) continue;
    for (const block of resolution.conditions.filter((condition) => isBlockOf(model, condition, open))) {
      const defaults = unwritten(model).map(({ name, effective }) => `${name} ${effective}`);
      if (defaults.length === 0) continue;
      yield hint(world, endOf(block), say('defaults: {defaults}', { defaults: defaults.join(' · ') }), []);
    }
  }
}

/** ` → 400`, ` = 16 processes × 25 threads`, or one behind the other. */
function labelOf(
  model: MpmModel,
  { name, asked, effective }: Setting,
  shown: Preferences['inlayHints'],
): Message | undefined {
  const changed = shown.effectiveValues && asked !== undefined && effective !== undefined && asked !== effective;
  const { processes, threadsPerProcess } = model.capacity;
  const isProduct = model.mpm !== 'prefork' && model.mpm !== 'winnt' && name === 'MaxRequestWorkers';
  if (!shown.capacity || !isProduct || processes === undefined || threadsPerProcess === undefined) {
    return changed ? say('→ {effective}', { effective }) : undefined;
  }
  const values = { processes, threads: threadsPerProcess };
  return changed
    ? say('→ {effective} = {processes} processes × {threads} threads', { ...values, effective })
    : say('= {processes} processes × {threads} threads', values);
}

function isBlockOf(
  { mpm }: MpmModel,
  { document, read, argument, negated, brought }: Condition,
  open: OpenDocument,
): boolean {
  if (document !== open.document || brought || negated) return false;
  return testOf(read.name.text) === 'module' && mpmNamed(argument)?.name === mpm;
}

/** The settings without a line that the ladder compares with each other. */
function unwritten({ mpm, settings }: MpmModel): readonly Setting[] {
  const compared = ladders[mpm].filter(({ step }) => step.because.length > 0);
  const deciding = new Set(compared.flatMap(({ step }) => [step.corrects, ...step.because]));
  return [...settings.values()].filter(
    ({ name, by, effective }) => !by && effective !== undefined && deciding.has(name),
  );
}

function endOf({ document, written, ...line }: Node): Position {
  return placeOf(document, line, written.name.start, line.logical.text.length).end;
}

function hint(world: World, position: Position, label: Message, story: readonly Message[]): InlayHint {
  const translated = (message: Message) => wordsOf(message, world.translate);
  const lines = story.map((message) => `- ${translated(message)}`);
  return {
    position,
    label: translated(label),
    kind: InlayHintKind.Type,
    paddingLeft: true,
    ...(lines.length > 0 && { tooltip: { kind: MarkupKind.Markdown, value: lines.join('\n') } }),
  };
}
