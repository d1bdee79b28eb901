import type { Arity } from '../catalogue/fact.ts';
import { allModules } from '../catalogue/lookup.ts';
import { baseName } from '../text/file-uri.ts';
import { fold } from '../text/letter-case.ts';
import { under } from '../text/path.ts';
import { arityError } from './arity.ts';
import { include } from './includes.ts';
import { isLinkedIn, load } from './loaded-modules.ts';
import { placeOfNode, type Reading, refuse } from './reading.ts';
import type { Node } from './resolution.ts';
import { isUnknown } from './template.ts';

interface Immediate {
  readonly name: string;
  readonly arity: Arity;
  /** The text of httpd's arity error (`httpd -L`). */
  readonly usage: string;
  /** Carries out the line; a string is what httpd says when it refuses it. */
  readonly run?: (reading: Reading, node: Node, words: readonly string[]) => string | undefined;
}

/** Directives that act while the file is read, inside of any section (config.c, execute_now). */
const immediates = new Map(
  (
    [
      {
        name: 'Define',
        arity: 'one-or-two',
        usage: 'Define a variable, optionally to a value.  Same as passing -D to the command line.',
        run: define,
      },
      {
        name: 'UnDefine',
        arity: 'one',
        usage: 'Undefine the existence of a variable. Undo a Define.',
        run: undefine,
      },
      {
        name: 'LoadModule',
        arity: 'two',
        usage: 'a module name and the name of a shared object file to load it from',
        run: loadModule,
      },
      {
        name: 'ServerRoot',
        arity: 'one',
        usage: 'Common directory of server-related files (logs, confs, etc.)',
        run: setServerRoot,
      },
      {
        name: 'Include',
        arity: 'one',
        usage: 'Name(s) of the config file(s) to be included; fails if the wildcard does not match at least one file',
        run: (reading, node, [name = '']) => include(reading, node, name, false),
      },
      {
        name: 'IncludeOptional',
        arity: 'one',
        usage:
          'Name or pattern of the config file(s) to be included; ignored if the file does not exist or the pattern does not match any files',
        run: (reading, node, [name = '']) => include(reading, node, name, true),
      },
      {
        name: 'DefaultRuntimeDir',
        arity: 'one',
        usage: 'Common directory for run-time files (shared memory, locks, etc.)',
        run: setDefaultRuntimeDir,
      },
    ] satisfies Immediate[]
  ).map((immediate: Immediate) => [fold(immediate.name), immediate] as const),
);

/** Carries out a directive that httpd executes while it reads. */
export function execute(reading: Reading, node: Node): void {
  const immediate = immediates.get(node.read.key);
  if (!immediate || (!reading.target.whole && isUnknown(node.read.rest.text))) return;
  const wrong = arityError(immediate.name, immediate.arity, node.read.words, immediate.usage);
  const words = node.read.words.map(({ text }) => text);
  const refusal = wrong ?? immediate.run?.(reading, node, words);
  if (refusal !== undefined) refuse(reading, 'read', node, refusal);
}

/** core.c, set_define. */
function define(reading: Reading, node: Node, [name = '', value = '']: readonly string[]): string | undefined {
  if (name.includes(':')) return "Variable name must not contain ':'";
  reading.defines.add(name);
  reading.definitions.push(node);
  if (value !== '') reading.variables.set(fold(name), value);
  return undefined;
}

/** core.c, unset_define: the list of names tells letter case, the table of values does not. */
function undefine(reading: Reading, _node: Node, [name = '']: readonly string[]): string | undefined {
  if (name.includes(':')) return "Variable name must not contain ':'";
  reading.defines.delete(name);
  reading.variables.delete(fold(name));
  return undefined;
}

/** mod_so.c, load_module. */
function loadModule(reading: Reading, node: Node, [identifier = '', file = '']: readonly string[]): string | undefined {
  const { modules, target } = reading;
  if (target.whole && isLinkedIn(identifier)) return `module ${identifier} is built-in and can't be loaded`;
  if (modules.names.has(identifier)) {
    const text = `[so:warn] AH01574: module ${identifier} is already loaded, skipping`;
    reading.notices.push({ pass: 'read', text, place: placeOfNode(node) });
    return undefined;
  }
  const refusal = target.whole ? cannotLoad(reading, identifier, file) : undefined;
  if (refusal === undefined) load(modules, identifier, node);
  return refusal;
}

function cannotLoad(reading: Reading, identifier: string, file: string): string | undefined {
  const path = under(reading.serverRoot, file);
  if (reading.kindOf(path) === 'missing') {
    return `Cannot load ${path} into server: ${path}: cannot open shared object file: No such file or directory`;
  }
  const owner = allModules.find(({ sharedObject }) => sharedObject === baseName(file));
  if (!owner || owner.identifier === identifier) return undefined;
  return `Can't locate API module structure \`${identifier}' in file ${path}: ${path}: undefined symbol: ${identifier}`;
}

/** core.c, set_server_root. */
function setServerRoot(reading: Reading, _node: Node, [path = '']: readonly string[]): string | undefined {
  if (isNoFolder(reading, path)) return 'ServerRoot must be a valid directory';
  reading.serverRoot = under(reading.serverRoot, path);
  return undefined;
}

/** core.c, set_runtime_dir. */
function setDefaultRuntimeDir(reading: Reading, _node: Node, [path = '']: readonly string[]): string | undefined {
  return isNoFolder(reading, path)
    ? 'DefaultRuntimeDir must be a valid directory, absolute or relative to ServerRoot'
    : undefined;
}

/** Of a fragment it is not known where its server has what. */
function isNoFolder(reading: Reading, path: string): boolean {
  const kind = reading.target.whole ? reading.kindOf(path) : undefined;
  return kind !== undefined && kind !== 'folder';
}
