import type { Severity } from '../rules/rule.ts';
import { type Message, say } from '../text/message.ts';

/** The severities in running text. */
export const severityWords: Readonly<Record<Severity, Message>> = {
  error: say('error'),
  warning: say('warning'),
  information: say('information'),
  hint: say('hint'),
};

/** What each of them means, for people who act on it. */
export const severityMeanings: Readonly<Record<Severity, Message>> = {
  error: say('httpd, or the program whose file it is, does not start, ends, or answers no request'),
  warning: say(
    'httpd runs other values than those written, passes something over, or fails for certain once all workers are in use',
  ),
  information: say('it runs, but this is a known trap'),
  hint: say('there is a better form, or something is not read'),
};
