import type { Connection, InitializeParams } from 'vscode-languageserver';
import { levelsIn, levelsSchema } from '../control/levels.ts';
import { allowed } from '../control/schema.ts';
import { factsSchema, toldFactsIn } from '../control/told-facts.ts';
import { type Preferences, preferencesIn } from '../features/preferences.ts';
import { uriPath, uriWithPath } from '../text/file-uri.ts';
import { type Message, say } from '../text/message.ts';
import { isAbsolute, under } from '../text/path.ts';
import type { Settings } from './configuration.ts';
import { ruleSets } from './rule-sets.ts';

/** What the client says of its folders and in `apacheMpm.*`; wrong values count as none, of rules and facts they are told in words. */
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
      const { rules: chosen, generalChecks } = await ownAt(root);
      if (JSON.stringify(chosen ?? {}) === '{}' && generalChecks !== false) return new Map();
      const rules = await ruleSets.all();
      const generalOff = rules.filter(({ general }) => general).map(({ id }) => [id, 'off'] as const);
      const { value, problems } = allowed(chosen ?? {}, levelsSchema(rules), 'apacheMpm.rules');
      for (const { message } of problems) complain(message);
      return new Map([...(generalChecks === false ? generalOff : []), ...levelsIn(value)]);
    },
    factsAt: async (root) => {
      const { value, problems } = allowed((await ownAt(root)).facts ?? {}, factsSchema(), factsSetting);
      const told = toldFactsIn(value, say('the setting {name}', { name: factsSetting }));
      for (const { message } of problems) complain(message);
      for (const { steps, message } of told.problems) {
        complain(say('{name}: {problem}', { name: [factsSetting, ...steps].join('.'), problem: message }));
      }
      return told.facts;
    },
  };

  /** What the client says for the folder of a main file. */
  async function ownAt(root: string): Promise<OwnSettings> {
    if (!workspace?.configuration) return {};
    return (await connection.workspace.getConfiguration({ scopeUri: root, section: 'apacheMpm' })) ?? {};
  }
}

const factsSetting = 'apacheMpm.facts';

interface OwnSettings {
  readonly rules?: unknown;
  readonly facts?: unknown;
  readonly generalChecks?: unknown;
}

/** A URI stays; an absolute path is of this machine; any other is below each folder of the workspace. */
function urisOf(path: string, workspaces: readonly string[]): readonly string[] {
  if (/^[a-z][\w+.-]+:\/\//i.test(path)) return [path];
  if (isAbsolute(path)) return [uriWithPath(workspaces[0] ?? 'file://', path)];
  return workspaces.map((folder) => uriWithPath(folder, under(uriPath(folder), path)));
}
