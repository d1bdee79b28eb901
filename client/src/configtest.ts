import {
  type Disposable,
  l10n,
  ShellExecution,
  Task,
  type TaskDefinition,
  TaskGroup,
  TaskScope,
  tasks,
  workspace,
} from 'vscode';

const type = 'apache-mpm';
const matchers = ['$apache-configtest', '$apache-configtest-reading'];

interface Configtest extends TaskDefinition {
  /** The command line, where it is not the usual one. */
  readonly command?: string;
}

/** Offers `apachectl configtest` as a task. VS Code runs it when somebody asks for it, and nobody else does. */
export function offerConfigtest(): Disposable {
  return tasks.registerTaskProvider(type, {
    provideTasks: () => (workspace.workspaceFolders ? [configtest({ type })] : []),
    resolveTask: ({ definition, scope }) => configtest(definition as Configtest, scope),
  });
}

function configtest(definition: Configtest, scope: Task['scope'] = TaskScope.Workspace): Task {
  const { command } = definition;
  const usual = process.platform === 'win32' ? 'httpd -t' : 'apachectl configtest';
  const execution = new ShellExecution(typeof command === 'string' ? command : usual);
  const task = new Task(definition, scope, 'configtest', 'Apache', execution, matchers);
  task.group = TaskGroup.Test;
  task.detail = l10n.t('Asks the httpd of this machine whether it takes its configuration');
  return task;
}
