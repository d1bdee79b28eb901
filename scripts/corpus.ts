// Counts what each rule finds in a folder of real configurations, each file as an editor would show it:
//     npm run corpus -- [FOLDER] [--rule ID]…
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SharedFinding } from '../server/src/judge.ts';
import { rules } from '../server/src/rules/index.ts';
import type { Severity } from '../server/src/rules/rule.ts';
import { uriOf } from '../server/src/text/file-uri.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { corpusFiles, judgedInEditor } from './corpus-files.ts';
import { findCorpus } from './find-corpus.ts';

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** A finding and the file of the corpus that it is in. */
interface Found {
  readonly file: string;
  readonly finding: SharedFinding;
}

const { values, positionals } = parseArgs({
  options: { rule: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
const unknown = values.rule.find((id) => !rules.some((rule) => rule.id === id));
const corpus = findCorpus(positionals[0]);
if (unknown !== undefined || positionals.length > 1 || (positionals[0] && !corpus)) {
  console.error(unknown ? `There is no rule ${unknown}.` : 'usage: npm run corpus -- [FOLDER] [--rule ID]…');
  console.error('FOLDER has a MANIFEST.tsv, of which the first column is the files.');
  process.exit(2);
}
if (corpus) await count(corpus);
else console.warn('SKIPPED: there is no corpus here; name its folder, or set APACHE_MPM_CORPUS to it');

async function count(folder: string): Promise<void> {
  const files = corpusFiles(folder);
  const found: Found[] = [];
  for (const file of files) {
    const { findings, analyses } = await judgedInEditor(folder, file);
    for (const { rule, error } of analyses.flatMap(({ failures }) => failures)) {
      console.error(`The rule ${rule.id} failed on ${file}: ${error}`);
      process.exitCode = 1;
    }
    const uri = uriOf(join(folder, file));
    for (const finding of findings) if (finding.at.uri === uri) found.push({ file, finding });
  }
  if (values.rule.length > 0) list(found);
  else table(found, files.length);
}

function table(found: readonly Found[], files: number): void {
  const cells = (id: string, numbers: readonly (number | string)[]) =>
    [id.padEnd(44), ...numbers.map((number) => String(number).padStart(12))].join('');
  console.log(cells('rule', [...severities, 'files']));
  for (const { id } of rules) {
    const own = found.filter(({ finding }) => finding.rule.id === id);
    const counts = severities.map((severity) => own.filter(({ finding }) => finding.severity === severity).length);
    console.log(cells(id, [...counts.map((n) => n || '·'), new Set(own.map(({ file }) => file)).size]));
  }
  console.log(cells(`${files} files`, []));
}

function list(found: readonly Found[]): void {
  for (const { file, finding } of found) {
    if (!values.rule.includes(finding.rule.id)) continue;
    const { at, severity, message } = finding;
    console.log(`${file}:${at.start.line + 1}: ${severity}: ${wordsOf(message)} [${finding.rule.id}]`);
  }
}
