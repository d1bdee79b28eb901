import { isExecutedWhileReading } from '../catalogue/containers.ts';
import { commandsNamed, moduleNamed } from '../catalogue/lookup.ts';
import { identifierIn } from '../catalogue/shared-objects.ts';
import type { Statement } from '../syntax/line.ts';
import { fold } from '../text/letter-case.ts';
import { folderOf, isAbsolute, isOnDrive, under } from '../text/path.ts';
import { arityError } from './arity.ts';
import { learnFromModule, learnFromServerRoot } from './build.ts';
import { foundInPlace, isNoFolder } from './folders.ts';
import { include } from './includes.ts';
import { isLinkedIn, load } from './loaded-modules.ts';
import { notAllowedPerDirectory } from './placement.ts';
import { type Reading, refuse, remark, serverPath } from './reading.ts';
import type { Node, Offence } from './resolution.ts';
import { isUnknown, isUnknownName } from './template.ts';
import { undefineMacro, useMacro } from './use-macro.ts';

/** Carries out a line with the right number of words; a string is what httpd says when it refuses it. */
type Action = (reading: Reading, node: Node, words: readonly string[]) => string | undefined;

/**
 * What directives do while the file is read, inside of any section (config.c, execute_now), and what is wrong with a
 * line when they refuse it.
 */
const actions: Readonly<Record<string, { readonly act: Action; readonly offence: Offence }>> = {
  define: { act: define, offence: 'value' },
  undefine: { act: undefine, offence: 'value' },
  loadmodule: { act: loadModule, offence: 'module' },
  loadfile: { act: loadFile, offence: 'module' },
  serverroot: { act: setServerRoot, offence: 'folder' },
  defaultruntimedir: { act: setDefaultRuntimeDir, offence: 'folder' },
  include: { act: (reading, node, [name = '']) => include(reading, node, name, false), offence: 'include' },
  includeoptional: { act: (reading, node, [name = '']) => include(reading, node, name, true), offence: 'include' },
  use: { act: useMacro, offence: 'macro' },
  undefmacro: { act: undefineMacro, offence: 'macro' },
  macroignorebadnesting: { act: ignore, offence: 'macro' },
  macroignoreemptyargs: { act: ignore, offence: 'macro' },
};

/** Whether httpd carries the directive out while it reads. */
export function isExecuted({ key }: Statement): boolean {
  return isExecutedWhileReading(key) || key in actions;
}

/** Carries out a directive that httpd executes while it reads. */
export function execute(reading: Reading, node: Node): void {
  const { key, rest } = node.read;
  const [command] = commandsNamed(key);
  const refused = notAllowedPerDirectory(reading, node.read, reading.section);
  if (refused) {
    refuse(reading, 'read', node, refused);
    return;
  }
  if (!command) return;
  // A variable keeps a placeholder that stands for its value.
  const isOpen = key === 'define' ? isUnknown : isUnknownName;
  if (!reading.started && key !== 'use' && isOpen(rest.text)) {
    if (key === 'define') defineUnknown(reading, node);
    return;
  }
  const wrong = arityError(command.name, command.takes, node.read, command.usage);
  if (wrong !== undefined) {
    refuse(reading, 'read', node, { offence: 'wrong arguments', text: wrong });
    return;
  }
  const action = actions[key];
  const texts = node.read.words.map(({ text }) => text);
  const text = action?.act(reading, node, texts);
  if (action && text !== undefined) refuse(reading, 'read', node, { offence: action.offence, text });
}

/** core.c, set_define. */
function define(reading: Reading, node: Node, [name = '', value = '']: readonly string[]): string | undefined {
  if (name.includes(':')) return "Variable name must not contain ':'";
  reading.defines.add(name);
  reading.changes++;
  reading.definitions.push({ ...node, condition: reading.condition });
  if (value !== '') reading.variables.set(fold(name), value);
  return undefined;
}

/** The same with a value that a template, or the environment of httpd, decides: the name is known, what it stands for is not. */
function defineUnknown(reading: Reading, node: Node): void {
  const name = node.read.words[0]?.text ?? '';
  if (name === '' || name.includes(':') || isUnknown(name)) return;
  reading.defines.add(name);
  reading.changes++;
  reading.definitions.push({ ...node, condition: reading.condition });
  reading.variables.delete(fold(name));
}

