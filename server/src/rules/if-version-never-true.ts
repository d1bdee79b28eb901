import { testOf } from '../catalogue/containers.ts';
import type { Condition } from '../resolve/resolution.ts';
import { placeOf } from '../syntax/document.ts';
import { say } from '../text/message.ts';
import { wholeBlock } from './blocks.ts';
import { type Finding, type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'if-version-never-true',
  title: '<IfVersion> asks for a version that httpd does not have',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['<IfVersion>'],
  *check({ resolution }) {
    const version = resolution.target.httpdVersion;
    const series = version.split('.').slice(0, 2).join('.');
    for (const condition of resolution.conditions) {
      if (testOf(condition.read.name.text) !== 'version' || condition.verdict !== 'no') continue;
      const { argument } = condition;
      const [operator = '', asked = ''] = argument.split(' ');
      // A third number of the same series may be another on the person's server; patterns may say anything.
      if (!/^[=<>]=?$/.test(operator) || !/^[\d.]+$/.test(asked) || asked.startsWith(`${series}.`)) continue;
      if (asked === series && operator !== '<') {
        yield shortVersion(condition, operator, asked, version);
      } else {
        const message = say('Not read: httpd is {version}, and {argument} is asked for', { version, argument });
        yield { at: wholeBlock(condition), message, severity: 'hint', tag: 'unnecessary' };
      }
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`<IfVersion>\` compares three numbers, and a number that is missing is 0 (mod_version.c, compare_version). \`<IfVersion 2.4>\`
and \`<IfVersion = 2.4>\` ask for 2.4.0, and \`<IfVersion <= 2.4>\` for nothing later than 2.4.0, which was never released. Such a
block is skipped by every httpd 2.4. A block for versions before or after 2.4 is only faded: it is there on purpose.`,
    why: `
The block is skipped without a word. What stands in it was meant for all of 2.4 and is read by no server.`,
    repair: `
Write \`<IfVersion >= 2.4>\` for 2.4 and later, or \`<IfVersion ~ ^2\\.4\\.>\` for 2.4 alone. Nothing is said where the answer
depends on the third number, as with \`>= 2.4.50\`: it may be another on your server.`,
  },
  examples: [
    {
      name: 'a version without its third number',
      config: `
<IfVersion 2.4>
#          ^^^ 💡 warning: 2.4 means 2.4.0, and httpd is 2.4.71: the block is skipped
StartServers 2
</IfVersion>
<IfVersion <= 2.4 >
#          ^^^^^^ warning: <= 2.4 means up to 2.4.0, and httpd is 2.4.71: the block is skipped
StartServers 3
</IfVersion>
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Ask for 2.4 and later: >= 2.4': `
<IfVersion >= 2.4>
StartServers 2
</IfVersion>
<IfVersion <= 2.4 >
StartServers 3
</IfVersion>
`,
      },
    },
    {
      name: 'versions before and after',
      config: `
<IfVersion < 2.4>
MaxClients 100
</IfVersion>
#^^^^^^^^^^^ hint: Not read: httpd is 2.4.71, and < 2.4 is asked for
<IfVersion >= 2.6 >
StartServers 100
</IfVersion>
#^^^^^^^^^^^ hint: Not read: httpd is 2.4.71, and >= 2.6 is asked for
`,
      mpms: ['event', 'worker', 'prefork'],
    },
    {
      name: 'versions that there are, or may be',
      config: `
<IfVersion >= 2.4>
StartServers 2
</IfVersion>
<IfVersion < 2.4.30>
StartServers 3
</IfVersion>
<IfVersion ~ ^2\\.4\\.>
MaxRequestWorkers 200
</IfVersion>
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],
};

function shortVersion(
  { document, written, read, ...line }: Condition,
  operator: string,
  asked: string,
  version: string,
): Finding {
  const { start, text } = written.rest;
  const at = placeOf(document, line, start, start + text.trimEnd().length);
  if (operator === '<=') {
    return {
      at,
      message: say('<= {asked} means up to {asked}.0, and httpd is {version}: the block is skipped', {
        asked,
        version,
      }),
    };
  }
  const message = say('{asked} means {asked}.0, and httpd is {version}: the block is skipped', { asked, version });
  const title = say('Ask for {asked} and later: >= {asked}', { asked });
  const fixes: Fix[] = written === read ? [{ title, edits: [{ at, text: `>= ${asked}` }], safe: false }] : [];
  return { at, message, fixes };
}
