#!/usr/bin/env node
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { mpms } from '../catalogue/fact.ts';
import { askedVersion } from '../catalogue/modules.ts';
import { severities } from '../rules/rule.ts';
import type { CheckOptions } from './cli/check.ts';
import { formatNames } from './cli/formats/format-names.ts';
import { type Localized, localeOption } from './cli/locale.ts';
import { version } from './cli/package-facts.ts';
import type { Assumed } from './cli/target.ts';
import { declareTuneOptions, type TuneOptions } from './cli/tune-options.ts';

/** Ends with what a verb gives: 0 fine, 1 findings or what httpd would end with, 2 cannot read or wrong usage. */
type Exit = 0 | 1 | 2;

type EffectiveOptions = Assumed & Localized & { readonly format: 'text' | 'json' };

const verbs = async () => (await import('./cli/verbs.ts')).verbs;

const program = new Command('apache-mpm')
  .description('Says what Apache httpd will really do with its MPM settings.')
  .version(`apache-mpm ${version}, with the facts of httpd ${askedVersion}`)
  .exitOverride();

const mpmOption = new Option('--mpm <mpm>', 'the MPM that is there before the file is read').choices(mpms);
const defineOption = new Option(
  '--define <name[=value]>',
  'a name for <IfDefine>, or a variable (repeatable)',
).argParser((value: string, before: readonly string[] = []) => [...before, value]);
const versionOption = new Option(
  '--httpd-version <version>',
  `the httpd that will read the file (default: "${askedVersion}")`,
).argParser(httpdVersion);
const rootOption = new Option('--server-root <folder>', 'the folder of relative paths until a ServerRoot line');

const wholeOption = new Option(
  '--whole',
  'the file, with all that it includes, is all that httpd reads (default: as its lines tell)',
).conflicts('part');
const partOption = new Option('--part', 'the file is a part that others include');

const verb = (name: string, description: string) =>
  program
    .command(name)
    .description(description)
    .addOption(mpmOption)
    .addOption(defineOption)
    .addOption(rootOption)
    .addOption(versionOption);

verb('check', 'finds what httpd refuses, changes or ignores')
  .argument('<path...>', 'files, folders in which configurations are searched, or - for standard input')
  .addOption(wholeOption)
  .addOption(partOption)
  .addOption(new Option('--format <format>', 'how to print findings').choices(formatNames).default('text'))
  .addOption(
    new Option('--max-severity <severity>', 'end with 1 only for findings at or above it')
      .choices(severities)
      .default('information'),
  )
  .addOption(
    new Option('--fix', 'apply the safe fixes: they change nothing that httpd runs and nothing that you meant'),
  )
  .addOption(
    new Option('--diff', 'print what --fix would change as a patch, and change nothing').conflicts(['fix', 'format']),
  )
  .addOption(new Option('--stdin-filename <name>', 'the file that standard input is the text of').default('<stdin>'))
  .addOption(localeOption)
  .action(async (paths: string[], options: CheckOptions) => end((await verbs()).check(paths, options)));

verb('startup', 'prints what `httpd -t -f FILE` prints, and ends as it does')
  .argument('<file>', 'the file that httpd would be started with')
  .action(async (file: string, options: Assumed) => end((await verbs()).startup(file, options)));

verb('effective', 'shows each setting as written and as httpd runs it')
  .argument('<file>', 'a configuration file')
  .addOption(wholeOption)
  .addOption(partOption)
  .addOption(new Option('--format <format>', 'how to print settings').choices(['text', 'json']).default('text'))
  .addOption(localeOption)
  .action(async (file: string, options: EffectiveOptions) => end((await verbs()).effective(file, options)));

declareTuneOptions(
  program.command('tune').description('computes settings from memory, workload and demand, with the reason for each'),
)
  .addOption(localeOption)
  .action(async (options: TuneOptions & Record<string, unknown>) => end((await verbs()).tune(options)));

program
  .command('explain')
  .description('explains a rule, a directive, an MPM or a message code')
  .addArgument(new Argument('<name>', 'for example max-spare-too-small, ThreadLimit, event, AH00513'))
  .addOption(localeOption)
  .action(async (name: string, options: Localized) => end((await verbs()).explain(name, options)));

program
  .command('lsp')
  .description('the language server, for editors')
  .requiredOption('--stdio', 'speak on standard input and output')
  .action(async () => {
    await import('./node.ts');
  });

// Whoever reads the output may stop early, as `head` does; then the rest is not wanted, and the verdict is what it is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`apache-mpm: cannot write: ${error.message}\n`);
  end(2);
});
process.stderr.on('error', () => {});

program.parseAsync().catch((error: Error & { exitCode?: number }) => {
  if (error.exitCode === undefined) process.stderr.write(`apache-mpm: ${error.message}\n`);
  end(error.exitCode === 0 ? 0 : 2);
});

/** Lets what is written get out before the process ends. */
function end(exit: Exit): void {
  process.exitCode = exit;
}

function httpdVersion(text: string): string {
  if (!/^2\.\d+\.\d+$/.test(text)) throw new InvalidArgumentError('It has the form 2.4.71.');
  return text;
}
