// What parts of the engine cost in one process, as JSON: node --expose-gc scripts/bench/in-process.ts LINES
import { judge } from '../../server/src/judge.ts';
import { defaultTarget, type Snapshot } from '../../server/src/resolve/snapshot.ts';
import { rules } from '../../server/src/rules/index.ts';
import { revisionsOf, stillTrue } from '../../server/src/server/judged.ts';
import { changeDocument, type Document, openDocument } from '../../server/src/syntax/document.ts';
import { configuration } from './configuration.ts';
import { handScan } from './hand-scan.ts';
import { cpuOfThisProcess, median } from './measure.ts';

/**
 * Milliseconds of processor time, of all threads; of time where the name says so. `heapPerByte` bytes kept for each byte of
 * text, `grown` the part that they grew by over 10,000 edits.
 */
export interface InProcess {
  readonly scan: number;
  readonly parse: number;
  readonly parseTime: number;
  readonly analysisTime: number;
  readonly heapPerByte: number;
  readonly grown: number;
  readonly keystroke: number;
  readonly lineScan: number;
}

const path = '/etc/apache2/apache2.conf';
const text = configuration(Number(process.argv[2]));
const open = () => openDocument(`file://${path}`, text);
const judged = (document: Document) => {
  const snapshot: Snapshot = { path, document, target: defaultTarget, found: new Map() };
  return judge(snapshot, rules);
};

/** Reads the words of all lines, which are cut out of the text for whoever asks. */
function readAll({ logical }: Document): number {
  let words = 0;
  for (const line of logical) {
    if (line && line.parsed.kind !== 'blank' && line.parsed.kind !== 'comment') words += line.parsed.words.length;
  }
  return words;
}

/** Milliseconds, of processor time unless another clock is given, the median of some runs; as many before warm it up. */
function cost(work: () => unknown, runs: number, clock = cpuOfThisProcess): number {
  const times: number[] = [];
  for (let run = 0; run < 2 * runs; run++) {
    const before = clock();
    work();
    if (run >= runs) times.push(clock() - before);
  }
  return median(times);
}

// What is kept is looked at before anything else, which may be let go meanwhile; code and facts are not counted.
readAll(openDocument('file:///etc/apache2/other.conf', configuration(1000, 2)));
judged(openDocument('file:///etc/apache2/other.conf', configuration(1000, 2)));
globalThis.gc!();
const before = process.memoryUsage().heapUsed;
const document = open();
const judgement = judged(document);
globalThis.gc!();
const heap = process.memoryUsage().heapUsed - before;

let known = { judgement, structure: 0, revisions: revisionsOf(judgement) };
let line = Math.floor(document.lines.count / 2);
while (!document.lines.line(line).includes('ServerName')) line++;
const edit = (count: number) => {
  const end = document.lines.lengthOf(line);
  for (let i = 0; i < count; i++) {
    const [from, to, added] = i % 2 === 0 ? [end, end, 'x'] : [end, end + 1, ''];
    changeDocument(document, { start: { line, character: from! }, end: { line, character: to! } }, added as string);
    known = stillTrue(known) ?? known;
  }
};
edit(20_000);
globalThis.gc!();
const settled = process.memoryUsage().heapUsed;
const keystroke = cost(() => edit(1000), 5) / 1000;
globalThis.gc!();
const grown = process.memoryUsage().heapUsed - settled;
const scan = cost(() => handScan(text), 7);
const parse = cost(() => readAll(open()), 5);
const time = () => performance.now();
const parseTime = cost(() => readAll(open()), 5, time);
const analysisTime = cost(() => judged(open()), 3, time);
const oneLine = document.lines.line(line);
let scanned = 0;
const lineScan =
  cost(() => {
    for (let i = 0; i < 100_000; i++) scanned += handScan(oneLine);
  }, 3) / 100_000;

if (scanned === 0) throw new Error('The line that was scanned has no words');
const found: InProcess = {
  scan,
  parse,
  parseTime,
  analysisTime,
  heapPerByte: heap / text.length,
  grown: grown / heap,
  keystroke,
  lineScan,
};
console.log(JSON.stringify(found));
