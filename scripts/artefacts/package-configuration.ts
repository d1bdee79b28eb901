import { readFileSync } from 'node:fs';
import type { Described, Schema } from '../../server/src/control/schema.ts';
import { factsSchema } from '../../server/src/control/told-facts.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { settings } from '../../server/src/server/settings.ts';
import { languages } from '../../server/src/text/language.ts';
import { inEnglish, type Translate, wordsOf } from '../../server/src/text/message.ts';
import { demandKinds } from '../../server/src/tuning/demand.ts';
import { factKinds } from '../../server/src/tuning/facts.ts';
import type { Artefact } from '../artefact.ts';
import { discoverRules } from '../discover.ts';
import { translationTo } from '../translations.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const asJson = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

/**
 * The key `contributes.configuration` of package.json, and which settings of a workspace that is not trusted do not count;
 * the rest of the file stays as it is. Its words go to package.nls.json.
 */
export default async function packageConfiguration(): Promise<readonly Artefact[]> {
  const rules = await discoverRules();
  const manifest = read('package.json');
  const named = rules.map((rule) => ({ ...rule, title: `%rule.${rule.id}%` }));
  const properties = settings.map(({ key, scope, schema, choices }, order): [string, unknown] => [
    `apacheMpm.${key}`,
    {
      ...(key === 'facts' ? { ...schema(named), properties: factProperties } : schema(named)),
      scope,
      order,
      markdownDescription: `%setting.${key}%`,
      ...(choices && { markdownEnumDescriptions: choices.map((_, at) => `%setting.${key}.${at}%`) }),
    },
  ]);
  manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = settings
    .filter(({ scope }) => scope === 'machine-overridable')
    .map(({ key }) => `apacheMpm.${key}`);
  manifest.contributes.configuration = { title: 'Apache MPM', properties: Object.fromEntries(properties) };
  return [
    { path: 'package.json', content: asJson(manifest) },
    wordsIn(inEnglish, 'package.nls.json', rules),
    ...languages.map((language) => wordsIn(translationTo(language), `package.nls.${language}.json`, rules)),
  ];
}

const facts = [...factKinds, ...demandKinds];

/** The facts with keys of package.nls.json for their words, which other settings have as their titles. */
const factProperties = Object.fromEntries(
  Object.entries(propertiesOf(factsSchema())).map(([name, fact]) => [name, { ...fact, description: `%fact.${name}%` }]),
);

function propertiesOf(schema: Schema): Readonly<Record<string, Described>> {
  return ('properties' in schema && schema.properties) || {};
}

/** The words of settings, facts and rules; the others in the file stay as they are. */
function wordsIn(translate: Translate, path: string, rules: readonly Rule[]): Artefact {
  const isOurs = ([key]: [string, unknown]) => /^(setting|fact|rule)\./.test(key);
  const others = Object.entries(read(path)).filter((entry) => !isOurs(entry));
  const words = [
    ...others,
    ...settings.flatMap(({ key, description, choices = [] }) => [
      [`setting.${key}`, translate(description)],
      ...choices.map((choice, at) => [`setting.${key}.${at}`, translate(choice)]),
    ]),
    ...facts.map(({ written, what }) => [`fact.${written}`, wordsOf(what, translate)]),
    ...rules.map(({ id, title }) => [`rule.${id}`, translate(title)]),
  ];
  return { path, content: asJson(Object.fromEntries(words)) };
}
