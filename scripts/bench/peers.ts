import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Typed } from './drive.ts';
import type { Program } from './server-process.ts';

/** A well-known language server, with a document of its own language of so many lines. */
export interface Peer {
  readonly name: string;
  /** The package of npm that has it. */
  readonly from: string;
  readonly program: Program;
  readonly typed: (lines: number) => Typed;
}

const peers = {
  docker: {
    name: 'the server of Dockerfiles',
    from: 'dockerfile-language-server-nodejs',
    main: 'dockerfile-language-server-nodejs/bin/docker-langserver',
    settings: { docker: { languageserver: {} } },
    typed: (lines: number): Typed => ({
      uri: 'file:///tmp/bench/Dockerfile',
      languageId: 'dockerfile',
      text: repeated(lines, ['FROM debian:bookworm AS base', ''], dockerSteps, ['CMD ["/usr/bin/app"]'], '# end'),
      line: /^COPY .*/,
    }),
  },
  json: {
    name: 'the server of JSON',
    from: 'vscode-langservers-extracted',
    main: 'vscode-langservers-extracted/bin/vscode-json-language-server',
    settings: { json: { validate: { enable: true }, schemas: [] }, http: {} },
    initializationOptions: { provideFormatter: true },
    typed: (lines: number): Typed => ({
      uri: 'file:///tmp/bench/services.json',
      languageId: 'json',
      text: repeated(lines, ['{', '  "services": ['], jsonServices, ['    { "name": "last" }', '  ]', '}'], ''),
      line: /^ +"image": "\w+/,
    }),
  },
};

export type PeerName = keyof typeof peers;

/** The peers in a folder in which a person has installed their packages; undefined those that are not there. */
export function peersIn(folder: string | undefined): Readonly<Record<PeerName, Peer | undefined>> {
  const preload = fileURLToPath(new URL('no-debounce.cjs', import.meta.url));
  const peer = (name: PeerName): Peer | undefined => {
    const { main, ...rest } = peers[name];
    const file = join(folder ?? '', 'node_modules', main);
    if (folder === undefined || !existsSync(file)) return undefined;
    const command = [process.execPath, '--require', preload, file, '--stdio'];
    return { ...rest, program: { ...rest, command, pulls: false } };
  };
  return { docker: peer('docker'), json: peer('json') };
}

/** How to get the peers that are missing. */
export function missingPeers(found: Readonly<Record<PeerName, Peer | undefined>>): string | undefined {
  const missing = (Object.keys(peers) as PeerName[]).filter((name) => !found[name]).map((name) => peers[name].from);
  if (missing.length === 0) return undefined;
  return `SKIPPED: what is compared with other servers. In a folder of your own: npm install ${missing.join(' ')}; then --peers FOLDER`;
}

function dockerSteps(number: number): readonly string[] {
  return [
    `# step ${number}`,
    `ENV APP_${number}=on MODE=fast`,
    `ARG VERSION_${number}=1.${number % 100}`,
    'RUN apt-get update && \\',
    '    apt-get install -y --no-install-recommends curl && \\',
    '    rm -rf /var/lib/apt/lists/*',
    `COPY --chown=www-data:www-data ./app/${number} /srv/app/`,
    'WORKDIR /srv/app',
    `EXPOSE ${1024 + (number % 60_000)}`,
    '',
  ];
}

function jsonServices(number: number): readonly string[] {
  return [
    '    {',
    `      "name": "service${number}",`,
    `      "image": "registry.example.com/app${number % 7}:${number}",`,
    `      "replicas": ${1 + (number % 9)},`,
    '      "ports": [',
    `        ${1024 + (number % 8000)},`,
    `        ${9999 - (number % 8000)}`,
    '      ],',
    '      "env": {',
    '        "APP_ENV": "production",',
    `        "DEBUG": ${number % 2 === 0}`,
    '      }',
    '    },',
  ];
}

/** A text of exactly so many lines: a head, as many items as there is room for, padding and an end. */
function repeated(
  lines: number,
  head: readonly string[],
  item: (number: number) => readonly string[],
  end: readonly string[],
  padding: string,
): string {
  const text = [...head];
  for (let number = 1; ; number++) {
    const more = item(number);
    if (text.length + more.length + end.length > lines) break;
    text.push(...more);
  }
  while (text.length + end.length < lines) text.push(padding);
  return `${[...text, ...end].join('\n')}\n`;
}
