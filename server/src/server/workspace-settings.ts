import type { Connection, InitializeParams } from 'vscode-languageserver';
import { levelsIn, levelsSchema } from '../control/levels.ts';
import { allowed } from '../control/schema.ts';
import { type Preferences, preferencesIn } from '../features/preferences.ts';
import { rules } from '../rules/index.ts';
import { uriPath, uriWithPath } from '../text/file-uri.ts';
import type { Message } from '../text/message.ts';
import { isAbsolute, under } from '../text/path.ts';
import type { Settings } from './configuration.ts';

/** What the client says of its folders and in `apacheMpm.*`; wrong values count as none, of rules they are told in words. */
export async function readSettings(
  connection: Connection,
  client: InitializeParams,
  complain: (problem: Message) => void,
): Promise<Settings & { readonly preferences: Preferences }> {
  const { workspace } = client.capabilities;
  const folders = workspace?.workspaceFolders
    ? await connection.workspace.getWorkspaceFolders()
    : client.rootUri
      ? [{ uri: client.rootUri, name: '' }]
      : [];
  const workspaces = (folders ?? []).map(({ uri }) => uri.replace(/\/$/, ''));
  const own: unknown = workspace?.configuration ? await connection.workspace.getConfiguration('apacheMpm') : {};
  const { roots, pathMappings } = (own ?? {}) as { roots?: unknown; pathMappings?: unknown };
  const texts = Array.isArray(roots) ? roots.filter((root) => typeof root === 'string') : [];
  const mappings = Object.entries(pathMappings ?? {}).filter(([, here]) => typeof here === 'string');
  return {
    workspaces,
    preferences: preferencesIn(own),
    roots: texts.flatMap((root) => urisOf(root, workspaces)),
    pathMappings: Object.fromEntries(
      mappings.flatMap(([server, here]) => urisOf(String(here), workspaces).map((uri) => [server, uri])),
    ),
    levelsAt: async (root) => {
      if (!workspace?.configuration) return new Map();
      const own: unknown = await connection.workspace.getConfiguration({ scopeUri: root, section: 'apacheMpm' });
      const { rules: chosen, generalChecks } = (own ?? {}) as { rules?: unknown; generalChecks?: unknown };
      const { value, problems } = allowed(chosen ?? {}, levelsSchema(rules), 'apacheMpm.rules');
      for (const { message } of problems) complain(message);
      return new Map([...(generalChecks === false ? generalOff : []), ...levelsIn(value)]);
    },
  };
}

/** What `generalChecks: false` says of each rule. */
const generalOff = rules.filter(({ general }) => general).map(({ id }) => [id, 'off'] as const);

/** A URI stays; an absolute path is of this machine; any other is below each folder of the workspace. */
function urisOf(path: string, workspaces: readonly string[]): readonly string[] {
  if (/^[a-z][\w+.-]+:\/\//i.test(path)) return [path];
  if (isAbsolute(path)) return [uriWithPath(workspaces[0] ?? 'file://', path)];
  return workspaces.map((folder) => uriWithPath(folder, under(uriPath(folder), path)));
}
