import { mpms } from '../catalogue/fact.ts';
import type { Rule } from '../rules/rule.ts';
import { levelsSchema } from './levels.ts';
import type { Described, Schema } from './schema.ts';
import { factsSchema } from './told-facts.ts';

/** The name of the file in which a team says what holds for its configurations. */
export const projectFileName = '.apache-mpm.json';

/** What may stand in the file; printed into its JSON schema and the page on configuring. Descriptions are Markdown. */
export function projectKeys(rules: readonly Rule[]): Readonly<Record<string, Described>> {
  const texts: Schema = { type: 'array', items: { type: 'string' } };
  const textByName: Schema = { type: 'object', additionalProperties: { type: 'string' } };
  return {
    $schema: { type: 'string', description: 'The address of the schema, for editors; it changes nothing.' },
    rules: {
      ...levelsSchema(rules),
      description: 'Levels of rules by their ids: `off`, `hint`, `information`, `warning` or `error`.',
    },
    roots: {
      ...texts,
      description:
        'Main files, tried before those that the usual layouts have. A file that one of them includes is judged as a part of it.',
    },
    pathMappings: {
      ...textByName,
      description:
        'Folders on the server and what stands for them here, such as `{ "/etc/httpd": "files/etc/httpd" }`.',
    },
    mpm: {
      enum: mpms,
      description: 'The MPM of the servers, where the files load none and do not only name others.',
    },
    defines: { ...texts, description: 'Names that httpd is given by `-D`.' },
    environment: { ...textByName, description: 'Variables that httpd has in its environment, for `${NAME}`.' },
    httpdVersion: {
      type: 'string',
      pattern: '^2\\.\\d+\\.\\d+$',
      patternErrorMessage: '2.4.71',
      description: 'The httpd that reads the files, such as `2.4.71`; it decides `<IfVersion>`.',
    },
    facts: {
      ...factsSchema(),
      description:
        'What the machine has and what is wanted of the server, as a comment `# apache-mpm: memory=8G process=60M` tells it: `{ "memory": "8G", "process": "60M" }`. What a comment tells goes before it.',
    },
    whole: {
      type: 'boolean',
      description:
        'Whether the main files here, with all that they include, are all that httpd reads: `true` reports what no line loads as not loaded, `false` leaves it open. Without it each configuration is judged by what it has.',
    },
    serverRoot: {
      type: 'string',
      description:
        'The folder of relative paths until a `ServerRoot` line: a folder here, or an absolute path on the server.',
    },
  };
}

/** Schema of the whole file. */
export function projectSchema(rules: readonly Rule[]): Schema {
  return { type: 'object', properties: projectKeys(rules), additionalProperties: false };
}
