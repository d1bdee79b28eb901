// Compares our verdicts with those of the real httpd on random configurations: node scripts/oracle.ts --n 5000 --seed 1
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs, styleText } from 'node:util';
import fc from 'fast-check';
import { bothSides } from '../test/support/both-sides.ts';
import { configuration } from '../test/support/random-configuration.ts';
import { ask, findHttpd } from './ask-httpd.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const n = Number(values.n);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!Number.isInteger(n) || n < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run oracle -- --n NUMBER [--seed NUMBER] [--write]');
  process.exit(2);
}
const httpd = findHttpd();
if (!httpd) {
  console.error('There is no httpd here. Install apache2, or name one with APACHE_MPM_HTTPD.');
  process.exit(2);
}

const counts = { started: 0, corrected: 0, refused: 0 };
let asked = 0;
const started = Date.now();
const result = fc.check(
  fc.property(configuration, (random) => {
    const { ours, theirs } = bothSides(httpd, random);
    if (theirs.exit !== 0) counts.refused++;
    else if (theirs.lines.length > 1) counts.corrected++;
    else counts.started++;
    if (++asked % 500 === 0) console.log(`${asked} of ${n}`);
    return isDeepStrictEqual(ours, theirs);
  }),
  { numRuns: n, seed },
);

const version = /Apache\/(\S+ \([^)]*\)|\S+)/.exec(ask(httpd, '', '-v').stdout)?.[1] ?? 'unknown';
const seconds = Math.round((Date.now() - started) / 1000);
if (result.failed) {
  const [random] = result.counterexample!;
  const { ours, theirs } = bothSides(httpd, random);
  console.error(styleText('red', `A difference after ${result.numRuns} configurations (seed ${seed}):`));
  console.error(JSON.stringify({ ...random, ours, theirs }, undefined, 2));
  process.exit(1);
}
const summary =
  `${n} random configurations, seed ${seed}: all agree with httpd ${version} ` +
  `(${counts.started} start without a message, ${counts.corrected} with messages, ${counts.refused} are refused; ${seconds} s)`;
console.log(styleText('green', summary));
if (values.write) {
  const date = new Date().toISOString().slice(0, 10);
  const page = `# Accuracy

<!-- Written by \`npm run oracle -- --write\`; do not edit. -->

Each verdict of \`apache-mpm startup\` is compared with what the real \`httpd -t\` prints, line for line and with its exit
status, on random configurations: values, tags, scopes, variables, includes, letter case, line ends.

| date | httpd | configurations | start silently | start with messages | refused | agree |
| --- | --- | --- | --- | --- | --- | --- |
| ${date} | ${version} | ${n} (seed ${seed}) | ${counts.started} | ${counts.corrected} | ${counts.refused} | ${n} |
`;
  writeFileSync(fileURLToPath(new URL('../docs/accuracy.md', import.meta.url)), page);
}
