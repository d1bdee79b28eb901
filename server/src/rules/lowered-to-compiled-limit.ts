import { mpmFacts } from '../catalogue/mpms.ts';
import type { MpmModel, Setting } from '../mpm/model.ts';
import { say } from '../text/message.ts';
import { type Corrected, compiledLimit, correctedBy, setAll, takeDefault, writeEffective } from './because.ts';
import { wholeDirective } from './edits.ts';
import type { Finding, Fix } from './rule.ts';

/** What a limit is there for: the setting that it bounds, and how much of the limit that needs. */
export interface Need {
  readonly setting: Setting | undefined;
  readonly needed: number | undefined;
}

/** The findings of a step that lowers a value to what httpd was built for. */
export function* loweredToCompiledLimit(model: MpmModel, step: string, need?: Need): Generator<Finding> {
  for (const corrected of correctedBy(model, step)) {
    const { name, from } = corrected.adjustment;
    const limit = compiledLimit(model, name);
    const mpm = mpmFacts[model.mpm].title;
    yield {
      at: wholeDirective(corrected.at),
      message: say('{name} {from} is above {limit}, the most that {mpm} is built for: httpd uses {limit}', {
        name,
        from,
        limit,
        mpm,
      }),
      fixes: [...lowerToNeed(model, corrected, need), ...writeEffective(corrected)],
    };
  }
}

/** The default where it is enough, else as much as is needed. */
function* lowerToNeed(model: MpmModel, corrected: Corrected, need: Need | undefined): Generator<Fix> {
  const { setting, at } = corrected;
  const { setting: bounded, needed } = need ?? {};
  if (bounded === undefined || needed === undefined || typeof bounded.effective !== 'number') return;
  if (typeof setting.defaultValue === 'number' && needed <= setting.defaultValue) {
    yield* takeDefault(model, corrected);
  } else if (needed < compiledLimit(model, setting.name)) {
    const title = say('Write {needed}, enough for {name} {value}', {
      needed,
      name: bounded.name,
      value: bounded.effective,
    });
    yield* setAll(title, model, at, { [setting.name]: needed });
  }
}
