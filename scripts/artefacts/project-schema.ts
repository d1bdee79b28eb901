import { projectFileName, projectSchema } from '../../server/src/control/project-keys.ts';
import type { Artefact } from '../artefact.ts';
import { discoverRules } from '../discover.ts';

/** The JSON schema of `.apache-mpm.json`, which package.json contributes. */
export default async function projectFileSchema(): Promise<readonly Artefact[]> {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Apache MPM: ${projectFileName}`,
    ...projectSchema(await discoverRules()),
  };
  return [{ path: 'schemas/apache-mpm.schema.json', content: `${JSON.stringify(schema, undefined, 2)}\n` }];
}
