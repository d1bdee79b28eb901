// Compares our verdicts with those of the real httpd on random configurations, once for each seed:
//     npm run oracle -- --n 5000 --seed 1 --seed 2 [--write]
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual, parseArgs, styleText } from 'node:util';
import fc from 'fast-check';
import { bothSides } from '../test/support/both-sides.ts';
import { configuration } from '../test/support/random-configuration.ts';
import { ask, findHttpd, type Httpd } from './ask-httpd.ts';

interface Agreement {
  readonly seed: number;
  /** Configurations with which httpd starts and says nothing, starts with messages, does not start. */
  readonly silent: number;
  readonly corrected: number;
  readonly refused: number;
  readonly seconds: number;
}

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '1000' },
    seed: { type: 'string', multiple: true },
    write: { type: 'boolean', default: false },
  },
});
const n = Number(values.n);
const seeds = (values.seed ?? [String(Date.now() % 2 ** 31)]).map(Number);
if (![n, ...seeds].every(Number.isInteger) || n < 1) {
  console.error('usage: npm run oracle -- [--n NUMBER] [--seed NUMBER]… [--write]');
  process.exit(2);
}
const httpd = findHttpd();
if (!httpd) {
  console.error('There is no httpd here. Install apache2, or name one with APACHE_MPM_HTTPD.');
  process.exit(2);
}
const version = /Apache\/(\S+ \([^)]*\)|\S+)/.exec(ask(httpd, '', '-v').stdout)?.[1] ?? 'unknown';

const agreements = seeds.map((seed) => compare(httpd, seed));
if (values.write) write(agreements);

/** Ends the process with the smallest configuration that it finds when the two sides differ. */
function compare(httpd: Httpd, seed: number): Agreement {
  const counts = { silent: 0, corrected: 0, refused: 0 };
  const began = Date.now();
  let asked = 0;
  const result = fc.check(
    fc.property(configuration, (random) => {
      const { ours, theirs } = bothSides(httpd, random);
      if (theirs.exit !== 0) counts.refused++;
      else if (theirs.lines.length > 1) counts.corrected++;
      else counts.silent++;
      if (++asked % 1000 === 0) console.log(`${asked} of ${n}`);
      return isDeepStrictEqual(ours, theirs);
    }),
    { numRuns: n, seed },
  );
  if (result.failed) {
    const [random] = result.counterexample!;
    console.error(styleText('red', `A difference after ${result.numRuns} configurations (seed ${seed}):`));
    console.error(JSON.stringify({ ...random, ...bothSides(httpd, random) }, undefined, 2));
    process.exit(1);
  }
  const seconds = Math.round((Date.now() - began) / 1000);
  const { silent, corrected, refused } = counts;
  const of = `${silent} start silently, ${corrected} with messages, ${refused} do not start`;
  console.log(
    styleText('green', `seed ${seed}: all ${n} configurations agree with httpd ${version} (${of}; ${seconds} s)`),
  );
  return { seed, ...counts, seconds };
}

/** Into docs/accuracy.md, and as one sentence into the README. */
function write(agreements: readonly Agreement[]): void {
  const date = new Date().toISOString().slice(0, 10);
  const rows = agreements.map(
    ({ seed, silent, corrected, refused }) =>
      `| ${date} | ${version} | ${seed} | ${n} | ${silent} | ${corrected} | ${refused} | ${n} |`,
  );
  const page = `<!-- Written by \`npm run oracle -- --write\`; do not edit. -->

# Accuracy

Our verdict on a configuration is compared with what the real \`httpd -t\` prints, line for line and with its exit status.
The configurations are random: values, tags, scopes, modules, variables, macros, includes, letter case, line ends. A difference
would be shrunk to the smallest configuration that shows it, and would be a bug; [limits.md](limits.md) says what is left
out of the comparison.

| date | httpd | seed | configurations | start silently | start with messages | do not start | agree |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

Beside that, \`npm test\` holds to the real httpd every example of every rule as it is and after each fix, the facts of the
catalogue, the directives that count after reading (\`-D DUMP_CONFIG\`), and, on a started server, what it changes
without a word.
`;
  const readme = new URL('../README.md', import.meta.url);
  const sentence =
    `On ${date}, ${n * agreements.length} random configurations of ${agreements.length} seeds were judged by both: ` +
    `all agree, line for line, with httpd ${version}. See [docs/accuracy.md](docs/accuracy.md).`;
  writeFileSync(new URL('../docs/accuracy.md', import.meta.url), page);
  const text = readFileSync(readme, 'utf8');
  writeFileSync(readme, text.replace(/(<!-- accuracy -->\n).*(<!-- \/accuracy -->)/s, `$1${sentence}\n$2`));
}
