import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver-protocol';
import type { DirectiveFact } from '../catalogue/fact.ts';
import { commandsNamed, defaultOf, directiveNamed } from '../catalogue/lookup.ts';
import { inManual } from '../catalogue/manual-page.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import type { MpmModel } from '../mpm/model.ts';
import { type Message, say } from '../text/message.ts';
import type { Translated } from './about.ts';
import type { PlaceToType } from './completion-place.ts';

/** Values for the first word of a directive: numbers of the MPMs with what each gives, and the words that it knows. */
export function valueItems(
  key: string,
  place: PlaceToType,
  models: readonly MpmModel[],
  translated: Translated,
): CompletionItem[] {
  const fact = directiveNamed(key)?.fact;
  const own = models.filter(({ mpm }) => place.mpms.has(mpm));
  const numbers = fact ? own.flatMap((model) => [...numbersFor(fact, model)]) : [];
  // The default may also be what other settings come to.
  const reasons = new Map<number, Set<string>>();
  for (const { value, why } of numbers) {
    const said = reasons.get(value) ?? new Set();
    reasons.set(value, said.add(translated(why)));
  }
  const items = new Map<string, CompletionItem>();
  for (const [value, said] of reasons) items.set(String(value), item(value, [...said].join(' · '), items.size));
  for (const word of wordsFor(key)) if (!items.has(word)) items.set(word, item(word, undefined, items.size));
  return [...items.values()];
}

function item(value: number | string, why: string | undefined, rank: number): CompletionItem {
  return {
    label: String(value),
    kind: typeof value === 'number' ? CompletionItemKind.Value : CompletionItemKind.EnumMember,
    ...(why && { labelDetails: { description: why } }),
    sortText: String(rank).padStart(3, '0'),
  };
}

/** The words that are typed as they stand. */
function wordsFor(key: string): readonly string[] {
  const words = inManual(key)?.words?.split(' ') ?? [];
  const isFlag = commandsNamed(key)[0]?.takes === 'flag';
  return isFlag ? ['On', 'Off'] : words;
}

interface Proposal {
  readonly value: number;
  readonly why: Message;
}

/** Numbers that stay as they are written beside the other settings of this MPM; the default first. */
function* numbersFor(fact: DirectiveFact, model: MpmModel): Generator<Proposal> {
  const { mpm } = model;
  const initial = defaultOf(fact, mpm);
  if (initial !== undefined) {
    yield { value: initial, why: say('default of {mpm}', { mpm: mpmFacts[mpm].title }) };
  }
  const number = (name: string) => {
    const value = model.settings.get(name)?.effective;
    return typeof value === 'number' ? value : undefined;
  };
  const threads = number('ThreadsPerChild');
  const processes = number('ServerLimit');
  const workers = number('MaxRequestWorkers');
  switch (fact.name) {
    case 'MaxRequestWorkers':
      if (mpm === 'prefork' && processes)
        yield { value: processes, why: say('as many as ServerLimit {processes} allows', { processes }) };
      else if (threads && processes) {
        for (const count of new Set([processes, Math.ceil(processes / 2), Math.ceil(processes / 4)])) {
          yield { value: count * threads, why: product(count, threads) };
        }
      }
      return;
    case 'ServerLimit':
      if (mpm === 'prefork' && workers)
        yield { value: workers, why: say('room for MaxRequestWorkers {workers}', { workers }) };
      else if (threads && workers) {
        const needed = Math.ceil(workers / threads);
        yield { value: needed, why: say('{workers} workers / {threads} threads', { workers, threads }) };
        yield { value: needed * 2, why: say('as many again for processes that finish') };
      }
      return;
    case 'ThreadsPerChild':
      for (const value of [25, 32, 50, 64]) {
        if (workers && workers % value === 0) yield { value, why: product(workers / value, value) };
      }
      return;
    case 'ThreadLimit':
      if (threads) yield { value: threads, why: say('room for ThreadsPerChild {threads}', { threads }) };
      return;
    case 'MaxSpareThreads': {
      const least = number('MinSpareThreads');
      if (least !== undefined && threads) {
        yield { value: least + threads + 1, why: say('the least beside MinSpareThreads {least}', { least }) };
      }
      return;
    }
    case 'MaxSpareServers': {
      const least = number('MinSpareServers');
      if (least !== undefined)
        yield { value: least + 1, why: say('the least beside MinSpareServers {least}', { least }) };
      return;
    }
  }
}

function product(processes: number, threads: number): Message {
  return say('{processes} processes × {threads} threads', { processes, threads });
}
