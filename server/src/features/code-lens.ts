import { type CodeLens, CodeLensRequest } from 'vscode-languageserver-protocol';
import { testOf } from '../catalogue/containers.ts';
import { mpmNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import type { MpmModel } from '../mpm/model.ts';
import type { Condition, Resolution } from '../resolve/resolution.ts';
import { placeOf } from '../syntax/document.ts';
import { type Message, say, wordsOf } from '../text/message.ts';
import { tunedMpms } from '../tuning/workload.ts';
import { capacityLine, nameOfOrigin } from './explain.ts';
import { feature } from './feature.ts';
import type { World } from './world.ts';

/** Over the block of an MPM: whether it is read, and why, and what it gives; and what a person may do with it. */
export default feature(CodeLensRequest.type, { codeLensProvider: {} }, (world, { textDocument }): CodeLens[] => {
  const open = world.open(textDocument.uri);
  if (!open || !world.preferences.codeLens) return [];
  const lenses = new Map<number, CodeLens[]>();
  for (const { model, resolution } of open.judgement.analyses) {
    for (const condition of resolution.conditions) {
      const { document, first, brought } = condition;
      if (document !== open.document || brought || lenses.has(first) || condition.negated) continue;
      const told = stateOf(condition, resolution, model);
      // Where several MPMs are looked at, the one of the block says more than the others, which skip it.
      if (told && (told.isRead || open.judgement.analyses.length === 1)) {
        lenses.set(
          first,
          lensesOf(world, condition, told.messages, told.isRead && tunedMpms.some((mpm) => mpm === model?.mpm)),
        );
      }
    }
  }
  return [...lenses.values()].flat();
});

interface Told {
  readonly isRead: boolean;
  readonly messages: readonly Message[];
}

function stateOf(condition: Condition, { mpms }: Resolution, model: MpmModel | undefined): Told | undefined {
  const asked = testOf(condition.read.name.text) === 'module' ? mpmNamed(condition.argument) : undefined;
  if (!asked || !model) return undefined;
  if (condition.verdict === 'yes' && condition.certain && model.mpm === asked.name) {
    return { isRead: true, messages: [capacityLine(model), ...figures(model)] };
  }
  const by = mpms[0]?.by;
  if (condition.verdict !== 'no' || model.mpm === asked.name) return undefined;
  const { title } = mpmFacts[model.mpm];
  const message = by
    ? say('Not read: {where} loads {mpm}', { mpm: title, where: nameOfOrigin(by) })
    : say('Not read: httpd runs {mpm}', { mpm: title });
  return { isRead: false, messages: [message] };
}

function* figures({ mpm, capacity }: MpmModel): Generator<Message> {
  const { connections, workers, scoreboardBytes } = capacity;
  if (mpm === 'event' && connections !== undefined && connections !== workers) {
    yield say('up to {connections} connections', { connections });
  }
  if (scoreboardBytes === undefined) return;
  const kibibytes = Math.ceil(scoreboardBytes / 1024);
  yield kibibytes < 1024
    ? say('scoreboard {kibibytes} KiB', { kibibytes })
    : say('scoreboard {mebibytes} MiB', { mebibytes: (kibibytes / 1024).toFixed(1) });
}

function lensesOf(world: World, condition: Condition, messages: readonly Message[], isTuned: boolean): CodeLens[] {
  const { start, end } = placeOf(condition.document, condition, 0, condition.logical.text.length);
  const range = { start, end };
  const told = messages.map((message) => wordsOf(message, world.translate)).join(' · ');
  const lens: CodeLens = { range, command: { title: told, command: '' } };
  if (!world.hasCommands) return [lens];
  const show = wordsOf(say('Show effective settings'), world.translate);
  const tune = wordsOf(say('Tune…'), world.translate);
  return [
    lens,
    { range, command: { title: show, command: 'apacheMpm.showEffectiveSettings' } },
    ...(isTuned
      ? [
          {
            range,
            command: { title: tune, command: 'apacheMpm.openPlanner', arguments: [condition.document.uri, start] },
          },
        ]
      : []),
  ];
}
