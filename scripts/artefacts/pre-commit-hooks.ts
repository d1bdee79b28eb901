import { configurationPath } from '../../server/src/hosts/cli/configuration-files.ts';
import type { Artefact } from '../artefact.ts';

/** The hooks that pre-commit.com offers from this repository; their files are those that editors take for configurations. */
export default function preCommitHooks(): readonly Artefact[] {
  const hook = (id: string, name: string, description: string, entry: string) => `
- id: ${id}
  name: ${name}
  description: ${description}
  entry: ${entry}
  language: node
  files: '${configurationPath.replaceAll("'", "''")}'
  require_serial: true
`;
  const content = [
    '# Generated from the file names in package.json by scripts/generate.ts; do not edit.',
    hook(
      'apache-mpm',
      'check the MPM settings of Apache httpd',
      'Finds what Apache httpd refuses, changes or ignores of its MPM settings',
      'apache-mpm check',
    ),
    hook(
      'apache-mpm-fix',
      'fix the MPM settings of Apache httpd',
      'Applies the fixes that change nothing that Apache httpd runs and nothing that you meant',
      'apache-mpm check --fix',
    ),
  ];
  return [{ path: '.pre-commit-hooks.yaml', content: content.join('') }];
}
