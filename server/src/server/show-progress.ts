import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Progress } from './progress.ts';

/** Shows in the editor that a configuration of many files is read, and lets the person end it. */
export function showProgress(connection: Connection): Progress {
  let reporter: WorkDoneProgressServerReporter | undefined;
  let ended = false;
  void connection.window.createWorkDoneProgress().then((made) => {
    if (ended) return;
    reporter = made;
    made.begin('Apache MPM', undefined, 'reading the configuration', true);
  });
  return {
    report: (files) => reporter?.report(`${files} files read`),
    cancelled: () => reporter?.token.isCancellationRequested ?? false,
    done: () => {
      ended = true;
      reporter?.done();
    },
  };
}
