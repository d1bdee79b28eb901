import { say } from '../text/message.ts';
import { takeDefault } from './because.ts';
import { wholeDirective } from './edits.ts';
import { linesThatCount, plainNumber } from './lines-that-count.ts';
import { type Finding, type RulePage, rule } from './rule.ts';

export default rule({
  id: 'timeout-not-positive',
  title: 'Timeout is 0 or negative',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork'],
  directives: ['Timeout'],
  *check(evidence) {
    for (const { line, word, inVirtualHost } of linesThatCount(evidence, 'Timeout')) {
      const value = plainNumber(word);
      const setting = evidence.model.settings.get('Timeout');
      if (value === undefined || value > 0 || !setting) continue;
      const fixes = inVirtualHost ? [] : [...takeDefault(evidence.model, { setting })];
      yield { at: wholeDirective(line), message: messageOf(value, inVirtualHost), fixes };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`Timeout\` is how long httpd waits for each read and each write. 0 is no time: what is not there at the moment of the read
counts as lost, and a request that comes in two packets is answered with 400. A negative number waits for ever. In a
virtual host 0 means that the directive is not set there, and the value of the main server holds.`,
    why: `
0 reads like “no limit” and fails for some clients only, those with long requests or slow lines. With a negative number
every stalled client holds its worker until it goes away by itself, which is all that a slow-loris attack needs. There is no
message.`,
    seen: `
With 0: status 400 for requests that were sent in parts. With a negative number: workers in state R that never change in
\`server-status\`.`,
    repair: `
Write seconds, or take the line away for the default of 60.`,
  },
  examples: [
    {
      name: 'no time at all',
      config: `
Timeout 0
#^^^^^^^^ 💡 warning: Timeout 0 is not “no limit”: httpd gives up what is not there at once, and a request in two packets fails
`,
      fixed: {
        'Remove this line: the default is 60': `
`,
      },
    },
    {
      name: 'for ever',
      config: `
TimeOut -1
#^^^^^^^^^ 💡 warning: Timeout -1 has no end: a client that stalls holds its worker until it goes away by itself
`,
      fixed: {
        'Remove this line: the default is 60': `
`,
      },
    },
    {
      name: 'in a virtual host',
      config: `
<VirtualHost *:80>
  Timeout 0
# ^^^^^^^^^ warning: Timeout 0 counts as not set in a virtual host: the value of the main server holds
</VirtualHost>
`,
    },
    {
      name: 'a minute',
      config: `
Timeout 60
`,
    },
  ],
};

function messageOf(value: number, inVirtualHost: boolean): Finding['message'] {
  if (value < 0)
    return say('Timeout {value} has no end: a client that stalls holds its worker until it goes away by itself', {
      value,
    });
  return inVirtualHost
    ? say('Timeout 0 counts as not set in a virtual host: the value of the main server holds')
    : say('Timeout 0 is not “no limit”: httpd gives up what is not there at once, and a request in two packets fails');
}
