import { RequestType } from 'vscode-languageserver-protocol';

/** Asks the server that does nothing for an answer of so many bytes. */
export const bytesRequest = new RequestType<number, string, void>('bench/bytes');
