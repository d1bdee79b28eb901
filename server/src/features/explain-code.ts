import { ProtocolRequestType } from 'vscode-languageserver-protocol';
import { wordsOf } from '../text/message.ts';
import { aboutCode, codeIn } from './about-code.ts';
import { feature } from './feature.ts';

interface Params {
  /** `AH00515`, or the number alone. */
  readonly code: string;
}

interface Explanation {
  readonly code: string;
  /** Markdown; it links to the pages of rules as a page beside their folder does. */
  readonly text: string;
}

const request = new ProtocolRequestType<Params, Explanation | null, never, void, void>('apacheMpm/explainCode');

/** What a code of httpd's messages means; null for one that is not known. */
export default feature(request, {}, ({ translate }, params): Explanation | null => {
  const code = typeof params?.code === 'string' ? codeIn(params.code) : undefined;
  if (!code) return null;
  const paragraphs = aboutCode(
    code,
    (message) => wordsOf(message, translate),
    (id) => `../rules/${id}.md`,
  );
  return paragraphs.length > 0 ? { code, text: `${paragraphs.join('\n\n')}\n` } : null;
});
