import type { Mpm } from '../catalogue/fact.ts';
import { defaultOf, directiveNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { poolSettings } from '../catalogue/pool-settings.ts';
import { type Message, say } from '../text/message.ts';
import type { Demand } from '../tuning/demand.ts';
import type { Facts } from '../tuning/facts.ts';
import { tune } from '../tuning/tune.ts';
import { inBytes } from '../tuning/units.ts';
import { type WorkloadName, workloadNamed } from '../tuning/workload.ts';
import { writeFacts } from '../tuning/written-facts.ts';

/** Lines that httpd takes as they stand, without a word, and in which nothing is found. */
export interface BlockSnippet {
  /** What is typed for it. */
  readonly prefix: string;
  readonly name: Message;
  readonly description: Message;
  /** The MPM whose settings they are; they stand in its `<IfModule>`, unless `free` says that they need none. */
  readonly mpm?: Mpm;
  readonly free?: true;
  /** A command of httpd's that may stand where they may. */
  readonly standsAs: string;
  /** In LSP's syntax of snippets; `$0`, where the cursor ends up, is at the end where it is not written. */
  readonly lines: readonly string[];
}

/** The MPMs that people still run. */
const offered: readonly Mpm[] = ['event', 'worker', 'prefork', 'winnt'];
const keepAliveSettings = ['MaxKeepAliveRequests', 'KeepAliveTimeout', 'Timeout'];

const mebi = 2 ** 20;
const machine = { memory: 4096 * mebi, reserve: 1024 * mebi, process: 20 * mebi };
/** Part of the machine is for what runs behind httpd. */
const shared = { ...machine, reserve: 3072 * mebi };

interface Situation {
  readonly workload: WorkloadName;
  readonly facts: Facts;
  readonly demand: Demand;
}

/** A small machine with each workload, and what clients want of it at the peak; to be replaced by one's own. */
const situations: readonly Situation[] = [
  { workload: 'static', facts: machine, demand: { rate: 500, service: 0.1, requestsPerConnection: 8, gap: 0.2 } },
  { workload: 'php-fpm', facts: { ...shared, backend: 50 }, demand: { rate: 100, service: 0.2 } },
  {
    workload: 'mod_php',
    facts: { ...machine, process: 50 * mebi },
    demand: { rate: 50, service: 0.25, requestsPerConnection: 8, gap: 0.2 },
  },
  { workload: 'proxy', facts: shared, demand: { rate: 500, service: 0.2 } },
  { workload: 'python', facts: shared, demand: { rate: 300, service: 0.3 } },
  { workload: 'api', facts: shared, demand: { rate: 1000, service: 0.1, requestsPerConnection: 20, gap: 1 } },
  { workload: 'mixed', facts: shared, demand: { rate: 400, service: 0.2, requestsPerConnection: 10, gap: 0.5 } },
];

/** A machine on which httpd's defaults of every MPM fit the memory and the demand. */
const example = {
  facts: { memory: 8192 * mebi, reserve: 1024 * mebi, process: 20 * mebi },
  demand: { rate: 100, service: 0.2 },
};

let made: readonly BlockSnippet[] | undefined;

/** Every block that is offered; made when the first is asked for. */
export function blockSnippets(): readonly BlockSnippet[] {
  made ??= [...offered.flatMap(withDefaults), withRoom(), ...situations.map(tuned), ...others()];
  return made;
}

type Row = readonly [name: string, value: number | string];

/** Lines of name and value, the values one below the other and each a place to stop at. */
function linesOf(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, value], at) => `${name.padEnd(width)}\${${at + 1}:${value}}`);
}

function defaultsOf(mpm: Mpm, names: readonly string[]): readonly Row[] {
  return names.flatMap((name) => {
    const value = defaultOf(directiveNamed(name)!.fact, mpm);
    return value === undefined ? [] : [[name, value] as const];
  });
}

function withDefaults(mpm: Mpm): readonly BlockSnippet[] {
  const { title } = mpmFacts[mpm];
  const common = { mpm, standsAs: 'MaxConnectionsPerChild', lines: linesOf(defaultsOf(mpm, poolSettings)) };
  return [
    {
      ...common,
      prefix: `mpm_${mpm}`,
      name: say('{title} settings', { title }),
      description: say("The settings of the MPM {title} with httpd's defaults, read only where it runs", { title }),
    },
    {
      ...common,
      free: true,
      prefix: `mpm_${mpm}_lines`,
      name: say('{title} settings without <IfModule>', { title }),
      description: say("The settings of the MPM {title} with httpd's defaults, without <IfModule>", { title }),
    },
  ];
}

