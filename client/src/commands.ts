import { commands, Disposable, type Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { adviseMpm } from './advisor.ts';
import { convertBlock } from './convert-block.ts';
import { showEffectiveSettings } from './effective-settings.ts';
import { explainMessageCode } from './message-codes.ts';
import { openPlanner } from './planner/panel.ts';
import { copyReport } from './report.ts';
import { pickRule, showRulePage } from './rule-pages.ts';
import { type Choice, changeSeverity } from './severity.ts';
import { switchMpm } from './switch-mpm.ts';
import { tune } from './tune.ts';
import { goToWinningLine } from './winning-line.ts';

export function registerCommands(client: BaseLanguageClient, extension: Uri): Disposable {
  return Disposable.from(
    commands.registerCommand('apacheMpm.showEffectiveSettings', showEffectiveSettings),
    commands.registerCommand('apacheMpm.switchMpm', (mpm?: unknown) =>
      switchMpm(client, typeof mpm === 'string' ? mpm : undefined),
    ),
    commands.registerCommand('apacheMpm.convertBlock', convertBlock),
    commands.registerCommand('apacheMpm.goToWinningLine', () => goToWinningLine(client)),
    commands.registerCommand('apacheMpm.openPlanner', (uri?: unknown, at?: { readonly line?: unknown }) =>
      openPlanner(
        client,
        extension,
        typeof uri === 'string' ? uri : undefined,
        typeof at?.line === 'number' ? at.line : undefined,
      ),
    ),
    commands.registerCommand('apacheMpm.adviseMpm', () => adviseMpm(client)),
    commands.registerCommand('apacheMpm.tune', (uri?: unknown, position?: unknown, goal?: unknown) =>
      tune(client, uri, position, goal),
    ),
    commands.registerCommand('apacheMpm.copyReport', () => copyReport(client)),
    commands.registerCommand('apacheMpm.restartServer', async () => {
      if (client.needsStop()) await client.stop();
      await client.start();
    }),
    commands.registerCommand('apacheMpm.explainRule', async (rule?: unknown) => {
      const id = typeof rule === 'string' ? rule : await pickRule(extension);
      if (id) await showRulePage(id);
    }),
    commands.registerCommand('apacheMpm.explainCode', (code?: unknown) =>
      explainMessageCode(client, typeof code === 'string' ? code : undefined),
    ),
    commands.registerCommand('apacheMpm.changeSeverity', async (choice: Choice = {}) => {
      const rule = choice.rule ?? (await pickRule(extension));
      if (rule) await changeSeverity(rule, choice);
    }),
  );
}
