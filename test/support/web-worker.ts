// Runs the browser's bundle of the server as a web worker would: with what browsers have, and nothing of Node.
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const port = parentPort!;
const listen = (listener: (event: { data: unknown }) => void) => port.on('message', (data) => listener({ data }));

const scope = {
  ...{ console, TextDecoder, TextEncoder, URL, crypto, performance },
  ...{ queueMicrotask, setTimeout, clearTimeout, setInterval, clearInterval },
  postMessage: (message: unknown) => port.postMessage(message),
  addEventListener: (type: string, listener: (event: { data: unknown }) => void) => {
    if (type === 'message') listen(listener);
  },
  set onmessage(listener: (event: { data: unknown }) => void) {
    listen(listener);
  },
};
const self = createContext(scope);
runInContext('globalThis.self = globalThis', self);
runInContext(readFileSync(workerData, 'utf8'), self, { filename: workerData });
