import type { Connection } from 'vscode-languageserver';
import { type Message, wordsOf } from '../text/message.ts';
import { factKinds } from '../tuning/facts.ts';
import type { RunningServer } from '../tuning/running-server.ts';
import { writeBytes } from '../tuning/units.ts';
import type { Machine } from './host.ts';

/** What was found of a httpd that runs here: facts as they are written, and what is to be said about them. */
export interface Measured {
  readonly facts: readonly { readonly name: string; readonly value: string; readonly what: string }[];
  readonly remarks: readonly string[];
}

/** Several run here, of which one is to be chosen: it is asked for again with its process id. */
export interface Choice {
  readonly servers: readonly RunningServer[];
}

/** The parent process that was chosen; nothing where none was. */
type Asked = { readonly pid?: unknown } | null | undefined;

/**
 * Looks at the httpd that runs on this machine when it is asked to, and never else: at the one whose parent process is named,
 * or else at the only one. Null where none runs.
 */
export function answerMeasure(connection: Connection, machine: Machine, translate: (template: string) => string): void {
  // By its name alone: who asks of the only server sends no parameters, which a request of a type would refuse.
  connection.onRequest<Measured | Choice | null, void>('apacheMpm/measure', async (params: Asked) => {
    const named = typeof params?.pid === 'number' ? params.pid : undefined;
    const servers = named === undefined ? await machine.servers() : [];
    if (servers.length > 1) return { servers };
    const pid = named ?? servers[0]?.pid;
    const measurement = pid === undefined ? undefined : await machine.measure(pid);
    if (!measurement) return null;
    const words = (message: Message) => wordsOf(message, translate);
    const facts = factKinds.flatMap(({ name, written, what, unit }) => {
      const value = measurement.facts[name];
      if (value === undefined) return [];
      return [{ name: written, value: unit === 'bytes' ? writeBytes(value) : String(value), what: words(what) }];
    });
    return { facts, remarks: measurement.remarks.map(words) };
  });
}
