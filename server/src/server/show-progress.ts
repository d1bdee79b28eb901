import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { say, type Translate, wordsOf } from '../text/message.ts';
import type { Progress } from './progress.ts';

/** Shows in the editor that a configuration of many files is read, and lets the person end it. */
export function showProgress(connection: Connection, translate: Translate): Progress {
  let reporter: WorkDoneProgressServerReporter | undefined;
  let ended = false;
  const begin = (made: WorkDoneProgressServerReporter) => {
    if (ended) return;
    reporter = made;
    made.begin('Apache MPM', 0, wordsOf(say('reading the configuration'), translate), true);
  };
  // An editor that shows none has the files read all the same.
  connection.window.createWorkDoneProgress().then(begin, () => {});
  return {
    report: (read, all) => {
      reporter?.report(
        Math.floor((100 * read) / all),
        wordsOf(say('{read} of {all} files read', { read, all }), translate),
      );
    },
    cancelled: () => reporter?.token.isCancellationRequested ?? false,
    done: () => {
      ended = true;
      reporter?.done();
    },
  };
}
