// Shows on the real httpd that tuned settings bear what they promise and that others do not: npm run proof [-- --write]
import { writeFileSync } from 'node:fs';
import { parseArgs, styleText } from 'node:util';
import { inBytes } from '../server/src/tuning/units.ts';
import { ask, findHttpd } from './ask-httpd.ts';
import { findApacheBench } from './proof/apache-bench.ts';
import { type BackEnd, startBackEnd } from './proof/back-end.ts';
import { type Compared, compare } from './proof/compare.ts';
import { type Outcome, run, type Trial } from './proof/trial.ts';
import { type Detuned, type ProvenWorkload, planFor, provenWorkloads, simulated } from './proof/workloads.ts';

/** Of the processes that there may be: further from the simulation the real pool may not be, on average. */
const tolerance = 0.1;

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const httpd = findHttpd();
const ab = findApacheBench();
if (!httpd || !ab) {
  const missing = [...(httpd ? [] : ['httpd (Debian: apache2)']), ...(ab ? [] : ['ab (Debian: apache2-utils)'])];
  console.error(styleText('yellow', `⚠ NOT RUN: there is no ${missing.join(' and no ')} here`));
  process.exit(2);
}
const version = /Apache\/(\S+ \([^)]*\)|\S+)/.exec(ask(httpd, '', '-v').stdout)?.[1] ?? 'unknown';

/** Bytes of the largest process, without what all of them share, and of that. */
interface Measured {
  readonly process: number;
  readonly shared: number;
}

interface Proven {
  readonly workload: ProvenWorkload;
  readonly tuned: Outcome;
  readonly compared: Compared;
  readonly workers: number;
  readonly processes: number;
  /** Processes, measured before with httpd's default settings. */
  readonly measured: Measured;
  readonly detuned: readonly (Detuned & { readonly outcome: Outcome })[];
}

const began = Date.now();
const proven: Proven[] = [];
for (const workload of provenWorkloads) {
  const backEnd = await startBackEnd(workload.demand.service * 1000);
  proven.push(await prove(workload, backEnd));
  await backEnd.close();
}
const failures = proven.flatMap(failuresOf);
for (const failure of failures) console.error(styleText('red', failure));
const seconds = Math.round((Date.now() - began) / 1000);
console.log(`${proven.length} workloads in ${seconds} s${failures.length === 0 ? ': all is as promised' : ''}`);
if (values.write && failures.length === 0) writeFileSync(new URL('../docs/proof.md', import.meta.url), page());
process.exit(failures.length === 0 ? 0 : 1);

async function prove(workload: ProvenWorkload, backEnd: BackEnd): Promise<Proven> {
  const { mpm, threads, demand } = workload;
  const concurrency = Math.round(demand.rate * demand.service);
  const trial = (lines: readonly string[], before: number, during: number, after: number): Trial => ({
    mpm,
    lines,
    threads,
    concurrency,
    seconds: { before, during, after },
  });
  const threadLine = mpm === 'prefork' ? [] : [`ThreadsPerChild ${threads}`];
  const { sizes } = await run(httpd!, ab!, backEnd, trial(threadLine, 0, 4, 0));
  const measured = {
    process: Math.max(...sizes.map(({ own }) => own)),
    shared: Math.max(...sizes.map(({ shared }) => shared)),
  };
  const { plan, lines } = planFor(workload, measured);
  console.log(`${mpm}: ${concurrency} requests at once, ${plan.workers} workers`);
  const full = trial(lines, 2, 8, 5);
  const tuned = await run(httpd!, ab!, backEnd, full);
  const compared = compare(tuned.seen, simulated(plan, full));
  const detuned: (Detuned & { outcome: Outcome })[] = [];
  for (const each of workload.detuned) {
    detuned.push({ ...each, outcome: await run(httpd!, ab!, backEnd, trial([...lines, ...each.lines], 1, 6, 0)) });
  }
  return { workload, tuned, compared, workers: plan.workers, processes: plan.processes, measured, detuned };
}

function failuresOf({
  workload: { mpm },
  tuned,
  compared,
  workers,
  processes,
  measured,
  detuned,
}: Proven): readonly string[] {
  const failures: string[] = [];
  if (tuned.codes.length > 0) failures.push(`${mpm}: the tuned settings log ${tuned.codes.join(', ')}`);
  if (tuned.load.failed > 0) failures.push(`${mpm}: ${tuned.load.failed} requests failed`);
  if (Math.max(...tuned.seen.map((look) => look.processes)) > processes)
    failures.push(`${mpm}: more processes than forecast`);
  if (Math.max(...tuned.seen.map((look) => look.busy)) > workers) failures.push(`${mpm}: more workers than forecast`);
  if (bytesOf(tuned) > forecastFor(processes, measured)) failures.push(`${mpm}: more memory than forecast`);
  const { mean } = compared.difference;
  if (mean > tolerance * processes) failures.push(`${mpm}: ${mean} processes from the simulation on average`);
  for (const { what, code, outcome } of detuned) {
    if (!outcome.codes.includes(code)) failures.push(`${mpm}: ${what} does not log ${code}`);
  }
  return failures;
}