/** Twice the processes that MaxRequestWorkers needs: what a graceful restart leaves behind has slots of its own then. */
function withRoom(): BlockSnippet {
  const rows = defaultsOf('event', poolSettings).map(([name, value]): Row => {
    return [name, name === 'ServerLimit' ? Number(value) * 2 : value];
  });
  return {
    prefix: 'mpm_event_room',
    name: say('event settings with room for graceful restarts'),
    description: say(
      'As the defaults of event, but with slots for processes that still finish requests after a restart',
    ),
    mpm: 'event',
    standsAs: 'MaxConnectionsPerChild',
    lines: linesOf(rows),
  };
}

/** The settings of the MPM that suits the workload, with the numbers of the tuning engine and the facts they come from. */
function tuned({ workload, facts, demand }: Situation): BlockSnippet {
  const tuning = tune({ workload, facts, demand });
  if (tuning.kind !== 'plan') throw new Error(`no plan for ${workload}`);
  const { mpm, settings, workers } = tuning.plan;
  const rows = settings.map(({ name, value }): Row => [name, value]);
  const { title: work } = workloadNamed(workload);
  return {
    prefix: `mpm_${mpm}_${workload.replace('-', '_')}`,
    name: say('{title} settings for {work}', { title: mpmFacts[mpm].title, work }),
    description: say(
      'Tuned: {workers} workers for {rate} requests/s of {milliseconds} ms, on a machine of {memory}. Write your own facts into the first line, and the refactoring “Tune for …” puts in your numbers',
      { workers, rate: demand.rate, milliseconds: demand.service * 1000, memory: inBytes(facts.memory!) },
    ),
    mpm,
    standsAs: 'MaxConnectionsPerChild',
    lines: [writeFacts({ facts, demand })!, ...linesOf(rows)],
  };
}

/** The comment that the tuning engine writes, each value a place to stop at. */
function factsToFillIn(): string {
  let place = 0;
  return writeFacts(example)!.replace(/(?<==)\S+/g, (value) => `\${${++place}:${value}}`);
}

function others(): readonly BlockSnippet[] {
  const identifiers = offered.map((mpm) => mpmFacts[mpm].identifier);
  const loadable = offered.filter((mpm) => mpmFacts[mpm].sharedObject !== undefined);
  return [
    {
      prefix: 'mpm_facts',
      name: say('Machine facts and demand'),
      description: say(
        'The comment that gives memory, reserve, process size and demand: with your numbers in it, the MPM is checked against them, and the refactoring “Tune for …” computes settings',
      ),
      standsAs: 'MaxConnectionsPerChild',
      lines: [factsToFillIn()],
    },
    {
      prefix: 'loadmpm',
      name: say('LoadModule of an MPM'),
      description: say('The line that chooses the MPM; there must be exactly one'),
      standsAs: 'MaxConnectionsPerChild',
      lines: [
        `LoadModule mpm_\${1|${loadable.join()}|}_module \${2|modules,/usr/lib/apache2/modules,libexec/apache24|}/mod_mpm_$1.so`,
      ],
    },
    {
      prefix: 'ifmpm',
      name: say('<IfModule> of an MPM'),
      description: say('Lines for one MPM, by the only names that httpd knows'),
      standsAs: 'MaxConnectionsPerChild',
      lines: [`<IfModule \${1|${identifiers.join()}|}>`, '\t$0', '</IfModule>'],
    },
    {
      prefix: 'keepalive',
      name: say('Keep-alive and time-out'),
      description: say("How long connections may stay, with httpd's defaults"),
      standsAs: 'KeepAlive',
      lines: linesOf([['KeepAlive', 'On'], ...defaultsOf('event', keepAliveSettings)]),
    },
  ];
}

/** The text of a snippet; in a block of its MPM it needs none of its own. */
export function bodyOf({ mpm, free, lines }: BlockSnippet, inBlock: boolean): string {
  const guarded =
    mpm === undefined || free || inBlock
      ? lines
      : [`<IfModule ${mpmFacts[mpm].identifier}>`, ...lines.map((line) => `\t${line}`), '</IfModule>'];
  const body = guarded.join('\n');
  return body.includes('$0') ? body : `${body}$0`;
}
