// Holds the engine, the server and the command line to their budgets, and writes what it finds into docs/performance.md:
//     npm run bench -- [--lines 1000,10000,100000] [--files 20000] [--findings 20000] [--rounds 3] [--edits 80]
//         [--peers FOLDER] [--no-page]
// Everything is a ratio to a floor that is measured in the same round, so that a slow or busy machine decides nothing.
// FOLDER, or APACHE_MPM_PEERS, has other language servers to compare with; what to install there is said where they are missing.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { askFeatures } from './bench/ask-features.ts';
import { costOfAugeas } from './bench/augeas.ts';
import { budgetsOf, isOver, isSkipped, type Measured, type Round } from './bench/budgets.ts';
import { bundled } from './bench/bundles.ts';
import { costOfCommandLine } from './bench/command-line.ts';
import { configuration, placeOfConfiguration, withFindings } from './bench/configuration.ts';
import { drive, type Typed } from './bench/drive.ts';
import { timeOfHttpd } from './bench/httpd.ts';
import type { InProcess } from './bench/in-process.ts';
import { figuresOf, pageWith, tablesOf } from './bench/page.ts';
import { missingPeers, type PeerName, peersIn } from './bench/peers.ts';
import type { Program } from './bench/server-process.ts';
import { costOfSmallFile } from './bench/small-file.ts';
import { costOfTree } from './bench/tree.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000,10000,100000' },
    files: { type: 'string', default: '20000' },
    findings: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    edits: { type: 'string', default: '80' },
    peers: { type: 'string', default: process.env.APACHE_MPM_PEERS ?? '' },
    page: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const sizes = values.lines.split(',').map(Number);
const [files, findings, edits] = [values.files, values.findings, values.edits].map(Number) as [number, number, number];
const times = Math.max(3, Math.ceil(edits / 8));
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const bundles = await bundled();
const program = (file: string): Program => ({ command: [process.execPath, file, '--stdio'], pulls: true });
const [ours, echo] = [program(bundles.ours.file), program(bundles.echo.file)];
const peers = peersIn(values.peers || undefined);

const drivePeer = (name: PeerName, lines: number) => {
  const peer = peers[name];
  return peer && drive(peer.program, peer.typed(lines), edits);
};

const typedIn = (text: string): Typed => ({
  uri: placeOfConfiguration,
  languageId: 'apacheconf',
  text,
  line: /^ +ServerName .*/,
  tag: /^<VirtualHost \S+(?=>)/,
});

async function measure(lines: number): Promise<Measured> {
  const text = configuration(lines);
  const typed = typedIn(text);
  const engine = execFileSync(process.execPath, ['--expose-gc', path('bench/in-process.ts'), String(lines)], {
    encoding: 'utf8',
  });
  const echoed = await drive(echo, typed, edits);
  return {
    echo: echoed,
    ours: await drive(ours, typed, edits),
    // It needs seconds for each character in the largest.
    docker: lines <= 10_000 ? await drivePeer('docker', lines) : undefined,
    json: await drivePeer('json', lines),
    engine: JSON.parse(engine) as InProcess,
    features: await askFeatures(ours, echo, text, times),
    httpd: timeOfHttpd(lines),
    augeas: costOfAugeas(lines),
  };
}

const rounds: Round[] = [];
for (let round = 0; round < Number(values.rounds); round++) {
  const bySize = new Map<number, Measured>();
  for (const lines of sizes) {
    console.error(`round ${round + 1}: ${lines} lines`);
    bySize.set(lines, await measure(lines));
  }
  console.error(`round ${round + 1}: ${findings} findings, ${files} files`);
  const aboutPlaces = ['textDocument/codeAction', 'textDocument/hover', 'textDocument/inlayHint'];
  rounds.push({
    bySize,
    amongFindings: await askFeatures(ours, echo, withFindings(findings), times, aboutPlaces),
    typedAmongFindings: await drive(ours, typedIn(withFindings(findings)), edits),
    smallFile: await costOfSmallFile(ours, echo, times),
    tree: await costOfTree(ours, bundles.cli.file, files, times),
    commandLine: costOfCommandLine(bundles.cli.file, times),
  });
}

const extent = { sizes, findings, files };
const budgets = budgetsOf(rounds, extent, bundles);
const measured = `${figuresOf(rounds, extent)}\n\n${tablesOf(budgets)}`;
console.log(measured);
if (values.page) {
  const page = path('../docs/performance.md');
  writeFileSync(page, pageWith(readFileSync(page, 'utf8'), measured, new Date()));
}
const missing = missingPeers(peers);
if (missing) console.error(missing);
for (const { name, floor } of budgets.filter(isSkipped)) console.error(`SKIPPED: ${name}, in ${floor}`);
const over = budgets.filter(isOver);
for (const { name, must, floor } of over) console.error(`Over its budget of ${must} × ${floor}: ${name}`);
process.exitCode = over.length > 0 ? 1 : 0;
