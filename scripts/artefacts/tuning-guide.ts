import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { declareTuneOptions, demandIn, factsIn, type TuneOptions } from '../../server/src/hosts/cli/tune-options.ts';
import { languages } from '../../server/src/text/language.ts';
import { inEnglish, say, type Translate, wordsOf } from '../../server/src/text/message.ts';
import { blockOf } from '../../server/src/tuning/block.ts';
import type { Demand } from '../../server/src/tuning/demand.ts';
import { serverBytes } from '../../server/src/tuning/memory.ts';
import type { Request } from '../../server/src/tuning/plan.ts';
import { tune } from '../../server/src/tuning/tune.ts';
import { inBytes } from '../../server/src/tuning/units.ts';
import type { TunedMpm } from '../../server/src/tuning/workload.ts';
import type { Artefact } from '../artefact.ts';
import { translationTo } from '../translations.ts';

/** The tuning guide in each language, written by hand, with what the engine says to the commands that stand in it. */
export default function tuningGuides(): readonly Artefact[] {
  return [
    guideIn('docs/tuning.md', inEnglish),
    ...languages.map((language) => guideIn(`docs/${language}/tuning.md`, translationTo(language))),
  ];
}

function guideIn(path: string, translate: Translate): Artefact {
  const guide = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const content = guide.replace(
    /<!-- tune: (.+) -->\n[\s\S]*?<!-- \/tune -->/g,
    (_, command: string) =>
      `<!-- tune: ${command} -->\n${command === 'thousand' ? thousand(translate) : answerTo(command, translate)}\n<!-- /tune -->`,
  );
  return { path, content };
}

function answerTo(command: string, translate: Translate): string {
  const request = requestOf(command);
  const tuning = tune(request);
  if (tuning.kind !== 'plan') throw new Error(`no plan for ${command}`);
  const { plan } = tuning;
  const said = [
    ...plan.unmet.map((bound) => say('The demand is not met: {arithmetic}. {lift}', bound)),
    ...(plan.memory ? [plan.memory.arithmetic] : []),
  ].map((message) => wordsOf(say('{sentence}.', { sentence: message }), translate));
  return `\`\`\`sh\napache-mpm ${command}\n\`\`\`\n\n\`\`\`apache\n${blockOf(plan, request, undefined, translate)}\`\`\`\n\n${said.join('\n')}`;
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
function thousand(translate: Translate): string {
  const mebi = 2 ** 20;
  const row = (mpm: TunedMpm, threads: number, process: number) => {
    const processes = 1000 / threads;
    const shape = { mpm, processes, threads, serverLimit: processes, threadLimit: threads };
    const bytes = serverBytes(shape, { process: process * mebi })!;
    return `| ${mpm} | ${processes} | ${threads} | ${process} MiB | ${inBytes(bytes)} |`;
  };
  const head = wordsOf(say('| MPM | processes | threads in each | a process, say | with the scoreboard |'), translate);
  return [
    head,
    '| --- | --- | --- | --- | --- |',
    row('prefork', 1, 20),
    row('worker', 20, 20),
    row('event', 25, 20),
  ].join('\n');
}
