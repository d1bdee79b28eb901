import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { declareTuneOptions, demandIn, factsIn, type TuneOptions } from '../../server/src/hosts/cli/tune-options.ts';
import { wordsOf } from '../../server/src/text/message.ts';
import { blockOf } from '../../server/src/tuning/block.ts';
import type { Demand } from '../../server/src/tuning/demand.ts';
import { serverBytes } from '../../server/src/tuning/memory.ts';
import type { Request } from '../../server/src/tuning/plan.ts';
import { tune } from '../../server/src/tuning/tune.ts';
import { inBytes } from '../../server/src/tuning/units.ts';
import type { TunedMpm } from '../../server/src/tuning/workload.ts';
import type { Artefact } from '../artefact.ts';

const path = 'docs/tuning.md';

/** The tuning guide, written by hand, with what the engine says to the commands that stand in it. */
export default function tuningGuide(): readonly Artefact[] {
  const guide = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const content = guide.replace(
    /<!-- tune: (.+) -->\n[\s\S]*?<!-- \/tune -->/g,
    (_, command: string) =>
      `<!-- tune: ${command} -->\n${command === 'thousand' ? thousand() : answerTo(command)}\n<!-- /tune -->`,
  );
  return [{ path, content }];
}

function answerTo(command: string): string {
  const request = requestOf(command);
  const tuning = tune(request);
  if (tuning.kind !== 'plan') throw new Error(`${path}: no plan for ${command}`);
  const { plan } = tuning;
  const said = [
    ...plan.unmet.map(({ arithmetic, lift }) => `The demand is not met: ${wordsOf(arithmetic)}. ${wordsOf(lift)}.`),
    ...(plan.memory ? [`${wordsOf(plan.memory.arithmetic)}.`] : []),
  ];
  return `\`\`\`sh\napache-mpm ${command}\n\`\`\`\n\n\`\`\`apache\n${blockOf(plan, request)}\`\`\`\n\n${said.join('\n')}`;
}

function requestOf(command: string): Request {
  const program = declareTuneOptions(new Command('tune')).exitOverride();
  program.parse(command.split(' ').slice(1), { from: 'user' });
  const options = program.opts<TuneOptions & Record<string, unknown>>();
  const { rate, service, ...more }: Partial<Demand> = demandIn(options);
  const demand = rate !== undefined && service !== undefined ? { rate, service, ...more } : undefined;
  return {
    workload: options.workload,
    facts: factsIn(options),
    ...(options.mpm && { mpm: options.mpm }),
    ...(demand && { demand }),
  };
}

/** Memory of 1000 workers under each MPM, with sizes of processes that were seen and are no promise. */
function thousand(): string {
  const mebi = 2 ** 20;
  const row = (mpm: TunedMpm, threads: number, process: number) => {
    const processes = 1000 / threads;
    const shape = { mpm, processes, threads, serverLimit: processes, threadLimit: threads };
    const bytes = serverBytes(shape, { process: process * mebi })!;
    return `| ${mpm} | ${processes} | ${threads} | ${process} MiB | ${inBytes(bytes)} |`;
  };
  const head =
    '| MPM | processes | threads in each | a process, say | with the scoreboard |\n| --- | --- | --- | --- | --- |';
  return [head, row('prefork', 1, 20), row('worker', 20, 20), row('event', 25, 20)].join('\n');
}
