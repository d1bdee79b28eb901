import { effectiveText } from '../../features/effective-text.ts';
import { noSettingsIn } from '../../features/per-directory.ts';
import { judge } from '../../judge.ts';
import type { MpmModel, Setting } from '../../mpm/model.ts';
import type { Target } from '../../resolve/snapshot.ts';
import { pathOf } from '../../text/file-uri.ts';
import { say, wordsOf } from '../../text/message.ts';
import { type Localized, translationFor } from './locale.ts';
import { read } from './read.ts';
import { type Assumed, snapshotOf } from './target.ts';

/** Prints the settings of the MPM that the file names first, or of `--mpm`. 2 when the file leaves no MPM to speak of, as a `.htaccess`. */
export function effective(path: string, options: Assumed & Localized & { readonly format: 'text' | 'json' }): 0 | 2 {
  const document = read(path, translationFor(options));
  if (!document) return 2;
  const snapshot = snapshotOf(document, options);
  if (snapshot.target.perDirectory) {
    process.stderr.write(`apache-mpm: ${wordsOf(noSettingsIn(path), translationFor(options))}\n`);
    return 2;
  }
  const models = judge(snapshot, []).analyses.flatMap(({ model }) => model ?? []);
  if (models.length === 0) {
    const problem = say('{path} loads more than one MPM, so httpd would not start; name one with --mpm', { path });
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
