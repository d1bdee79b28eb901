import type { DirectiveFact } from '../catalogue/fact.ts';
import { directiveNamed, moduleOf, removedNamed, usageOf } from '../catalogue/lookup.ts';
import { fold } from '../text/letter-case.ts';
import { arityError } from './arity.ts';
import { hasCommand } from './loaded-modules.ts';
import { extraFact, type Kept, placeOfNode, type Reading, refuse, spelled } from './reading.ts';
import type { Occurrence, Section } from './resolution.ts';
import { isUnknown } from './template.ts';
import { refusedValue } from './values.ts';

/**
 * The second pass (config.c, ap_walk_config): what httpd finds wrong with directives one by one. Gives back those of
 * the catalogue that it obeys, in order.
 */
export function walk(reading: Reading): readonly Occurrence[] {
  const obeyed: Occurrence[] = [];
  const refused = new Set<Section>();
  for (const kept of reading.kept) {
    if (kept.section && refused.has(kept.section)) {
      if (kept.opens) refused.add(kept.opens);
      continue;
    }
    const error = kept.opens ? sectionError(reading, kept) : directiveError(reading, kept);
    if (error !== undefined) {
      refuse(reading, 'walk', kept, error, kept.condition);
      if (kept.opens) refused.add(kept.opens);
    } else if (!kept.opens && (directiveNamed(kept.read.key) ?? extraFact(reading, kept.read.key))) {
      obeyed.push(kept);
    }
  }
  return obeyed;
}

/** Sections of the core that want a word behind their name. */
const wantsArgument = new Set(
  '<virtualhost <directory <directorymatch <files <filesmatch <location <locationmatch <if <elseif'.split(' '),
);

function sectionError(reading: Reading, { read, section }: Kept): string | undefined {
  const known = hasCommand(reading.modules, read.key);
  if (known === 'no') return invalidCommand(`<${read.name.text}`);
  const name = `<${spelled(reading, read)}`;
  const misplaced = misplacedError(reading, name, whereOf(read.key), section);
  if (misplaced !== undefined || known === 'unknown') return misplaced;
  if (read.key === '<virtualhost' && section?.inVirtualHost) return `${name}> cannot occur within <VirtualHost> section`;
  if (!wantsArgument.has(read.key)) return undefined;
  if (!read.closed) return `${name}> directive missing closing '>'`;
  return read.rest.text === '' ? `${name}> directive requires additional arguments` : undefined;
}

function directiveError(reading: Reading, kept: Kept): string | undefined {
  const { read, section } = kept;
  const named = directiveNamed(read.key);
  const fact = named?.fact ?? extraFact(reading, read.key);
  const known = hasCommand(reading.modules, read.key);
  if (known === 'no') return invalidCommand(read.name.text);
  const removed = removedNamed(read.key);
  if (removed?.effect === 'fatal') return removed.message;
  if (removed?.effect === 'ignored') remark(reading, kept, `AH00548: ${removed.message}`);
  if (!fact) return undefined;
  const name = named?.former?.name ?? fact.name;
  const misplaced = misplacedError(reading, name, 'outside', section);
  if (misplaced !== undefined) return misplaced;
  if (!reading.target.whole && isUnknown(kept.logical.text)) return undefined;
  return argumentError(reading, kept, fact, name);
}

/** vhost.c, ap_set_name_virtual_host, says it once. */
function remark(reading: Reading, kept: Kept, said: string): void {
  if (reading.notices.some(({ text }) => text.startsWith(said))) return;
  reading.notices.push({ pass: 'walk', text: `${said} ${kept.path}:${kept.number}`, place: placeOfNode(kept) });
}

function argumentError(reading: Reading, kept: Kept, fact: DirectiveFact, name: string): string | undefined {
  const { words } = kept.read;
  const mpm = reading.modules.mpms[0]?.mpm;
  const arity = arityError(name, fact.arity, words, usageOf(fact, mpm ?? 'event', name));
  if (arity !== undefined) return fact.name === 'Listen' ? 'Listen requires 1 or 2 arguments.' : arity;
  if (!fact.contexts.includes('virtual host') && kept.section?.inVirtualHost) {
    return `${name} cannot occur within <VirtualHost> section`;
  }
  return refusedValue(
    fact,
    words.map(({ text }) => text),
  );
}

function invalidCommand(name: string): string {
  return `Invalid command '${name}', perhaps misspelled or defined by a module not included in the server configuration`;
}

function whereOf(key: string): 'outside' | 'inside' | 'anywhere' {
  for (const { directives } of moduleOf(key)) {
    for (const { names, where } of directives) if (names.split(' ').some((name) => fold(name) === key)) return where;
  }
  return 'anywhere';
}

/** config.c, invoke_cmd: what the section around a directive allows. */
function misplacedError(
  reading: Reading,
  name: string,
  where: 'outside' | 'inside' | 'anywhere',
  section: Section | undefined,
): string | undefined {
  const allowed = where === 'anywhere' || (where === 'inside') === (section?.inDirectory ?? false);
  if (allowed) return undefined;
  return section ? `${name} not allowed in <${spelled(reading, section.read)}> context` : `${name} not allowed here`;
}
