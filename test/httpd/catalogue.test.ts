import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  arityOf,
  ask,
  findHttpd,
  isExecutedWhileReading,
  loadLine,
  loadOrder,
  neverIn,
  packagedModules,
  readListing,
} from '../../scripts/ask-httpd.ts';
import { sectionKind } from '../../server/src/catalogue/containers.ts';
import { directives } from '../../server/src/catalogue/directives.ts';
import type { DirectiveFact, Mpm } from '../../server/src/catalogue/fact.ts';
import {
  allModules,
  type Command,
  commandsNamed,
  defaultOf,
  directiveNamed,
  moduleNamed,
  providesDirective,
  usageOf,
} from '../../server/src/catalogue/lookup.ts';
import { messages } from '../../server/src/catalogue/messages.ts';
import { askedVersion, executedWhileReading, modules } from '../../server/src/catalogue/modules.ts';
import { mpmFacts } from '../../server/src/catalogue/mpms.ts';
import { mutexTypes } from '../../server/src/catalogue/mutexes.ts';
import { ownRefusals, removedDirectives } from '../../server/src/catalogue/removed.ts';
import { identifierIn } from '../../server/src/catalogue/shared-objects.ts';
import { wrongModuleNames } from '../../server/src/catalogue/wrong-module-names.ts';

const found = findHttpd();
if (!found) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');
const httpd = found!;

const version = found ? /Apache\/(\S+)/.exec(ask(found, '', '-v').stdout)?.[1] : undefined;
const isOlder = (than: string) => (version ?? '0').localeCompare(than, 'en', { numeric: true }) < 0;

const unixMpms = ['event', 'worker', 'prefork'] as const satisfies readonly Mpm[];
const load = (mpm: Mpm) => `${loadLine(httpd, `mpm_${mpm}`)}\n`;
const test = (config: string, ...more: string[]) => ask(httpd, config, '-t', ...more).stderr;
const listed = (mpm: Mpm) => readListing(ask(httpd, load(mpm), '-L').stdout);
const everyModule = () =>
  loadOrder(packagedModules(httpd).filter((name) => !name.startsWith('mpm_')))
    .map((name) => loadLine(httpd, name))
    .join('\n');

/** What the modules of our table have, each with the lines that load no more than it needs. */
const commands = modules.flatMap((module) =>
  module.directives
    .flatMap(({ names }) => names.split(' '))
    .flatMap((name) => commandsNamed(name).filter((command) => command.module === module)),
);
function asked({ name, placement: { where }, module }: Command): Asked {
  const own = module.identifier.replace(/_module$/, '');
  const isMpm = own.startsWith('mpm_');
  const needed = isMpm ? [own] : ['mpm_event', ...(module.sharedObject ? loadOrder([own]) : [])];
  return { name, where, loads: needed.map((each) => loadLine(httpd, each)).join('\n') };
}

/** The facts that this httpd has under an MPM: neither what only some builds know nor what came later. */
const factsOf = (mpm: Mpm): readonly DirectiveFact[] =>
  directives.filter((fact) => providesDirective(mpm, fact) && !fact.buildOption && !isOlder(fact.since));
const words = (fact: DirectiveFact) => (fact.arity === 'flag' ? 'On' : fact.arity === 'two' ? 'http none' : '600');

