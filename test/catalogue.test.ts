import { describe, expect, it } from 'vitest';
import { isExecutedWhileReading, sectionKind, testOf } from '../server/src/catalogue/containers.ts';
import { directives } from '../server/src/catalogue/directives.ts';
import { type DirectiveFact, type Mpm, mpms } from '../server/src/catalogue/fact.ts';
import {
  allModules,
  argumentsOf,
  commandsNamed,
  defaultOf,
  directiveNamed,
  moduleNamed,
  moduleOf,
  mpmNamed,
  ownRefusalOf,
  providesDirective,
  removedNamed,
  usageOf,
} from '../server/src/catalogue/lookup.ts';
import { inManual } from '../server/src/catalogue/manual-page.ts';
import { messages } from '../server/src/catalogue/messages.ts';
import { executedWhileReading, modules } from '../server/src/catalogue/modules.ts';
import { mpmFacts } from '../server/src/catalogue/mpms.ts';
import { ownRefusals, removedDirectives } from '../server/src/catalogue/removed.ts';
import { usages } from '../server/src/catalogue/usages.ts';
import { moduleMeantBy, wrongModuleNames } from '../server/src/catalogue/wrong-module-names.ts';
import { ladders } from '../server/src/mpm/ladder.ts';
import { rules } from '../server/src/rules/index.ts';

const byName = directives.map((fact): [string, DirectiveFact] => [fact.name, fact]);
const spellings = (fact: DirectiveFact) => [fact.name, ...(fact.formerNames ?? []).map((former) => former.name)];
const providers = (fact: DirectiveFact): readonly Mpm[] => mpms.filter((mpm) => providesDirective(mpm, fact));

/** One sentence for a page or a hover: a capital, no full stop, no second sentence, no stray blanks. */
const oneSentence = /^[A-Z](?!.*(?:\. [A-Z]|\.$| {2}|\s$))/;

