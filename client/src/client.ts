import { type ExtensionContext, env, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { registerAdvice } from './advisor.ts';
import { closeTags } from './closing-tags.ts';
import { registerCommands } from './commands.ts';
import { claimApacheFiles, isApache } from './detection.ts';
import { registerEffectiveSettings } from './effective-settings.ts';
import { answerAboutFiles } from './files.ts';
import { explainLogs } from './message-codes.ts';
import { greetNeighbours } from './neighbours.ts';
import { registerPlanner } from './planner/panel.ts';
import { registerRulePages } from './rule-pages.ts';
import { showStatus } from './status-bar.ts';

/**
 * What both hosts tell the server: whose documents, the address that opens a rule's page, that our commands are there,
 * that it need not propose the blocks which the manifest contributes as snippets, and the translations that it cannot read itself.
 */
export function clientOptions(context: ExtensionContext, translations?: unknown): LanguageClientOptions {
  return {
    documentSelector: [{ language: 'apacheconf' }],
    initializationOptions: {
      rulePage: `${env.uriScheme}://${context.extension.id}/rules/{rule}`,
      commands: true,
      snippets: !contributesSnippets(context),
      translations,
    },
  };
}

/** Whether the editor itself offers the blocks: as the manifest says that is running, not as it was when this was built. */
function contributesSnippets({ extension }: ExtensionContext): boolean {
  const { snippets = [] }: { snippets?: readonly unknown[] } = extension.packageJSON.contributes ?? {};
  return snippets.length > 0;
}

/** Registers what the person sees; the server starts with the first Apache file. */
export async function run(context: ExtensionContext, client: BaseLanguageClient): Promise<void> {
  context.subscriptions.push(
    client,
    answerAboutFiles(client),
    registerRulePages(context.extensionUri, client),
    registerEffectiveSettings(client),
    registerCommands(client, context.extensionUri),
    registerAdvice(),
    registerPlanner(client, context.extensionUri),
    showStatus(client),
    closeTags(client),
    explainLogs(client),
  );
  client.outputChannel.info(`${context.extension.id} ${context.extension.packageJSON.version}`);
  if (workspace.textDocuments.some(isApache)) await client.start();
  void greetNeighbours(context);
  context.subscriptions.push(
    workspace.onDidOpenTextDocument((document) => {
      if (isApache(document) && client.needsStart()) void client.start();
    }),
    claimApacheFiles(),
  );
}
