import { type Connection, RequestType0 } from 'vscode-languageserver';
import { type Message, wordsOf } from '../text/message.ts';
import { factKinds } from '../tuning/facts.ts';
import type { Measurement } from '../tuning/measurement.ts';
import { writeBytes } from '../tuning/units.ts';

/** What was found of the httpd that runs here: facts as they are written, and what is to be said about them. */
export interface Measured {
  readonly facts: readonly { readonly name: string; readonly value: string; readonly what: string }[];
  readonly remarks: readonly string[];
}

const request = new RequestType0<Measured | null, void>('apacheMpm/measure');

/** Looks at the httpd that runs on this machine when it is asked to, and never else; null where none runs. */
export function answerMeasure(
  connection: Connection,
  measure: () => Promise<Measurement | undefined>,
  translate: (template: string) => string,
): void {
  connection.onRequest(request, async (): Promise<Measured | null> => {
    const measurement = await measure();
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
