import type { Mpm } from '../../catalogue/fact.ts';
import { mpmFacts } from '../../catalogue/mpms.ts';
import { effectiveText } from '../../features/effective-text.ts';
import { noSettingsIn } from '../../features/per-directory.ts';
import { judge } from '../../judge.ts';
import { noCapacity } from '../../mpm/capacity.ts';
import type { MpmModel, Setting } from '../../mpm/model.ts';
import type { Resolution } from '../../resolve/resolution.ts';
import { type Verdict, verdictOn } from '../../startup.ts';
import { pathOf } from '../../text/file-uri.ts';
import { type Message, say, type Translate, wordsOf } from '../../text/message.ts';
import { type Localized, translationFor } from './locale.ts';
import { read } from './read.ts';
import { type Assumed, snapshotOf } from './target.ts';

/**
 * Prints whether httpd starts, and the settings of the MPM that the file names first, or of `--mpm`; none where it has no
 * MPM. 2 when the file cannot be read, loads more than one MPM, or is one such as `.htaccess`.
 */
export function effective(path: string, options: Assumed & Localized & { readonly format: 'text' | 'json' }): 0 | 2 {
  const document = read(path, translationFor(options));
  if (!document) return 2;
  const snapshot = snapshotOf(document, options);
  if (snapshot.target.perDirectory) {
    process.stderr.write(`apache-mpm: ${wordsOf(noSettingsIn(path), translationFor(options))}\n`);
    return 2;
  }
  const { analyses } = judge(snapshot, []);
  const models = analyses.flatMap(({ model }) => model ?? []);
  const { resolution } = analyses[0]!;
  if (resolution.mpms.length > 1) {
    const problem = severalMpms(path, options.mpm, resolution);
    process.stderr.write(`apache-mpm: ${wordsOf(problem, translationFor(options))}\n`);
    return 2;
  }
  const verdict = verdictOn(snapshot, resolution);
  process.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(asJson(models[0], resolution, verdict), undefined, 2)}\n`
      : asText(models, verdict, translationFor(options)),
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

function asText(models: readonly MpmModel[], { starts, message }: Verdict, translate: Translate): string {
  const first =
    starts === true
      ? say('httpd starts')
      : starts === false
        ? say('httpd does not start: {text}', { text: message })
        : say('Whether httpd starts is not known: {why}', { why: message });
  return [`${wordsOf(first, translate)}\n`, ...models.map((model) => effectiveText(model, translate))].join('\n');
}

/** Without an MPM there are no settings, and nothing that they come to. */
function asJson(model: MpmModel | undefined, { target, whole }: Resolution, { starts, message }: Verdict) {
  return {
    mpm: model?.mpm ?? null,
    httpdVersion: target.httpdVersion,
    whole,
    startup: { starts: starts ?? null, message: wordsOf(message) },
    settings: Object.fromEntries([...(model?.settings ?? [])].map(([name, setting]) => [name, settingAsJson(setting)])),
    capacity: Object.fromEntries(
      Object.entries(model?.capacity ?? noCapacity).map(([name, value]) => [name, value ?? null]),
    ),
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
