import { mpmFacts } from '../catalogue/mpms.ts';
import type { MpmModel, Setting } from '../mpm/model.ts';
import { type Message, say, type Translate, wordsOf } from '../text/message.ts';
import { capacityLine, effectiveValue, nameOfOrigin, originOf, storyOf } from './explain.ts';

/** Every setting of the MPM in columns, with the story of those that httpd changes. */
export function effectiveText(model: MpmModel, translate: Translate): string {
  const settings = [...model.settings.values()];
  const width = Math.max(...settings.map(({ name }) => name.length));
  const translated = (message: Message) => wordsOf(message, translate);
  const shown = (setting: Setting) => {
    const value = effectiveValue(setting) ?? '?';
    return typeof value === 'object' ? translated(value) : String(value);
  };
  const values = Math.max(...settings.map((setting) => shown(setting).length), 1);
  const row = (setting: Setting) => {
    const { name, by, adjustments, overridden } = setting;
    const origin = by ? originOf(setting)! : translated(say('default'));
    const head = `${name.padEnd(width)}  ${shown(setting).padEnd(Math.min(values, 20))}  ${origin}`;
    if (adjustments.length + overridden.length === 0) return head.trimEnd();
    const story = storyOf(setting).map((message) => `${' '.repeat(width + 2)}${translated(message)}`);
    return [head.trimEnd(), ...story].join('\n');
  };
  return `${[heading(model, translated), '', ...settings.map(row), '', ...capacity(model, translated)].join('\n')}\n`;
}

function heading({ mpm, chosenBy }: MpmModel, translated: (message: Message) => string): string {
  const { title } = mpmFacts[mpm];
  return chosenBy
    ? translated(say('MPM {title}, loaded in {origin}', { title, origin: nameOfOrigin(chosenBy) }))
    : translated(say('MPM {title}', { title }));
}

function capacity(model: MpmModel, translated: (message: Message) => string): readonly string[] {
  const { connections, scoreboardBytes } = model.capacity;
  return [
    translated(capacityLine(model)),
    ...(connections === undefined
      ? []
      : [translated(say('Connections at once, when all workers are idle: {connections}', { connections }))]),
    ...(scoreboardBytes === undefined
      ? []
      : [translated(say('Scoreboard: {bytes} bytes of shared memory', { bytes: scoreboardBytes }))]),
  ];
}
