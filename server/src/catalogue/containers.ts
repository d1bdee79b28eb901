import { fold } from '../text/letter-case.ts';
import { executedWhileReading } from './modules.ts';

/** What a conditional section asks. */
export type Test = 'module' | 'define' | 'version' | 'file' | 'directive' | 'section';

/**
 * What a section is to the lines inside it:
 * - `condition`: decided while the file is read; the tags go, and the lines are kept, as if they stood around, or skipped;
 * - `virtual host`: a context in which a directive of the whole server `cannot occur`;
 * - `directory`: a context, of a request, in which such a directive is `not allowed in <Directory> context`;
 * - `transparent`: the lines are directives as if they stood around;
 * - `text`: the lines are no directives here, but the text of a macro or a script.
 */
export type SectionKind = 'condition' | 'virtual host' | 'directory' | 'transparent' | 'text';

/** core.c, start_ifmod, start_ifdefine, start_iffile, start_ifdirective, start_ifsection; mod_version.c, start_ifversion. */
const tests: Readonly<Record<string, Test>> = {
  ifmodule: 'module',
  ifdefine: 'define',
  ifversion: 'version',
  iffile: 'file',
  ifdirective: 'directive',
  ifsection: 'section',
};

/** Observed by putting `StartServers 2` into each section of each module; `<Perl>` is mod_perl's, which httpd does not bring. */
const sections: Readonly<Record<Exclude<SectionKind, 'condition'>, string>> = {
  'virtual host': 'VirtualHost',
  directory:
    'Directory DirectoryMatch Location LocationMatch Files FilesMatch If ElseIf Else Limit LimitExcept Proxy ProxyMatch ' +
    'RequireAll RequireAny RequireNone AuthnProviderAlias AuthzProviderAlias',
  transparent: 'MDomain MDomainSet',
  text:
    'Macro LuaHookAccessChecker LuaHookAuthChecker LuaHookCheckUserID LuaHookFixups LuaHookMapToStorage ' +
    'LuaHookPreTranslateName LuaHookTranslateName LuaHookTypeChecker LuaQuickHandler Perl',
};

const kinds = new Map<string, SectionKind>([
  ...Object.keys(tests).map((name): [string, SectionKind] => [name, 'condition']),
  ...Object.entries(sections).flatMap(([kind, names]) =>
    names.split(' ').map((name): [string, SectionKind] => [fold(name), kind as SectionKind]),
  ),
]);

const immediate: ReadonlySet<string> = new Set(executedWhileReading.map(fold));

/** The kind of a section, its name written without `<`; undefined if no module of httpd has it. */
export function sectionKind(section: string): SectionKind | undefined {
  return kinds.get(section) ?? kinds.get(fold(section));
}

/** By names as most people spell them, too. */
const testsByName = new Map(
  Object.entries({
    ...tests,
    IfModule: tests.ifmodule!,
    IfDefine: tests.ifdefine!,
    IfVersion: tests.ifversion!,
  }),
);

/** What a conditional section asks; undefined if the section is none. */
export function testOf(section: string): Test | undefined {
  return testsByName.get(section) ?? testsByName.get(fold(section));
}

/** Whether httpd executes a directive, or a section if the name begins with `<`, while it reads the file. */
export function isExecutedWhileReading(name: string): boolean {
  return immediate.has(fold(name));
}