/** What the processes of a trial took, the parent too. */
function bytesOf({ sizes, parent }: Outcome): number {
  return sum([parent, ...sizes].map(({ pss }) => pss));
}

function forecastFor(processes: number, { process, shared }: Measured): number {
  return processes * process + shared;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function page(): string {
  const date = new Date().toISOString().slice(0, 10);
  return `<!-- Written by \`npm run proof -- --write\`; do not edit. -->

# Proof on the real server

On ${date}, httpd ${version}, on 127.0.0.1. Each workload is a back end that takes 250 ms for an answer, behind mod_proxy; \`ab\`
keeps as many requests open as the demand has at once. The size of a process is measured first, with httpd's default
settings under the same load; then the settings are tuned for it and tried, and after that made too small.

## What was promised, and what was seen

| MPM | demand | MaxRequestWorkers | requests in 8 s | failed | 99 % within | errors logged | processes, at most | memory of the processes |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${proven.map(tunedRow).join('\n')}

The memory is the sum of the PSS of all processes in the middle of the load, of the parent too, beside the forecast for as
many processes: their number times what the largest had of its own when it was measured before, and what they share, once.
With the PSS of a process instead of the two numbers it was 28 % too high under prefork: of what is shared 12 processes, as
were measured, have larger shares than 32. What is left is above, as the largest stands for all and pages that other
programs have too, such as those of the C library, are counted in full: 2 to 3 MiB here, however large the processes are.
Below it would be where processes write to what they shared with their parent (copy on write) after they were measured. All
requests come at once: until the pool has grown, they wait, which makes the slowest of them slow.

## Too small settings say so

| MPM | changed | must log | logged | 99 % within |
| --- | --- | --- | --- | --- |
${proven.flatMap(({ workload, detuned }) => detuned.map((each) => detunedRow(workload, each))).join('\n')}

## The simulated pool and the real one

Processes that serve, second by second, from \`server-status\` and from the simulation under the same load: 2 s without, 8 s
with, 5 s without. A dash is a second in which the status was not told. The parent waits a second after it has looked and
forked, so its seconds are a little longer than those of the clock: after some of them the real pool is one look behind the
simulated one, and while it doubles, that is many processes for one second.

${proven.map(curve).join('\n\n')}
`;
}

function tunedRow({ workload, tuned, workers, processes, measured }: Proven): string {
  const { mpm, demand } = workload;
  const { load, codes, seen, sizes } = tuned;
  const forecast = forecastFor(sizes.length, measured);
  const bytes = bytesOf(tuned);
  const error = ((forecast - bytes) / bytes) * 100;
  const most = Math.max(...seen.map((look) => look.processes));
  const cells = [
    mpm,
    `${demand.rate}/s × ${demand.service} s = ${demand.rate * demand.service}`,
    workers,
    load.requests,
    load.failed,
    `${load.slowest} ms`,
    codes.join(', ') || 'none',
    `${most} of ${processes}`,
    `${inBytes(bytes)}, forecast ${inBytes(forecast)} (${error >= 0 ? '+' : ''}${error.toFixed(0)} %)`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function detunedRow({ mpm }: ProvenWorkload, { what, code, outcome }: Detuned & { outcome: Outcome }): string {
  return `| ${mpm} | ${what} | ${code} | ${outcome.codes.join(', ') || 'nothing'} | ${outcome.load.slowest} ms |`;
}

function curve({ workload: { mpm }, compared }: Proven): string {
  const row = (name: string, cells: readonly (number | string)[]) => `| ${name} | ${cells.join(' | ')} |`;
  const { seconds, difference } = compared;
  return [
    row(
      `${mpm}, second`,
      seconds.map((_, second) => second),
    ),
    row(
      '---',
      seconds.map(() => '---'),
    ),
    row(
      'real',
      seconds.map(({ real }) => real ?? '–'),
    ),
    row(
      'simulated',
      seconds.map(({ simulated }) => simulated),
    ),
    '',
    `The mean difference is ${difference.mean.toFixed(1)} processes, the greatest ${difference.most}.`,
  ].join('\n');
}
