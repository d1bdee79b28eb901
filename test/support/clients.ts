import { connect, type Socket } from 'node:net';

/** A connection to a port of this machine. */
export function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket)).on('error', reject);
  });
}

/** Whether a request is answered within so many milliseconds; the connection is then kept open, idle. */
export function answers(client: Socket, within = 3_000): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), within);
    client.once('data', () => {
      clearTimeout(timer);
      resolve(true);
    });
    client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  });
}
