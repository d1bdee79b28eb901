import { type Command, InvalidArgumentError, Option } from 'commander';
import { wordsOf } from '../../text/message.ts';
import { type Demand, demandKinds } from '../../tuning/demand.ts';
import { type FactName, type Facts, factKinds, readFact } from '../../tuning/facts.ts';
import { type Read, readNumber } from '../../tuning/units.ts';
import { type TunedMpm, tunedMpms, type WorkloadName, workloads } from '../../tuning/workload.ts';

/** The options of `tune` that are no facts and no demand, as they are written. */
export interface TuneOptions {
  readonly workload: WorkloadName;
  readonly mpm?: TunedMpm;
  readonly threads?: number;
  readonly keepAliveTimeout?: number;
  readonly measure?: true;
  readonly pid?: number;
  readonly write?: string;
  readonly format: 'text' | 'json';
}

const names = workloads.map(({ name, title }) => `${name} (${wordsOf(title)})`).join(', ');

/** Declares the options of `tune` on its command: one for each fact and each number of the demand. */
export function declareTuneOptions(command: Command): Command {
  command
    .addOption(
      new Option('--workload <name>', `what the server does: ${names}`)
        .choices(workloads.map(({ name }) => name))
        .default('custom'),
    )
    .addOption(new Option('--mpm <mpm>', 'another MPM than the workload wants').choices(tunedMpms));
  for (const { name, written, what, unit } of factKinds) {
    const value = unit === 'bytes' ? '<size>' : '<number>';
    command.addOption(
      new Option(`--${written} ${value}`, wordsOf(what)).argParser((text) => taken(readFact(name, text))),
    );
  }
  for (const { written, what } of demandKinds) {
    command.addOption(new Option(`--${written} <number>`, wordsOf(what)).argParser((text) => taken(readNumber(text))));
  }
  const number = (text: string) => taken(readNumber(text));
  return command
    .addOption(new Option('--threads <number>', 'ThreadsPerChild').argParser(number))
    .addOption(new Option('--keep-alive-timeout <seconds>', 'KeepAliveTimeout').argParser(number))
    .addOption(new Option('--measure', 'take what is not told from the httpd that runs on this machine'))
    .addOption(
      new Option('--pid <number>', 'with --measure, the process id of its parent process, where several run')
        .argParser(number)
        .implies({ measure: true }),
    )
    .addOption(new Option('--write <file>', 'put the settings into the file, in the place of those it has'))
    .addHelpText('after', '\nA <size> is written as 8G, 512M or 1.5GiB; the units are powers of 1024.')
    .addOption(new Option('--format <format>', 'how to print the settings').choices(['text', 'json']).default('text'));
}

/** The facts among the options as commander has them. */
export function factsIn(options: Readonly<Record<string, unknown>>): Facts {
  const given = factKinds.flatMap(({ name, written }): [FactName, number][] => {
    const value = options[camelCase(written)];
    return typeof value === 'number' ? [[name, value]] : [];
  });
  return Object.fromEntries(given);
}

/** The numbers of a demand among the options, times in seconds. */
export function demandIn(options: Readonly<Record<string, unknown>>): Partial<Demand> {
  const given = demandKinds.flatMap(({ name, written, scale }): [string, number][] => {
    const value = options[camelCase(written)];
    return typeof value === 'number' ? [[name, value / scale]] : [];
  });
  return Object.fromEntries(given);
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function taken(read: Read): number {
  if ('problem' in read) throw new InvalidArgumentError(`${wordsOf(read.problem)}.`);
  return read.value;
}
