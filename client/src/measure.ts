import { commands, type Disposable, l10n, type QuickPickItem, window, workspace } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { activeApacheEditor } from './active-file.ts';
import { applyTuned } from './apply-tuned.ts';
import { ask } from './ask.ts';
import { withoutIcons } from './without-icons.ts';

interface Measured {
  readonly facts: readonly { readonly name: string; readonly value: string; readonly what: string }[];
  readonly remarks: readonly string[];
}

interface RunningServer {
  readonly pid: number;
  readonly commandLine: string;
  readonly ports?: readonly number[];
  readonly configurationFile?: string;
}

type Answer = Measured | { readonly servers: readonly RunningServer[] } | null;

/** The command that looks at the httpd of this machine; only where the server runs on one, and never by itself. */
export function registerMeasure(client: BaseLanguageClient): Disposable {
  void commands.executeCommand('setContext', 'apacheMpm.canMeasure', true);
  return commands.registerCommand('apacheMpm.measure', () => measure(client));
}

async function measure(client: BaseLanguageClient): Promise<void> {
  if (!workspace.isTrusted) {
    void window.showWarningMessage(l10n.t('The machine is looked at in trusted workspaces only.'));
    return;
  }
  if (client.state !== State.Running) await client.start();
  let answer = await client.sendRequest<Answer>('apacheMpm/measure');
  if (answer && 'servers' in answer) {
    const pid = await choose(answer.servers);
    if (pid === undefined) return;
    answer = await client.sendRequest<Answer>('apacheMpm/measure', { pid });
  }
  if (!answer || 'servers' in answer) {
    void window.showInformationMessage(l10n.t('No httpd with child processes is seen to run on this machine.'));
    return;
  }
  await show(client, answer);
}

/** Has a person choose one of several servers; undefined where they choose none. */
async function choose(servers: readonly RunningServer[]): Promise<number | undefined> {
  const items = servers.map((server): QuickPickItem & { readonly pid: number } => ({
    pid: server.pid,
    label: l10n.t('Process {0}: {1}', server.pid, portsOf(server)),
    description: withoutIcons(server.configurationFile ?? l10n.t('configuration file unknown')),
    detail: withoutIcons(server.commandLine),
  }));
  const placeHolder = l10n.t('{0} httpds run on this machine. Measure which one?', servers.length);
  const chosen = await window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true });
  return chosen?.pid;
}

function portsOf({ ports }: RunningServer): string {
  if (!ports) return l10n.t('ports not readable by this user');
  return ports.length === 0 ? l10n.t('no TCP port') : l10n.t('ports {0}', ports.join(', '));
}

async function show(client: BaseLanguageClient, measured: Measured): Promise<void> {
  const put = l10n.t('Put into the file…');
  const lines = measured.facts.map(({ name, value, what }) => `${name}=${value}  (${what})`);
  const detail = [...lines, '', ...measured.remarks].join('\n');
  const message = l10n.t('What runs on this machine');
  if ((await window.showInformationMessage(message, { modal: true, detail }, put)) === put) {
    await write(client, Object.fromEntries(measured.facts.map(({ name, value }) => [name, value])));
  }
}

async function write(client: BaseLanguageClient, facts: Readonly<Record<string, string>>): Promise<void> {
  const editor = activeApacheEditor();
  if (!editor) return;
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  const written = await ask(client, 'apacheMpm/writeFacts', editor.document, { position, facts });
  if (written) await applyTuned(client, written);
}