describe('directives', () => {
  it('are the 34 of the MPMs and around them, each name once, former and removed ones included', () => {
    const names = [...directives.flatMap(spellings), ...removedDirectives.map(({ name }) => name)];
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect(directives).toHaveLength(34);
  });

  it.each(byName)('%s says what it is in single sentences', (_, fact) => {
    for (const text of [fact.summary, fact.restart, fact.trap ?? 'None']) expect(text).toMatch(oneSentence);
    expect(fact.summary.length).toBeLessThan(140);
  });

  it.each(byName)('%s has a syntax of its own name, a page of its own and a version', (_, fact) => {
    expect(fact.syntax.split(' ')[0]?.toLowerCase()).toBe(fact.name.toLowerCase());
    expect(fact.manual).toMatch(/^mod\/[a-z_]+\.html#[a-z]+$/);
    expect(fact.manual.split('#')[1]).toBe(fact.name.toLowerCase());
    expect(fact.since).toMatch(/^\d+(\.\d+)+$/);
    for (const former of fact.formerNames ?? []) expect(former.deprecatedSince).toBe(fact.since);
  });

  it.each(byName)('%s has numbers only for MPMs that have it, and one for each of them', (_, fact) => {
    const known = providers(fact);
    for (const table of [fact.defaults, fact.usage]) {
      if (typeof table === 'object') expect(Object.keys(table).sort()).toEqual([...known].sort());
    }
    for (const mpm of Object.keys(fact.compiledLimits ?? {})) expect(known).toContain(mpm);
    for (const { code } of fact.formerNames ?? []) {
      for (const each of typeof code === 'string' ? [code] : Object.values(code)) expect(each).toMatch(/^AH\d{5}$/);
      if (typeof code === 'object') expect(Object.keys(code).sort()).toEqual([...known].sort());
    }
  });

  it.each(byName)('%s has defaults that httpd would take', (_, fact) => {
    for (const mpm of providers(fact)) {
      const value = defaultOf(fact, mpm);
      if (value === undefined) continue;
      expect(value).toBeLessThanOrEqual(fact.compiledLimits?.[mpm] ?? Number.POSITIVE_INFINITY);
      // The ratio is off by default, which no line can say (listen.c, ap_set_listencbratio).
      if (fact.name === 'ListenCoresBucketsRatio') continue;
      for (const refusal of fact.refusals ?? []) {
        if (refusal.when === 'below' && !(refusal.orZero && value === 0)) {
          expect(value).toBeGreaterThanOrEqual(refusal.least);
        }
        if (refusal.when === 'not positive') expect(value).toBeGreaterThan(0);
      }
    }
  });

  it.each(byName)('%s comes from modules that exist', (_, fact) => {
    const sources = moduleOf(fact.name).map(({ sourceFile }) => sourceFile);
    const expected =
      typeof fact.providedBy === 'string'
        ? [fact.providedBy]
        : fact.providedBy.map((name) => mpmFacts[name].sourceFile).sort();
    // Debian builds httpd without this option.
    if (fact.buildOption) expect(sources).toEqual([]);
    else expect([...sources].sort()).toEqual(expected);
  });

  it('of event agree with each other: its defaults fill ServerLimit exactly', () => {
    const event = (name: string) => defaultOf(directiveNamed(name)!.fact, 'event')!;
    expect(event('ServerLimit') * event('ThreadsPerChild')).toBe(event('MaxRequestWorkers'));
    expect(event('ThreadsPerChild')).toBeLessThanOrEqual(event('ThreadLimit'));
  });
});

describe('looking up', () => {
  it('finds a directive in any letter case, and under its former name', () => {
    expect(directiveNamed('THREADSPERCHILD')?.fact.name).toBe('ThreadsPerChild');
    expect(directiveNamed('maxclients')).toMatchObject({
      fact: { name: 'MaxRequestWorkers' },
      former: { name: 'MaxClients' },
    });
    expect(directiveNamed('MaxRequestWorkers')).not.toHaveProperty('former');
    expect(directiveNamed('MaxRequestWorker')).toBeUndefined();
    expect(directiveNamed('__proto__')).toBeUndefined();
  });

  it('knows no letters beyond A to Z, as httpd does not', () => {
    expect(directiveNamed('\u212aeepAlive')).toBeUndefined();
    expect(sectionKind('If\u017fection')).toBeUndefined();
  });

  it('finds an MPM and a module by exact identifier or source file only', () => {
    expect(mpmNamed('mpm_event_module')?.name).toBe('event');
    expect(mpmNamed('event.c')?.name).toBe('event');
    expect(mpmNamed('MPM_event_module')).toBeUndefined();
    expect(moduleNamed('util_ldap.c')?.identifier).toBe('ldap_module');
    expect(moduleNamed('http_module')?.sourceFile).toBe('http_core.c');
  });

  it('takes none of the wrong names', () => {
    expect(wrongModuleNames.length).toBeGreaterThan(900);
    for (const name of wrongModuleNames) {
      expect(mpmNamed(name), name).toBeUndefined();
      expect(moduleNamed(name), name).toBeUndefined();
    }
  });

  it('tells which module a wrong name means', () => {
    const meant = (name: string) => moduleMeantBy(name)?.identifier;
    for (const name of ['mpm_event', 'event', 'MPM_Event_module', 'Event.c', 'mpm_event.c', 'mod_mpm_event.so']) {
      expect(meant(name), name).toBe('mpm_event_module');
    }
    expect(['mod_ssl.so', 'ssl', 'modules/mod_ssl.so', 'Mod_SSL.c'].map(meant)).toEqual(Array(4).fill('ssl_module'));
    expect(meant('mod_ldap.c')).toBe('ldap_module');
    for (const name of ['event.c', 'ssl_module', 'ssl.c', 'mod_security2.c', 'mod_jk', 'perchild.c', '']) {
      expect(meant(name), name).toBeUndefined();
    }
  });

  it('tells the default and usage of each MPM', () => {
    const { fact } = directiveNamed('MaxRequestWorkers')!;
    expect(mpms.map((mpm) => defaultOf(fact, mpm))).toEqual([400, 400, 256, undefined, undefined, undefined]);
    expect(usageOf(fact, 'prefork', 'MaxRequestWorkers')).toBe('Maximum number of children alive at the same time');
    expect(usageOf(fact, 'prefork', 'maxclients')).toBe('Deprecated name of MaxRequestWorkers');
    expect(defaultOf(directiveNamed('User')!.fact, 'event')).toBeUndefined();
    expect(defaultOf(directiveNamed('ThreadStackSize')!.fact, 'netware')).toBe(65536);
    expect(providesDirective('winnt', directiveNamed('User')!.fact)).toBe(false);
  });

  it('tells how many words a directive takes and in which words httpd asks for them', () => {
    const usage = 'a fakename and a realname, or a realname in a Location';
    expect(argumentsOf('alias')).toMatchObject({ takes: 'one-or-two', usage });
    expect(argumentsOf('<Directory')?.takes).toBe('one');
    expect(argumentsOf('NoSuchDirective')).toBeUndefined();
    const [command] = commandsNamed('GlobalLog');
    expect(command).toMatchObject({
      name: 'GlobalLog',
      placement: { where: 'outside' },
      takes: 'two-or-three',
      never: ['VirtualHost'],
    });
    expect(commandsNamed('HeartbeatStorage').map(({ usage }) => usage)).toEqual([
      'Path to store heartbeat data.',
      'Path to read heartbeat data.',
    ]);
  });

  it('knows what removed directives and those that httpd refuses have to do with modules', () => {
    expect(removedNamed('port')?.message).toBe('Port was replaced with Listen in Apache 2.0');
    expect(ownRefusalOf('serveralias')?.unlessIn).toBe('virtual host');
    for (const { name } of ownRefusals) expect(commandsNamed(name), name).toHaveLength(1);
    for (const { name, effect } of removedDirectives) {
      expect(commandsNamed(name), name).toHaveLength(effect === 'unknown' ? 0 : 1);
    }
  });

  it('tells the modules of a directive or section', () => {
    const identifiers = (name: string) => moduleOf(name).map(({ identifier }) => identifier);
    expect(identifiers('scriptlog')).toEqual(['cgi_module', 'cgid_module']);
    expect(identifiers('<ifversion')).toEqual(['version_module']);
    expect(identifiers('StartThreads')).toEqual(['mpm_netware_module']);
    expect(identifiers('MaxClients')).toEqual(['mpm_event_module', 'mpm_worker_module', 'mpm_prefork_module']);
    expect(identifiers('NoSuchDirective')).toEqual([]);
  });
});

describe('modules and sections', () => {
  it('have unique identifiers and source files', () => {
    for (const key of ['identifier', 'sourceFile'] as const) {
      const values = allModules.map((module) => module[key]);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('include every MPM, under the names of its fact', () => {
    for (const { identifier, sourceFile, sharedObject } of Object.values(mpmFacts)) {
      expect(moduleNamed(identifier)).toMatchObject({ identifier, sourceFile, ...(sharedObject && { sharedObject }) });
    }
  });

  it('have a number of words and a usage text for every directive that Debian has', () => {
    for (const { sourceFile, directives: groups } of modules) {
      for (const name of groups.flatMap(({ names }) => names.split(' '))) {
        expect(usages[sourceFile]?.[name], `${sourceFile} ${name}`).toMatch(/\S/);
      }
    }
  });

  it('agree with the facts on words, texts and places', () => {
    for (const fact of directives) {
      for (const name of spellings(fact)) {
        for (const { module, takes, usage, never, placement } of commandsNamed(name)) {
          const mpm = mpms.find((each) => mpmFacts[each].identifier === module.identifier);
          // Listen counts its words itself, and has one text for too few and too many.
          if (fact.name !== 'Listen') expect([name, takes]).toEqual([name, fact.arity]);
          if (usage !== undefined) expect([name, usage]).toEqual([name, usageOf(fact, mpm ?? 'event', name)]);
          expect([name, placement.where, never]).toEqual([
            name,
            'outside',
            fact.contexts.includes('virtual host') ? [] : ['VirtualHost'],
          ]);
        }
      }
    }
  });

  it('leave no section of any module without a kind', () => {
    const names = allModules.flatMap(({ directives: groups }) => groups.flatMap((group) => group.names.split(' ')));
    const sections = names.filter((name) => name.startsWith('<')).map((name) => name.slice(1));
    expect(sections.length).toBeGreaterThan(30);
    expect(sections.filter((section) => sectionKind(section) === undefined)).toEqual([]);
  });

  it('decide every condition, and nothing that is no condition, while reading', () => {
    expect(sectionKind('ifmodule')).toBe('condition');
    expect(testOf('IFDIRECTIVE')).toBe('directive');
    expect(testOf('VirtualHost')).toBeUndefined();
    const immediate = executedWhileReading.filter((name) => name.startsWith('<')).map((name) => name.slice(1));
    expect(new Set(immediate.map(sectionKind))).toEqual(new Set(['condition', 'text']));
    expect(isExecutedWhileReading('define')).toBe(true);
    expect(isExecutedWhileReading('<IfModule')).toBe(true);
    expect(isExecutedWhileReading('ThreadsPerChild')).toBe(false);
  });
});

describe('the manual', () => {
  it('has a page for almost every directive that httpd lists', () => {
    const named = allModules.flatMap(({ sourceFile, directives }) =>
      directives.flatMap(({ names }) => names.split(' ').map((name) => ({ name, sourceFile }))),
    );
    const absent = named.filter(({ name, sourceFile }) => !inManual(name, sourceFile)).map(({ name }) => name);
    expect(absent.length).toBeLessThan(30);
    expect(absent).toContain('MacroIgnoreEmptyArgs');
    expect(absent).not.toContain('MaxRequestWorkers');
  });

  it('tells of the directive of the module that is meant, and only what is said of the directive itself', () => {
    expect(inManual('<ifmodule')).toMatchObject({ name: 'IfModule', page: 'core', contexts: 'svdh' });
    expect(inManual('ProtocolsHonorOrder')).toMatchObject({ since: '2.4.17', initial: 'ProtocolsHonorOrder On' });
    expect(inManual('LimitRequestBody'), 'its default has changed, it was there').not.toHaveProperty('since');
    expect(inManual('MaxRequestWorkers')?.address).toBe(
      'https://httpd.apache.org/docs/2.4/mod/mpm_common.html#maxrequestworkers',
    );
  });
});

describe('messages', () => {
  const codes = messages.flatMap((message) => message.codes);

  it('have codes of their own, which are not those of corrections', () => {
    expect(new Set(codes).size).toBe(codes.length);
    const corrections = Object.values(ladders).flatMap((ladder) =>
      ladder.flatMap(({ console, log }) => [console, log]),
    );
    expect(codes.filter((code) => corrections.includes(code))).toEqual([]);
    for (const code of codes) expect(code).toMatch(/^AH\d{5}$/);
  });

  it('name rules that there are', () => {
    const ids = rules.map(({ id }) => id);
    for (const { rule } of messages) if (rule) expect(ids).toContain(rule);
  });
});
