import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Artefact } from '../artefact.ts';

const program = fileURLToPath(new URL('../../server/src/hosts/cli.ts', import.meta.url));
const page = new URL('../../docs/command-line.md', import.meta.url);

/** The options in the page on the command line, as the program itself tells them. */
export default function commandLinePage(): readonly Artefact[] {
  const verbs = [...help([]).matchAll(/^ {2}(\w+) .*$/gm)]
    .map(([, verb = '']) => verb)
    .filter((verb) => verb !== 'help');
  const sections = [[], ...verbs.map((verb) => [verb])].map(
    (args) => `### ${['apache-mpm', ...args].join(' ')}\n\n\`\`\`text\n${help(args).trim()}\n\`\`\`\n`,
  );
  const content = readFileSync(page, 'utf8').replace(
    /(<!-- help -->\n).*(<!-- \/help -->)/s,
    (_, begin: string, end: string) => `${begin}${sections.join('\n')}${end}`,
  );
  return [{ path: 'docs/command-line.md', content }];
}

function help(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args, '--help'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
