import { say } from '../text/message.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf, unchanged } from './written.ts';

/** The default (manual, MaxKeepAliveRequests); a tenth of it is where the finding begins. */
const usual = 100;

export default rule({
  id: 'max-keep-alive-requests-too-small',
  title: 'MaxKeepAliveRequests closes connections after a few requests',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork', 'winnt'],
  directives: ['MaxKeepAliveRequests'],
  *check({ model }) {
    const values = unchanged(model, 'MaxKeepAliveRequests');
    const at = lineOf(model, 'MaxKeepAliveRequests');
    if (!values || !at || model.settings.get('KeepAlive')?.by?.read.words[0]?.text.toLowerCase() === 'off') return;
    const requests = values.MaxKeepAliveRequests;
    if (requests < 1 || requests >= usual / 10) return;
    const figures = { requests, usual, connections: Math.ceil(usual / requests) };
    yield {
      at: wholeDirective(at),
      message: say(
        'MaxKeepAliveRequests {requests} makes {usual} requests take {connections} connections instead of 1',
        figures,
      ),
      arithmetic: [say('{usual} requests / {requests}, rounded up, = {connections} connections', figures)],
      fixes: [
        ...setAll(say('Allow {usual} requests on a connection: MaxKeepAliveRequests {usual}', figures), model, at, {
          MaxKeepAliveRequests: usual,
        }),
      ],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
httpd closes a connection after \`MaxKeepAliveRequests\` requests. 0 sets no limit, 1 is as good as \`KeepAlive Off\`. It is told
below 10, a tenth of the default of 100.`,
    why: `
The client has to connect again in the middle of a page, with TLS also to shake hands again. A small number frees no worker
sooner: what ends idle connections is \`KeepAliveTimeout\`. The manual recommends a high value.`,
    seen: `
To a client that sends \`Connection: keep-alive\` answers say how many are left: \`Keep-Alive: timeout=5, max=4\`. The last one
says \`Connection: close\`.`,
    repair: `
Take the default of 100 or more, and shorten \`KeepAliveTimeout\` if it was meant to free workers.`,
  },
  examples: [
    {
      name: 'five requests on a connection',
      config: `
MaxKeepAliveRequests 5
#^^^^^^^^^^^^^^^^^^^^^ 💡 information: MaxKeepAliveRequests 5 makes 100 requests take 20 connections instead of 1
`,
      fixed: {
        'Allow 100 requests on a connection: MaxKeepAliveRequests 100': `
MaxKeepAliveRequests 100
`,
      },
    },
    {
      name: 'no limit',
      config: `
MaxKeepAliveRequests 0
`,
    },
  ],
};
