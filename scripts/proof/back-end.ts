import { createServer } from 'node:http';

/** A server on 127.0.0.1 that takes its time for every answer, as an application does. */
export interface BackEnd {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export function startBackEnd(milliseconds: number): Promise<BackEnd> {
  const server = createServer((_, response) => {
    setTimeout(() => response.end('done\n'), milliseconds);
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
      resolve({ port, close });
    });
  });
}
