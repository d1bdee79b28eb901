import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Waits for the work until the client takes its request back; then the request is refused, and the work goes on for others. */
export function unlessCancelled<Result>(work: Promise<Result>, token: CancellationToken): Promise<Result> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled'));
    if (token.isCancellationRequested) refuse();
    const listening = token.onCancellationRequested(refuse);
    work.then(resolve, reject).finally(() => listening.dispose());
  });
}
