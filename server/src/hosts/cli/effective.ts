import type { Mpm } from '../../catalogue/fact.ts';
import { mpmFacts } from '../../catalogue/mpms.ts';
import { effectiveText } from '../../features/effective-text.ts';
import { judge } from '../../judge.ts';
import type { MpmModel, Setting } from '../../mpm/model.ts';
import type { Resolution } from '../../resolve/resolution.ts';
import type { Target } from '../../resolve/snapshot.ts';
import { pathOf } from '../../text/file-uri.ts';
import { type Message, say, wordsOf } from '../../text/message.ts';
import { type Localized, translationFor } from './locale.ts';
import { read } from './read.ts';
import { type Assumed, snapshotOf } from './target.ts';

/** Prints the settings of the MPM that the file names first, or of `--mpm`. 2 when the file leaves no MPM to speak of. */
export function effective(path: string, options: Assumed & Localized & { readonly format: 'text' | 'json' }): 0 | 2 {
  const document = read(path, translationFor(options));
  if (!document) return 2;
  const snapshot = snapshotOf(document, options);
  const { analyses } = judge(snapshot, []);
  const models = analyses.flatMap(({ model }) => model ?? []);
  if (models.length === 0) {
    const problem = severalMpms(path, options.mpm, analyses[0]!.resolution);
    process.stderr.write(`apache-mpm: ${wordsOf(problem, translationFor(options))}\n`);
    return 2;
  }
  process.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(asJson(models[0]!, snapshot.target), undefined, 2)}\n`
      : models.map((model) => effectiveText(model, translationFor(options))).join('\n'),
  );
  return 0;
}

/** Why there is no MPM to speak of. One that the person names is there beside those that the file loads. */
function severalMpms(path: string, named: Mpm | undefined, { mpms }: Resolution): Message {
  const loaded = mpms.flatMap(({ mpm, by }) => (by ? [mpmFacts[mpm].title] : []));
  if (named === undefined || loaded.length !== 1) {
    return say('{path} loads more than one MPM, so httpd does not start: {mpms}', { path, mpms: loaded.join(', ') });
  }
  return say(
    '{path} loads {loaded} beside the {named} that --mpm puts there, so httpd does not start: leave out --mpm',
    {
      path,
      loaded: loaded[0]!,
      named: mpmFacts[named].title,
    },
  );
}

function asJson({ mpm, settings, capacity }: MpmModel, { httpdVersion }: Target) {
  return {
    mpm,
    httpdVersion,
    settings: Object.fromEntries([...settings].map(([name, setting]) => [name, settingAsJson(setting)])),
    capacity: Object.fromEntries(Object.entries(capacity).map(([name, value]) => [name, value ?? null])),
  };
}

function settingAsJson({ by, effective, adjustments, fact }: Setting) {
  // The default of a text is told in words, not as a value.
  const value = by || fact.reading !== 'text' ? effective : undefined;
  return {
    written: by ? (by.read.words[0]?.text ?? '') : null,
    effective: value ?? null,
    default: by === undefined,
    file: by ? pathOf(by.document.uri) : null,
    line: by ? by.number : null,
    adjustments: adjustments.map(({ httpd, from, to }) => ({
      httpd: httpd ?? null,
      from,
      to,
      silent: httpd === undefined,
    })),
  };
}
