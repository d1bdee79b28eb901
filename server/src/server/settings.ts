/** A setting of the editor, `apacheMpm.<key>`; printed into package.json. */
export interface Setting {
  readonly key: string;
  /** JSON schema of the value. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Markdown, in English. */
  readonly description: string;
}

/** Every setting there is. */
export const settings: readonly Setting[] = [
  {
    key: 'roots',
    schema: { type: 'array', items: { type: 'string' }, default: [] },
    description:
      'Main configuration files, such as `conf/httpd.conf`: paths relative to the folders of the workspace, absolute paths, or URIs. They are tried before those that the usual layouts have (`apache2.conf`, `conf/httpd.conf`, `httpd.conf` in the folders around a file).',
  },
  {
    key: 'pathMappings',
    schema: { type: 'object', additionalProperties: { type: 'string' }, default: {} },
    description:
      'Folders on the server and what stands for them here, such as `{ "/etc/httpd": "files/etc/httpd" }`, for configurations that are kept elsewhere than where httpd reads them.',
  },
];