describe.skipIf(!found)('httpd', () => {
  describe.each(unixMpms)('%s', (mpm) => {
    it('has exactly our directives, with our usage texts, in our places', () => {
      const { sourceFile } = mpmFacts[mpm];
      const own = listed(mpm).filter((entry) => entry.sourceFile === sourceFile);
      const ours = factsOf(mpm)
        .filter(({ providedBy }) => typeof providedBy === 'object')
        .flatMap((fact) => [fact.name, ...(fact.formerNames ?? []).map(({ name }) => name)]);
      expect(own.map(({ name }) => name).sort()).toEqual(ours.sort());
      for (const { name, usage, where, override } of own) {
        expect([name, usage, where, override]).toEqual([
          name,
          usageOf(directiveNamed(name)!.fact, mpm, name),
          'outside',
          undefined,
        ]);
      }
    });

    it('has our directives of the core, with our usage texts', () => {
      const all = listed(mpm);
      for (const fact of factsOf(mpm)) {
        if (typeof fact.providedBy !== 'string') continue;
        for (const name of [fact.name, ...(fact.formerNames ?? []).map((former) => former.name)]) {
          expect(all).toContainEqual({
            name,
            sourceFile: fact.providedBy,
            usage: usageOf(fact, mpm, name),
            where: 'outside',
          });
        }
      }
    });

    it('allows each directive in our contexts and nowhere else', () => {
      for (const fact of factsOf(mpm)) {
        const inside = (tag: string, argument: string) =>
          test(`${load(mpm)}<${tag} ${argument}>\n${fact.name} ${words(fact)}\n</${tag}>\n`);
        const refusal = `${fact.name} cannot occur within <VirtualHost> section`;
        expect(inside('VirtualHost', '*').includes(refusal), fact.name).toBe(!fact.contexts.includes('virtual host'));
        expect(inside('Directory', '/'), fact.name).toContain(`${fact.name} not allowed in <Directory> context`);
      }
    });

    it('names our usage texts when there are too few or too many words', () => {
      for (const fact of factsOf(mpm)) {
        const how = { one: 'takes one argument', two: 'takes two arguments' }[fact.arity as string];
        if (!how) continue;
        for (const name of [fact.name, ...(fact.formerNames ?? []).map((former) => former.name)]) {
          for (const rest of ['', ' 1 2 3']) {
            const expected = `${name} ${how}, ${usageOf(fact, mpm, name)}`;
            expect(test(`${load(mpm)}${name}${rest}\n`)).toContain(expected);
          }
        }
      }
    });

    it('refuses what we say it refuses, in these words', () => {
      for (const fact of factsOf(mpm)) {
        for (const refusal of fact.refusals ?? []) {
          const value = { malformed: 'x', 'not positive': '0', below: '' }[refusal.when] || refusal;
          const word = typeof value === 'string' ? value : String('least' in value ? value.least - 1 : '');
          const message = refusal.message.replace('{value}', word);
          // httpd names the folder as it has resolved it.
          const part = fact.name === 'CoreDumpDirectory' ? / \S*x does not exist/ : message;
          expect(test(`${load(mpm)}${fact.name} ${word}\n`)).toMatch(part);
          if (refusal.when === 'below') {
            expect(test(`${load(mpm)}${fact.name} ${refusal.least}\n`)).toContain('Syntax OK');
            if (refusal.orZero) expect(test(`${load(mpm)}${fact.name} 0\n`)).toContain('Syntax OK');
          }
        }
      }
    });

    it('notes former names by our codes', () => {
      for (const fact of factsOf(mpm)) {
        for (const { name, code } of fact.formerNames ?? []) {
          const expected = typeof code === 'string' ? code : code[mpm];
          const said = test(`${load(mpm)}${name} 100\n`, '-e', 'info');
          expect(said).toContain(`${expected}: ${name} is deprecated, use ${fact.name} instead.`);
          expect(test(`${load(mpm)}${name} 100\n`)).not.toContain(name);
        }
      }
    });

    it('has our defaults and compiled limits, as far as its warnings tell them', () => {
      const value = (name: string) => defaultOf(directiveNamed(name)!.fact, mpm);
      const limit = (name: string) => directiveNamed(name)!.fact.compiledLimits?.[mpm];
      const huge = '2000000000';
      expect(test(`${load(mpm)}ServerLimit ${huge}\n`)).toContain(
        `compile-time limit of ${limit('ServerLimit')} servers`,
      );
      if (mpm === 'prefork') {
        expect(test(`${load(mpm)}ServerLimit 1\n`)).toContain(
          `MaxRequestWorkers of ${value('MaxRequestWorkers')} exceeds`,
        );
        const said = test(`${load(mpm)}MaxRequestWorkers ${huge}\n`);
        return expect(said).toContain(`exceeds ServerLimit value of ${value('ServerLimit')} servers`);
      }
      const said = test(`${load(mpm)}ThreadLimit ${huge}\nMaxRequestWorkers 1\n`);
      expect(said).toContain(`compile-time limit of ${limit('ThreadLimit')} threads`);
      expect(said).toContain(`is less than ThreadsPerChild of ${value('ThreadsPerChild')},`);
      const cut = test(`${load(mpm)}ThreadsPerChild ${huge}\nServerLimit 1\n`);
      expect(cut).toContain(`exceeds ThreadLimit of ${value('ThreadLimit')} threads`);
      expect(cut).toContain(`MaxRequestWorkers of ${value('MaxRequestWorkers')} is not an integer multiple`);
      expect(test(`${load(mpm)}MaxRequestWorkers 1000\n`)).toContain(`exceed ServerLimit of ${value('ServerLimit')},`);
    });

    it('is known to <IfModule> by our two names, and no module by a wrong one', () => {
      const fact = mpmFacts[mpm];
      const taken = (name: string) =>
        test(`${load(mpm)}<IfModule ${name}>\nNoSuchDirective\n</IfModule>\n`).includes('NoSuchDirective');
      expect([fact.identifier, fact.sourceFile].map(taken)).toEqual([true, true]);
      const blocks = wrongModuleNames.map((name) => `<IfModule ${name}>\nTaken ${name}\n</IfModule>\n`);
      expect(test(`${load(mpm)}${everyModule()}\n${blocks.join('')}`)).toContain('Syntax OK');
    });
  });

  it('has the messages in its programs', () => {
    const names = ['mpm_event', 'mpm_worker', 'mpm_prefork', 'http2'].map((name) =>
      join(httpd!.modules, `mod_${name}.so`),
    );
    const programs = [httpd!.program, ...names].map((file) => readFileSync(file, 'latin1')).join('');
    // Of Windows and of earlier versions.
    const elsewhere = ['AH00326', 'AH00443', 'AH00485'];
    for (const { codes, text } of messages) {
      const begin = text.includes(' / ') ? '' : text.split('…')[0]!;
      for (const code of codes) {
        if (!elsewhere.includes(code)) expect(programs.includes(`${code}: ${begin}`), `${code}: ${begin}`).toBe(true);
      }
    }
  });

  it('has the mutexes of our table, each registered by the modules that we name', () => {
    const registering = modules.flatMap(({ sharedObject = '' }) => {
      if (sharedObject === '') return [];
      const symbols = readFileSync(join(httpd.modules, sharedObject), 'latin1');
      return symbols.includes('\0ap_mutex_register\0') ? sharedObject : [];
    });
    const ours = mutexTypes.flatMap(({ registeredBy }) => registeredBy.map((identifier) => moduleNamed(identifier)!));
    const loadable = new Set(ours.flatMap(({ sharedObject }) => sharedObject ?? []));
    expect(registering.sort()).toEqual([...loadable].sort());
    for (const { name, registeredBy, formerly } of mutexTypes) {
      const isLinked = registeredBy.some((identifier) => !moduleNamed(identifier)!.sharedObject);
      const refusal = `Mutex type ${name} is not valid`;
      expect(test(`${load('event')}Mutex sem ${name}\n`).includes(refusal), name).toBe(!isLinked);
      for (const identifier of isLinked ? [] : registeredBy) {
        const own = identifier.replace(/_module$/, '');
        const loads = own.startsWith('mpm_') ? [own] : ['mpm_event', ...loadOrder([own])];
        // Above the lines that load the modules, too.
        const lines = [`Mutex sem ${name}`, ...loads.map((each) => loadLine(httpd, each))];
        // Earlier versions than the one that was asked may have had it.
        if (formerly && version !== askedVersion) continue;
        expect(test(`${lines.join('\n')}\n`).includes(refusal), `${name} ${identifier}`).toBe(formerly ?? false);
        const none = [`Mutex none ${name}`, ...lines.slice(1)];
        if (!formerly) expect(test(`${none.join('\n')}\n`)).toContain(`None is not allowed for mutex type ${name}`);
      }
    }
  });

  it('finds the module of each shared object by the identifier that we have for it', () => {
    for (const file of readdirSync(httpd.modules)) {
      const identifier = identifierIn(file);
      // Modules of other packages, of which nobody here knows what they are called.
      if (identifier === undefined) continue;
      expect(readFileSync(join(httpd.modules, file), 'latin1'), file).toContain(`\0${identifier}\0`);
    }
  });

  it('treats removed directives as we say', () => {
    for (const { name, effect, message } of removedDirectives) {
      const said = test(`${load('event')}${name} 80\n`);
      expect(said).toContain(message ?? `Invalid command '${name}'`);
      expect(said.includes('Syntax OK'), name).toBe(effect === 'ignored');
    }
  });

  it('does with a directive of the whole server inside each section what the kind of the section says', () => {
    const loads = `${load('event')}${everyModule()}\n`;
    const argument: Readonly<Record<string, string>> = {
      IfVersion: ' > 2.2',
      AuthnProviderAlias: ' file x',
      AuthzProviderAlias: ' ip x 192.0.2.1',
      If: ' true',
      ElseIf: ' true',
      IfModule: ' core.c',
      IfDefine: ' !NEVER',
      IfFile: ' .',
      IfDirective: ' Listen',
      IfSection: ' If',
      DirectoryMatch: ' .',
      LocationMatch: ' .',
      FilesMatch: ' .',
      ProxyMatch: ' .',
      MDomain: ' example.org',
      MDomainSet: ' example.org',
    };
    const names = allModules.flatMap(({ directives: groups }) => groups.flatMap((group) => group.names.split(' ')));
    for (const section of names.filter((name) => name.startsWith('<')).map((name) => name.slice(1))) {
      const bare = /^(Else|Require\w+)$/.test(section);
      const tag = `<${section}${bare ? '' : (argument[section] ?? ' *')}>\nStartServers 2 3\n</${section}>\n`;
      const nested = /^(Limit|LimitExcept|Require\w+)$/.test(section);
      const said = test(`${loads}${nested ? `<Directory />\n${tag}</Directory>\n` : tag}`);
      const arity = 'StartServers takes one argument';
      const expected = {
        condition: arity,
        'virtual host': arity,
        transparent: arity,
        directory: `StartServers not allowed in <${section}> context`,
        text: section === 'Macro' ? 'Syntax OK' : /Lua|hook|handler/i,
      }[sectionKind(section)!];
      expect(said, section).toMatch(expected);
    }
  });

  it.skipIf(isOlder(askedVersion))('lists the modules and directives of our table', () => {
    const all = [
      ...readListing(ask(httpd, `${load('event')}${everyModule()}\n`, '-L').stdout),
      ...(['worker', 'prefork'] as const).flatMap((mpm) =>
        listed(mpm).filter(({ sourceFile }) => sourceFile === mpmFacts[mpm].sourceFile),
      ),
    ].map(({ name, sourceFile, where, override }) => [sourceFile, where, override, name].join(' '));
    const ours = modules.flatMap(({ sourceFile, directives: groups }) =>
      groups.flatMap(({ where, override, names }) =>
        names.split(' ').map((name) => [sourceFile, where, override, name].join(' ')),
      ),
    );
    // A newer httpd may have more than the one that was asked.
    if (version !== askedVersion) return expect(all).toEqual(expect.arrayContaining(ours));
    return expect(ours.sort()).toEqual([...new Set(all)].sort());
  });

  it.skipIf(isOlder(askedVersion))('has our usage texts', () => {
    const all = [...unixMpms.map(load), `${load('event')}${everyModule()}\n`].flatMap((loads) =>
      readListing(ask(httpd, loads, '-L').stdout).map(({ sourceFile, name, usage }) =>
        [sourceFile, name, usage].join(' '),
      ),
    );
    const ours = commands.map(({ module, name, usage }) => [module.sourceFile, name, usage].join(' '));
    expect(all).toEqual(expect.arrayContaining(ours));
  });

  it.skipIf(isOlder(askedVersion))('takes as many words as we say', { timeout: 600_000 }, () => {
    const sample = commands.filter((_, at) => at % 4 === 0);
    const said = (each: Command, takes: string) => `${each.module.identifier} ${each.name} ${takes}`;
    const theirs = sample.map((each) => said(each, arityOf(httpd, asked(each))));
    expect(theirs).toEqual(sample.map((each) => said(each, each.takes)));
  });

  it.skipIf(isOlder(askedVersion))(
    'has no place for a directive where we say that it cannot occur',
    { timeout: 600_000 },
    () => {
      const mayBeAsked = commands.filter(({ name }) => !executedWhileReading.includes(name));
      const sample = mayBeAsked.filter(({ never }, at) => at % 25 === 0 || (never.length > 0 && at % 3 === 0));
      const said = ({ module, name }: Command, never: readonly string[]) =>
        [module.identifier, name, ...never].join(' ');
      const theirs = sample.map((each) => said(each, neverIn(httpd, asked(each), each.takes)));
      expect(theirs).toEqual(sample.map((each) => said(each, each.never)));
    },
  );

  it('refuses what we say it refuses whatever the value, and only there', () => {
    const places = { 'virtual host': 'VirtualHost *:80', directory: 'Directory /' };
    for (const { name, message, unlessIn } of ownRefusals) {
      const { loads, where } = asked(commandsNamed(name)[0]!);
      const said = (tag: string | undefined) => {
        const line = `${name} ${name === 'LuaHookInsertFilter' ? 'x y' : 'x'}`;
        return test(`${loads}\n${tag ? `<${tag}>\n${line}\n</${tag.split(' ')[0]}>` : line}\n`);
      };
      expect(said(undefined)).toContain(message);
      for (const [place, tag] of Object.entries(places)) {
        if (place === 'directory' && where === 'outside') continue;
        expect(said(tag).includes(message), `${name} in <${tag}>`).toBe(place !== unlessIn);
      }
    }
  });

  it('executes while reading what we say, and not the directives of the MPM', () => {
    const loads = everyModule();
    for (const name of executedWhileReading) expect(isExecutedWhileReading(httpd, name, loads), name).toBe(true);
    for (const name of ['PidFile', 'User', '<Directory', 'KeepAlive', 'Error', 'RemoteIPTrustedProxyList']) {
      expect(isExecutedWhileReading(httpd, name, loads), name).toBe(false);
    }
  });
});
