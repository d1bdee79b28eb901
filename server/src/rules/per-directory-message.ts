import type { Problem, Resolution } from '../resolve/resolution.ts';
import { type Message, say } from '../text/message.ts';
import type { Place } from '../text/place.ts';
import { saidOf } from './refusals.ts';
import type { Finding } from './rule.ts';

/**
 * What a rule says, for a per-directory file: there httpd starts with what it refuses, and answers requests with 500
 * instead (core.c, ap_parse_htaccess). Told in httpd's words, as those of the rules tell of a start.
 */
export function perDirectoryMessage({ problems }: Resolution, { at, message }: Finding): Message {
  const problem = problems.find((each) => isAt(each, at));
  if (!problem) return message;
  return say('httpd answers every request below this folder with 500 and logs "{said}"', { said: saidOf(problem) });
}

function isAt({ node, endTag, section }: Problem, { uri, start }: Place): boolean {
  return [node, endTag, section].some(
    (each) => each?.document.uri === uri && each.first <= start.line && start.line < each.first + each.logical.count,
  );
}