/** core.c, unset_define: the list of names tells letter case, the table of values does not. */
function undefine(reading: Reading, _node: Node, [name = '']: readonly string[]): string | undefined {
  if (name.includes(':')) return "Variable name must not contain ':'";
  reading.defines.delete(name);
  reading.changes++;
  reading.variables.delete(fold(name));
  return undefined;
}

/** mod_macro.c, macro_ignore_empty and macro_ignore_bad_nesting. */
function ignore({ ignored }: Reading, { read }: Node): undefined {
  ignored.add(read.key);
}

/** mod_so.c, load_module. */
function loadModule(reading: Reading, node: Node, [identifier = '', file = '']: readonly string[]): string | undefined {
  const { modules, started } = reading;
  learnFromModule(modules.build, identifier, file);
  if (modules.whole && isLinkedIn(modules, identifier)) return `module ${identifier} is built-in and can't be loaded`;
  if (modules.names.has(identifier)) {
    const text = `[so:warn] AH01574: module ${identifier} is already loaded, skipping`;
    remark(reading, 'read', 'loaded twice', node, text);
    return undefined;
  }
  const refusal = cannotLoad(reading, identifier, file);
  if (refusal !== undefined && started) return refusal;
  const names = load(modules, identifier, node, file);
  reading.changes++;
  const { condition } = reading;
  const isStranger = !moduleNamed(identifier);
  reading.loaded.push({ identifier, names, isStranger, by: node, condition, certain: condition?.certain ?? true });
  return refusal;
}

function cannotLoad(reading: Reading, identifier: string, file: string): string | undefined {
  const path = serverPath(reading, file);
  const found = foundInPlace(reading, path);
  if (found?.kind === 'missing' && hasFolder(reading, path)) {
    // What is not there is looked for by its name where the system has its libraries.
    const last = file.includes('/') ? path : file;
    const why = found.error ?? 'No such file or directory';
    return `Cannot load ${file} into server: ${last}: cannot open shared object file: ${why}`;
  }
  const own = identifierIn(file);
  if (own === undefined || own === identifier) return undefined;
  return `Can't locate API module structure \`${identifier}' in file ${path}: ${path}: undefined symbol: ${identifier}`;
}

/** Whether the modules of the server are on this machine: where their folder is not, it may be another one. */
function hasFolder(reading: Reading, path: string): boolean {
  return reading.started || reading.find(folderOf(path), false)?.kind === 'folder';
}

/** mod_so.c, load_file, up to the first word that is empty. */
function loadFile(reading: Reading, _node: Node, files: readonly string[]): string | undefined {
  const end = files.indexOf('');
  for (const file of end < 0 ? files : files.slice(0, end)) {
    const path = serverPath(reading, file);
    const found = foundInPlace(reading, path);
    if (found?.kind === 'missing' && !isFoundBySystem(file)) {
      const last = file.includes('/') ? path : file;
      const why = found.error ?? 'No such file or directory';
      return `Cannot load ${file} into server: ${last}: cannot open shared object file: ${why}`;
    }
    if (found?.kind === 'folder' && file.includes('/')) {
      return `Cannot load ${file} into server: ${path}: cannot read file data: Is a directory`;
    }
  }
  return undefined;
}

/** Whether the system may have a library of this name where it looks for them; a path is not looked for. */
function isFoundBySystem(file: string): boolean {
  return !file.includes('/') && /\.so(\.|$)/.test(file);
}

/**
 * core.c, set_server_root. A relative folder belongs to the one in which httpd is started, which nobody but the machine
 * knows.
 */
function setServerRoot(reading: Reading, _node: Node, [path = '']: readonly string[]): string | undefined {
  const { folder } = reading.target;
  reading.hasDrives ||= isOnDrive(path);
  const root = folder === undefined || isOnDrive(path) ? serverPath(reading, path) : under(folder, path);
  // Of a fragment it is not known where its server has what.
  if (reading.started && isNoFolder(reading, root)) return 'ServerRoot must be a valid directory';
  reading.serverRoot = root;
  reading.serverRootIsSet = folder !== undefined || isAbsolute(path);
  learnFromServerRoot(reading.modules.build, root);
  reading.changes++;
  return undefined;
}

/** core.c, set_runtime_dir. */
function setDefaultRuntimeDir(reading: Reading, _node: Node, [path = '']: readonly string[]): string | undefined {
  return isNoFolder(reading, path)
    ? 'DefaultRuntimeDir must be a valid directory, absolute or relative to ServerRoot'
    : undefined;
}
