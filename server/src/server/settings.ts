import { levelsSchema } from '../control/levels.ts';
import type { Rule } from '../rules/rule.ts';

/** A setting of the editor, `apacheMpm.<key>`; printed into package.json. */
export interface Setting {
  readonly key: string;
  /** What may set it: the window for all folders, or each folder for itself. */
  readonly scope: 'window' | 'resource';
  /** JSON schema of the value. */
  readonly schema: (rules: readonly Rule[]) => Readonly<Record<string, unknown>>;
  /** Markdown, in English. */
  readonly description: string;
}

/** Every setting there is. */
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
    scope: 'window',
    schema: () => ({ type: 'array', items: { type: 'string' }, default: [] }),
    description:
      'Main configuration files, such as `conf/httpd.conf`: paths relative to the folders of the workspace, absolute paths, or URIs. They are tried before those that the usual layouts have (`apache2.conf`, `conf/httpd.conf`, `httpd.conf` in the folders around a file).',
  },
  {
    key: 'pathMappings',
    scope: 'window',
    schema: () => ({ type: 'object', additionalProperties: { type: 'string' }, default: {} }),
    description:
      'Folders on the server and what stands for them here, such as `{ "/etc/httpd": "files/etc/httpd" }`, for configurations that are kept elsewhere than where httpd reads them.',
  },
];
