import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { languages } from '../../server/src/text/language.ts';
import type { Artefact } from '../artefact.ts';

const program = fileURLToPath(new URL('../../server/src/hosts/cli.ts', import.meta.url));
const pages = ['docs/command-line.md', ...languages.map((language) => `docs/${language}/command-line.md`)];

/** The options in the pages on the command line, as the program itself tells them. */
export default function commandLinePages(): readonly Artefact[] {
  const verbs = [...help([]).matchAll(/^ {2}(\w+) .*$/gm)]
    .map(([, verb = '']) => verb)
    .filter((verb) => verb !== 'help');
  const sections = [[], ...verbs.map((verb) => [verb])].map(
    (args) => `### ${['apache-mpm', ...args].join(' ')}\n\n\`\`\`text\n${help(args).trim()}\n\`\`\`\n`,
  );
  return pages.map((path) => {
    const content = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').replace(
      /(<!-- help -->\n).*(<!-- \/help -->)/s,
      (_, begin: string, end: string) => `${begin}${sections.join('\n')}${end}`,
    );
    return { path, content };
  });
}

function help(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args, '--help'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
