import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { eventually } from './running-httpd.ts';

/** A connection to a port of this machine. */
export function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket)).on('error', reject);
  });
}

/**
 * Waits until the server at the other end has accepted the connection and read all that was sent, on Linux: in
 * /proc/net/tcp its socket has an inode then, and nothing in its queue.
 */
export async function isRead({ localPort, remotePort }: Socket): Promise<void> {
  const hex = (port = 0) => port.toString(16).toUpperCase().padStart(4, '0');
  const theirs = new RegExp(
    `^ *\\d+: \\w+:${hex(remotePort)} \\w+:${hex(localPort)} \\w+ \\w+:0{8} \\S+ \\S+ +\\d+ +\\d+ [1-9]`,
    'm',
  );
  const read = () => theirs.test(readFileSync('/proc/net/tcp', 'utf8'));
  if (!(await eventually(read, Boolean))) throw new Error('httpd has not read what was sent');
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
