import { ConfigurationTarget, l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';

const levels = ['off', 'hint', 'information', 'warning', 'error'];
/** Not a level: the rule goes back to its own severity. */
const own = 'default';

type Levels = Readonly<Record<string, unknown>>;

/** What the severity is to be changed of, and to. What is missing is asked for. */
export interface Choice {
  readonly rule?: string;
  /** The file for which it is changed, as a URI. */
  readonly uri?: string;
  /** The `.apache-mpm.json` that sets the level of the rule, as a URI. */
  readonly file?: string;
  /** One of the levels, or `default`. */
  readonly level?: string;
}

/** Puts the level of a rule into the settings of the workspace or of a folder; shows the file that has it where one does. */
export async function changeSeverity(rule: string, { uri, file, level }: Choice): Promise<void> {
  if (file) {
    await window.showTextDocument(Uri.parse(file));
    void window.showInformationMessage(l10n.t('This file sets the severity of {0}: change it here.', rule));
    return;
  }
  const at = uri ? Uri.parse(uri) : window.activeTextEditor?.document.uri;
  const configuration = workspace.getConfiguration('apacheMpm', at);
  const chosen = level ?? (await askLevel(rule, configuration.get<Levels>('rules')?.[rule]));
  if (chosen === undefined) return;
  const target = await askTarget(at);
  if (target === undefined) return;
  const set = configuration.inspect<Levels>('rules');
  const before = {
    [ConfigurationTarget.Global]: set?.globalValue,
    [ConfigurationTarget.Workspace]: set?.workspaceValue,
    [ConfigurationTarget.WorkspaceFolder]: set?.workspaceFolderValue,
  }[target];
  const { [rule]: _, ...others } = before ?? {};
  const after: Levels = chosen === own ? others : { ...others, [rule]: chosen };
  await configuration.update('rules', Object.keys(after).length > 0 ? after : undefined, target);
}

async function askLevel(rule: string, now: unknown): Promise<string | undefined> {
  const descriptions: Readonly<Record<string, string>> = {
    off: l10n.t('nothing is said'),
    [own]: l10n.t('as the rule has it'),
  };
  const items = [...levels, own].map((label): QuickPickItem => {
    const description = label === (now ?? own) ? l10n.t('now') : descriptions[label];
    return { label, ...(description && { description }) };
  });
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Severity of {0}', rule) }))?.label;
}

/** Where the setting is written: asked only where there are several folders. */
async function askTarget(at: Uri | undefined): Promise<ConfigurationTarget | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) return ConfigurationTarget.Global;
  const folder = at && workspace.getWorkspaceFolder(at);
  if (folders.length === 1 || !folder) return ConfigurationTarget.Workspace;
  const items = [
    { label: l10n.t('In all folders of the workspace'), target: ConfigurationTarget.Workspace },
    { label: l10n.t('In the folder {0}', folder.name), target: ConfigurationTarget.WorkspaceFolder },
  ];
  return (await window.showQuickPick(items))?.target;
}
