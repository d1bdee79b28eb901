import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { defaultOf, directiveNamed } from '../../server/src/catalogue/lookup.ts';
import { mpmFacts } from '../../server/src/catalogue/mpms.ts';
import { poolSettings } from '../../server/src/catalogue/pool-settings.ts';
import { languages } from '../../server/src/text/language.ts';
import { inEnglish, type Message, say, type Translate, wordsOf } from '../../server/src/text/message.ts';
import type { Demand } from '../../server/src/tuning/demand.ts';
import type { Facts } from '../../server/src/tuning/facts.ts';
import { tune } from '../../server/src/tuning/tune.ts';
import { inBytes } from '../../server/src/tuning/units.ts';
import { type WorkloadName, workloadNamed } from '../../server/src/tuning/workload.ts';
import { writeFacts } from '../../server/src/tuning/written-facts.ts';
import type { Artefact } from '../artefact.ts';
import { translationTo } from '../translations.ts';

interface Snippet {
  readonly name: Message;
  readonly prefix: string;
  readonly description: Message;
  readonly body: readonly string[];
}

/** The MPMs that people still run. */
const offered: readonly Mpm[] = ['event', 'worker', 'prefork', 'winnt'];
const keepAliveSettings = ['MaxKeepAliveRequests', 'KeepAliveTimeout', 'Timeout'];

type Row = readonly [name: string, value: number | string];

/** Lines of name and value, the values one below the other and each a place to stop at. */
function lines(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, value], at) => `${name.padEnd(width)}\${${at + 1}:${value}}`);
}

function defaultsOf(mpm: Mpm, names: readonly string[]): readonly Row[] {
  return names.flatMap((name) => {
    const value = defaultOf(directiveNamed(name)!.fact, mpm);
    return value === undefined ? [] : [[name, value] as const];
  });
}

function guarded(mpm: Mpm, body: readonly string[]): readonly string[] {
  return [`<IfModule ${mpmFacts[mpm].identifier}>`, ...body.map((line) => `\t${line}`), '</IfModule>', '$0'];
}

/** Twice the processes that MaxRequestWorkers needs: what a graceful restart leaves behind has slots of its own then. */
function withRoom(rows: readonly Row[]): readonly Row[] {
  return rows.map(([name, value]) => [name, name === 'ServerLimit' ? Number(value) * 2 : value]);
}

const mebi = 2 ** 20;
const machine = { memory: 4096 * mebi, reserve: 1024 * mebi, process: 20 * mebi };
/** Part of the machine is for what runs behind httpd. */
const shared = { ...machine, reserve: 3072 * mebi };

/** A small machine with each workload, and what clients want of it at the peak; to be replaced by one's own. */
const situations: readonly { readonly workload: WorkloadName; readonly facts: Facts; readonly demand: Demand }[] = [
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

/** The block of the MPM that suits the workload, with the numbers of the tuning engine and the facts they come from. */
function tuned({ workload, facts, demand }: (typeof situations)[number]): Snippet {
  const tuning = tune({ workload, facts, demand });
  if (tuning.kind !== 'plan' || tuning.plan.unmet.length > 0) throw new Error(`no plan for ${workload}`);
  const { mpm, settings, workers } = tuning.plan;
  const rows = settings.map(({ name, value }): Row => [name, value]);
  const { title: work } = workloadNamed(workload);
  const { title } = mpmFacts[mpm];
  return {
    name: say('{title} settings for {work}', { title, work }),
    prefix: `mpm_${mpm}_${workload.replace('-', '_')}`,
    description: say(
      'Tuned: {workers} workers for {rate} requests/s of {milliseconds} ms, on a machine of {memory}. Write your own facts into the first line, and the refactoring “Tune for …” puts in your numbers',
      { workers, rate: demand.rate, milliseconds: demand.service * 1000, memory: inBytes(facts.memory!) },
    ),
    body: guarded(mpm, [writeFacts({ facts, demand })!, ...lines(rows)]),
  };
}

const identifiers = offered.map((mpm) => mpmFacts[mpm].identifier);
const loadable = offered.filter((mpm) => mpmFacts[mpm].sharedObject !== undefined);
const eventRows = defaultsOf('event', poolSettings);

const snippets: readonly Snippet[] = [
  ...offered.flatMap((mpm): Snippet[] => {
    const { title } = mpmFacts[mpm];
    const body = lines(defaultsOf(mpm, poolSettings));
    return [
      {
        name: say('{title} settings in <IfModule>', { title }),
        prefix: `mpm_${mpm}`,
        description: say("The settings of the MPM {title} with httpd's defaults, read only where it runs", { title }),
        body: guarded(mpm, body),
      },
      {
        name: say('{title} settings', { title }),
        prefix: `mpm_${mpm}_lines`,
        description: say("The settings of the MPM {title} with httpd's defaults, without <IfModule>", { title }),
        body: [...body, '$0'],
      },
    ];
  }),
  {
    name: say('event settings with room for graceful restarts'),
    prefix: 'mpm_event_room',
    description: say(
      'As the defaults of event, but with slots for processes that still finish requests after a restart',
    ),
    body: guarded('event', lines(withRoom(eventRows))),
  },
  ...situations.map(tuned),
  {
    name: say('LoadModule of an MPM'),
    prefix: 'loadmpm',
    description: say('The line that chooses the MPM; there must be exactly one'),
    body: [
      `LoadModule mpm_\${1|${loadable.join()}|}_module \${2|modules,/usr/lib/apache2/modules,libexec/apache24|}/mod_mpm_$1.so`,
      '$0',
    ],
  },
  {
    name: say('<IfModule> of an MPM'),
    prefix: 'ifmpm',
    description: say('Lines for one MPM, by the only names that httpd knows'),
    body: [`<IfModule \${1|${identifiers.join()}|}>`, '\t$0', '</IfModule>'],
  },
  {
    name: say('Keep-alive and time-out'),
    prefix: 'keepalive',
    description: say("How long connections may stay, with httpd's defaults"),
    body: [...lines([['KeepAlive', 'On'], ...defaultsOf('event', keepAliveSettings)]), '$0'],
  },
];

/** The snippets: blocks that httpd takes as they stand, without a warning; in each language. */
export default (): readonly Artefact[] => [
  fileOf('snippets/apache-mpm.json', inEnglish),
  ...languages.map((language) => fileOf(`snippets/apache-mpm.${language}.json`, translationTo(language))),
];

function fileOf(path: string, translate: Translate): Artefact {
  const named = snippets.map(({ name, prefix, description, body }) => [
    wordsOf(name, translate),
    { prefix, description: wordsOf(description, translate), body },
  ]);
  return { path, content: `${JSON.stringify(Object.fromEntries(named), null, 2)}\n` };
}
