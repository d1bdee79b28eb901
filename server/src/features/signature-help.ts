import {
  MarkupKind,
  type ParameterInformation,
  type SignatureHelp,
  SignatureHelpRequest,
} from 'vscode-languageserver-protocol';
import { argumentsOf, directiveNamed } from '../catalogue/lookup.ts';
import { inManual } from '../catalogue/manual-page.ts';
import type { Statement } from '../syntax/line.ts';
import type { Translate } from '../text/message.ts';
import { cursorAt } from './cursor.ts';
import { feature } from './feature.ts';

/** Which words a directive takes, and which of them is being typed. */
export default feature(
  SignatureHelpRequest.type,
  { signatureHelpProvider: { triggerCharacters: [' ', '\t'] } },
  (world, { textDocument, position }): SignatureHelp | null => {
    const document = world.open(textDocument.uri)?.document;
    const cursor = document && cursorAt(document, position);
    const signature = cursor && cursor.word >= 0 && signatureOf(cursor.statement, world.translate);
    if (!signature) return null;
    const { label, parameters, summary, repeatsAt } = signature;
    const active = Math.min(cursor.word, repeatsAt);
    const isThere = active < parameters.length;
    return {
      signatures: [
        {
          label,
          parameters,
          ...(summary && { documentation: { kind: MarkupKind.Markdown, value: summary } }),
          ...(isThere && { activeParameter: active }),
        },
      ],
      activeSignature: 0,
      ...(isThere && { activeParameter: active }),
    };
  },
);

interface Signature {
  readonly label: string;
  readonly parameters: ParameterInformation[];
  readonly summary: string | undefined;
  /** The parameter that says that words may go on as before it. */
  readonly repeatsAt: number;
}

function signatureOf({ key, kind, name }: Statement, translate: Translate): Signature | undefined {
  if (kind === 'close') return undefined;
  const fact = kind === 'directive' ? directiveNamed(key)?.fact : undefined;
  if (fact) return signatureIn(fact.syntax, translate(fact.summary));
  const known = argumentsOf(key);
  const [written] = inManual(key)?.syntax.split('\n') ?? [];
  if (written) return signatureIn(written.replace(/ *\.{3} *<\/\w+>$/, ''), known?.usage);
  if (!known) return undefined;
  const words = wordsFor[known.takes];
  const label = kind === 'open' ? `<${name.text}${words && ` ${words}`}>` : `${name.text}${words && ` ${words}`}`;
  return signatureIn(label, known.usage);
}

/** How many words a directive takes that the manual does not have, as it would write them. */
const wordsFor: Readonly<Record<NonNullable<ReturnType<typeof argumentsOf>>['takes'], string>> = {
  none: '',
  one: 'argument',
  two: 'argument argument',
  three: 'argument argument argument',
  'one-or-two': 'argument [argument]',
  'one-or-three': 'argument [argument argument]',
  'two-or-three': 'argument argument [argument]',
  'one-two-or-three': 'argument [argument] [argument]',
  'at-least-one': 'argument …',
  'at-least-two': 'argument argument …',
  flag: 'On|Off',
  any: '…',
};

function signatureIn(label: string, summary: string | undefined): Signature {
  const [, ...words] = [...label.matchAll(/[^\s>]+/g)];
  const parameters = words.map(({ 0: word, index }): ParameterInformation => ({ label: [index, index + word.length] }));
  const more = words.findIndex(({ 0: word }) => /^(…|\.\.\.)$/.test(word));
  return { label, parameters, summary, repeatsAt: more < 0 ? Number.POSITIVE_INFINITY : more };
}
