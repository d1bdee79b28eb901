// Holds the engine and the server to their budgets, and writes what it finds into docs/performance.md:
//     npm run bench -- [--lines 1000,10000,100000] [--rounds 3] [--edits 80] [--no-page]
// Everything is a ratio to a floor that is measured in the same round, so that a slow or busy machine decides nothing.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { budgetsOf, isOver, type Round } from './bench/budgets.ts';
import { bundled } from './bench/bundles.ts';
import { configuration } from './bench/configuration.ts';
import { drive } from './bench/drive.ts';
import { costOfHttpd } from './bench/httpd.ts';
import type { InProcess } from './bench/in-process.ts';
import { pageWith, tableOf } from './bench/page.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000,10000,100000' },
    rounds: { type: 'string', default: '3' },
    edits: { type: 'string', default: '80' },
    page: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const sizes = values.lines.split(',').map(Number);
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const bundles = await bundled();
const rounds: Round[] = [];
for (let round = 0; round < Number(values.rounds); round++) {
  const bySize = new Map<number, Round['bySize'] extends ReadonlyMap<number, infer Size> ? Size : never>();
  for (const lines of sizes) {
    console.error(`round ${round + 1}: ${lines} lines`);
    const text = configuration(lines);
    const echo = await drive([process.execPath, bundles.echo.file], text, Number(values.edits));
    const ours = await drive([process.execPath, bundles.ours.file, '--stdio'], text, Number(values.edits));
    const engine = execFileSync(process.execPath, ['--expose-gc', path('bench/in-process.ts'), String(lines)], {
      encoding: 'utf8',
    });
    bySize.set(lines, { echo, ours, engine: JSON.parse(engine) as InProcess, httpd: costOfHttpd(lines) });
  }
  rounds.push({ bySize });
}

const budgets = budgetsOf(rounds, bundles);
console.log(tableOf(budgets));
if (values.page) {
  const page = path('../docs/performance.md');
  writeFileSync(page, pageWith(readFileSync(page, 'utf8'), budgets, new Date()));
}
const over = budgets.filter(isOver);
for (const { name, must } of over) console.error(`Over its budget of ${must}: ${name}`);
process.exitCode = over.length > 0 ? 1 : 0;
