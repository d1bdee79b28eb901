import { projectFileName, projectSchema } from '../../server/src/control/project-keys.ts';
import { languages } from '../../server/src/text/language.ts';
import { inEnglish, type Translate } from '../../server/src/text/message.ts';
import type { Artefact } from '../artefact.ts';
import { discoverRules } from '../discover.ts';
import { translationTo } from '../translations.ts';

/** The JSON schema of `.apache-mpm.json`, in each language; package.json contributes that of the editor's. */
export default async function projectFileSchema(): Promise<readonly Artefact[]> {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Apache MPM: ${projectFileName}`,
    ...projectSchema(await discoverRules()),
  };
  const fileOf = (path: string, translate: Translate): Artefact => ({
    path,
    content: `${JSON.stringify(schema, (key, value) => (key === 'description' ? translated(value, translate) : value), 2)}\n`,
  });
  return [
    fileOf('schemas/apache-mpm.schema.json', inEnglish),
    ...languages.map((language) => fileOf(`schemas/apache-mpm.schema.${language}.json`, translationTo(language))),
  ];
}

function translated(description: unknown, translate: Translate): unknown {
  return typeof description === 'string' ? translate(description) : description;
}
