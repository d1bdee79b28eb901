import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { defaultOf, directiveNamed } from '../../server/src/catalogue/lookup.ts';
import { mpmFacts } from '../../server/src/catalogue/mpms.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** The MPMs that people still run, and the order in which their settings read best: limits, then pool, then the whole. */
const offered: readonly Mpm[] = ['event', 'worker', 'prefork', 'winnt'];
const settings = [
  'ServerLimit',
  'StartServers',
  'ThreadLimit',
  'ThreadsPerChild',
  'MinSpareThreads',
  'MaxSpareThreads',
  'MinSpareServers',
  'MaxSpareServers',
  'MaxRequestWorkers',
  'AsyncRequestWorkerFactor',
  'MaxConnectionsPerChild',
];
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

const identifiers = offered.map((mpm) => mpmFacts[mpm].identifier);
const loadable = offered.filter((mpm) => mpmFacts[mpm].sharedObject !== undefined);
const eventRows = defaultsOf('event', settings);

const snippets: Readonly<Record<string, Snippet>> = {
  ...Object.fromEntries(
    offered.flatMap((mpm): [string, Snippet][] => {
      const { title } = mpmFacts[mpm];
      const body = lines(defaultsOf(mpm, settings));
      return [
        [
          `${title} settings in <IfModule>`,
          {
            prefix: `mpm_${mpm}`,
            description: `The settings of the MPM ${title} with httpd's defaults, read only where it runs`,
            body: guarded(mpm, body),
          },
        ],
        [
          `${title} settings`,
          {
            prefix: `mpm_${mpm}_lines`,
            description: `The settings of the MPM ${title} with httpd's defaults, without <IfModule>`,
            body: [...body, '$0'],
          },
        ],
      ];
    }),
  ),
  'event settings with room for graceful restarts': {
    prefix: 'mpm_event_room',
    description: 'As the defaults of event, but with slots for processes that still finish requests after a restart',
    body: guarded('event', lines(withRoom(eventRows))),
  },
  'LoadModule of an MPM': {
    prefix: 'loadmpm',
    description: 'The line that chooses the MPM; there must be exactly one',
    body: [
      `LoadModule mpm_\${1|${loadable.join()}|}_module \${2|modules,/usr/lib/apache2/modules,libexec/apache24|}/mod_mpm_$1.so`,
      '$0',
    ],
  },
  '<IfModule> of an MPM': {
    prefix: 'ifmpm',
    description: 'Lines for one MPM, by the only names that httpd knows',
    body: [`<IfModule \${1|${identifiers.join()}|}>`, '\t$0', '</IfModule>'],
  },
  'Keep-alive and time-out': {
    prefix: 'keepalive',
    description: "How long connections may stay, with httpd's defaults",
    body: [...lines([['KeepAlive', 'On'], ...defaultsOf('event', keepAliveSettings)]), '$0'],
  },
};

/** The snippets: blocks that httpd takes as they stand, without a warning. */
export default (): { path: string; content: string }[] => [
  { path: 'snippets/apache-mpm.json', content: `${JSON.stringify(snippets, null, 2)}\n` },
];
