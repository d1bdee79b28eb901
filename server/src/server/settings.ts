import { levelsSchema } from '../control/levels.ts';
import { factsSchema } from '../control/told-facts.ts';
import type { Rule } from '../rules/rule.ts';

/** A setting of the editor, `apacheMpm.<key>`; printed into package.json. */
export interface Setting {
  readonly key: string;
  /**
   * What may set it: the window for all folders, each folder for itself, or, of paths, this machine and a workspace that is
   * trusted; these are not carried to other machines.
   */
  readonly scope: 'window' | 'resource' | 'machine-overridable';
  /** JSON schema of the value. */
  readonly schema: (rules: readonly Rule[]) => Readonly<Record<string, unknown>>;
  /** Markdown, in English; `#apacheMpm.rules#` is a link to that setting. */
  readonly description: string;
  /** What each value of an enumeration means, in the order of the schema. */
  readonly choices?: readonly string[];
}

/** Every setting there is, in the order in which the editor shows them. */
export const settings: readonly Setting[] = [
  {
    key: 'rules',
    scope: 'resource',
    schema: (rules) => ({ ...levelsSchema(rules), default: {} }),
    description:
      'Levels of rules by their ids, such as `{ "deprecated-directive-name": "off" }`: `off`, `hint`, `information`, `warning` or `error`. A rule that is not named keeps its own. What a file `.apache-mpm.json` says of a rule goes before it.',
  },
  {
    key: 'roots',
    scope: 'machine-overridable',
    schema: () => ({ type: 'array', items: { type: 'string' }, default: [] }),
    description:
      'Main configuration files, such as `conf/httpd.conf`: paths relative to the folders of the workspace, absolute paths, or URIs. They are tried before those that the usual layouts have (`apache2.conf`, `conf/httpd.conf`, `httpd.conf` in the folders around a file).',
  },
  {
    key: 'pathMappings',
    scope: 'machine-overridable',
    schema: () => ({ type: 'object', additionalProperties: { type: 'string' }, default: {} }),
    description:
      'Folders on the server and what stands for them here, such as `{ "/etc/httpd": "files/etc/httpd" }`, for configurations that are kept elsewhere than where httpd reads them.',
  },
  {
    key: 'facts',
    scope: 'resource',
    schema: () => ({ ...factsSchema(), default: {} }),
    description:
      'What the machine of the server has and what is wanted of it, as a comment `# apache-mpm: memory=8G process=60M` tells it: `{ "memory": "8G", "process": "60M" }`. What `.apache-mpm.json` tells goes before it, and before both what a comment tells.',
  },
  {
    key: 'generalChecks',
    scope: 'resource',
    schema: () => ({ type: 'boolean', default: true }),
    description:
      'Check what is about httpd in general, too: unknown and misplaced directives, unclosed sections, files that are not there. Switch it off where another extension for Apache files finds the same. What `#apacheMpm.rules#` says of one rule goes before it.',
  },
  shown('autoClosingTags', 'Type the end tag of a section when its opening tag is ended with `>`.'),
  shown('inlayHints.effectiveValues', 'Show behind a value the one that httpd runs, where that is another: `→ 400`.'),
  shown('inlayHints.capacity', 'Show behind `MaxRequestWorkers` what it comes to: `= 16 processes × 25 threads`.'),
  shown(
    'inlayHints.defaults',
    "Show behind the tag of an MPM's block the defaults of the settings that decide about it and are not written.",
    false,
  ),
  shown('codeLens', 'Show over the block of an MPM whether it is read, and what it gives.'),
  shown(
    'format.alignValues',
    'When a file is formatted, put the values of neighbouring directives into a column.',
    false,
  ),
  {
    key: 'format.letterCase',
    scope: 'window',
    schema: () => ({ type: 'string', enum: ['keep', 'manual'], default: 'keep' }),
    description:
      'The letter case of the names of directives and sections when a file is formatted. httpd reads all alike.',
    choices: ['As they are written.', 'As the manual of httpd writes them: `MaxRequestWorkers`.'],
  },
];

/** A switch. */
function shown(key: string, description: string, initial = true): Setting {
  return { key, scope: 'window', schema: () => ({ type: 'boolean', default: initial }), description };
}
