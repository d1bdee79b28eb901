import { ConfigurationTarget, type ExtensionContext, extensions, l10n, window, workspace } from 'vscode';

/** Where another extension with code has the language too, says once that the general checks can be switched off. */
export async function greetNeighbours({ extension, globalState }: ExtensionContext): Promise<void> {
  const neighbour = extensions.all.find(({ id, packageJSON }) => id !== extension.id && servesApache(packageJSON));
  if (!neighbour || globalState.get('neighbour') === neighbour.id) return;
  await globalState.update('neighbour', neighbour.id);
  const name: string = neighbour.packageJSON.displayName ?? neighbour.id;
  const off = l10n.t('Leave the general checks to it');
  const message = l10n.t(
    '{0} looks after Apache files, too. If you read findings twice, Apache MPM can keep to MPMs.',
    name,
  );
  if ((await window.showInformationMessage(message, off)) !== off) return;
  await workspace.getConfiguration('apacheMpm').update('generalChecks', false, ConfigurationTarget.Global);
}

/** A grammar alone finds nothing. */
function servesApache(manifest: {
  readonly main?: string;
  readonly browser?: string;
  readonly activationEvents?: readonly string[];
  readonly contributes?: { readonly languages?: readonly { readonly id: string }[] };
}): boolean {
  if (!manifest.main && !manifest.browser) return false;
  const { activationEvents = [], contributes } = manifest;
  const languages = contributes?.languages ?? [];
  return activationEvents.includes('onLanguage:apacheconf') || languages.some(({ id }) => id === 'apacheconf');
}
