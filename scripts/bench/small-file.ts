import { DocumentDiagnosticRequest } from 'vscode-languageserver-protocol/node';
import { configuration, placeOfConfiguration } from './configuration.ts';
import { median, memoryOf } from './measure.ts';
import { type Program, startServer } from './server-process.ts';

/** What a server costs that is started for a file of 20 lines, in milliseconds and bytes or as a ratio to the floor. */
export interface SmallFileCost {
  /** From its start to the findings. */
  readonly findings: number;
  /** The memory that it has when nothing was asked for half a second. */
  readonly idle: number;
}

const text = configuration(20);

/** The median of so many pairs of fresh processes. */
export async function costOfSmallFile(ours: Program, floor: Program, pairs: number): Promise<SmallFileCost> {
  const ratios: SmallFileCost[] = [];
  for (let i = 0; i < pairs; i++) {
    const least = await costIn(floor);
    const cost = await costIn(ours);
    ratios.push({ findings: cost.findings / least.findings, idle: cost.idle / least.idle });
  }
  return { findings: median(ratios.map(({ findings }) => findings)), idle: median(ratios.map(({ idle }) => idle)) };
}

/** Milliseconds and bytes. */
async function costIn(program: Program): Promise<SmallFileCost> {
  const began = performance.now();
  const { connection, pid, kill } = await startServer(program);
  try {
    const textDocument = { uri: placeOfConfiguration, languageId: 'apacheconf', version: 0, text };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: placeOfConfiguration } });
    const findings = performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { findings, idle: memoryOf(pid) ?? Number.NaN };
  } finally {
    kill();
  }
}
