import { say } from '../text/message.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';

export default rule({
  id: 'http-two-under-prefork',
  title: 'mod_http2 is loaded under prefork, which it refuses',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['prefork'],
  onlyIfMpmIsSure: true,
  directives: [],
  *check({ resolution }) {
    for (const { identifier, by, certain } of resolution.loaded) {
      if (identifier !== 'http2_module' || !certain) continue;
      yield {
        at: wholeDirective(by),
        message: say('mod_http2 refuses prefork: httpd logs AH10034 when it starts and serves no HTTP/2'),
        httpd: 'AH10034',
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
mod_http2 needs threads beside the one that holds the connection. Under prefork it switches itself off, since httpd 2.4.27:
clients get HTTP/1.1, whatever \`Protocols\` says (\`mod_http2.c\`, h2_post_config).`,
    why: `
\`httpd -t\` says \`Syntax OK\`, the module is there, \`Protocols h2\` is accepted, and HTTP/2 never comes.`,
    seen: `
At every start the error log has \`AH10034: The mpm module (prefork.c) is not supported by mod_http2\`.
\`curl -sI --http2 -o /dev/null -w '%{http_version}' URL\` prints 1.1.

\`test/httpd/advice.test.ts\` shows it on a started httpd.`,
    repair: `
Change to event, with PHP in PHP-FPM where mod_php was the reason for prefork; or take the \`LoadModule\` line out and leave
HTTP/2 to a proxy in front.`,
  },
  examples: [
    {
      name: 'HTTP/2 wanted',
      config: `
LoadModule http2_module modules/mod_http2.so
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: mod_http2 refuses prefork: httpd logs AH10034 when it starts and serves no HTTP/2
Protocols h2 http/1.1
`,
    },
    {
      name: 'loaded where it works',
      config: `
<IfModule !mpm_prefork_module>
    LoadModule http2_module modules/mod_http2.so
</IfModule>
`,
    },
  ],
};
