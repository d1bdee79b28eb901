import { RequestType, RequestType0 } from 'vscode-languageserver-protocol';

/** Has the server that does nothing keep an answer. */
export const keepRequest = new RequestType<{ readonly answer: unknown }, null, void>('bench/keep');

/** Asks it for what it keeps: what the wire alone takes for that answer. */
export const keptRequest = new RequestType0<unknown, void>('bench/kept');
