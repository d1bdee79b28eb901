import type { Severity } from '../rules/rule.ts';
import { type Message, say } from '../text/message.ts';

/** The severities in running text. */
export const severityWords: Readonly<Record<Severity, Message>> = {
  error: say('error'),
  warning: say('warning'),
  information: say('information'),
  hint: say('hint'),
};
