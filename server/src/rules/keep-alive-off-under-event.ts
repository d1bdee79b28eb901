import { say } from '../text/message.ts';
import { isEditable, replaceWord, wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf } from './written.ts';

export default rule({
  id: 'keep-alive-off-under-event',
  title: 'KeepAlive is off under event, where it costs next to nothing',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event'],
  onlyIfMpmIsSure: true,
  directives: ['KeepAlive'],
  *check({ model }) {
    const at = lineOf(model, 'KeepAlive');
    if (!at?.certain || at.read.words[0]?.text.toLowerCase() !== 'off') return;
    yield {
      at: wholeDirective(at),
      message: say(
        'KeepAlive Off makes every request open a connection of its own; under event an idle connection holds no worker',
      ),
      fixes: isEditable(at)
        ? [{ title: say('Keep connections: KeepAlive On'), edits: [replaceWord(at, 'On')], safe: false }]
        : [],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`KeepAlive Off\` makes httpd close the connection after each answer. It is the usual way to keep idle connections from holding
processes under prefork, and was the default of Red Hat's packages of 2.2. Under event no worker waits: the listener
thread keeps idle connections, and closes them early when all workers are busy (\`event.c\`, listener_thread).`,
    why: `
Every request of a page opens a connection of its own: one more round trip over the network, two to three with TLS, and the
work of a TLS handshake for each image and script. For a hundred requests these are a hundred handshakes instead of one for
each of the six connections that a browser opens.`,
    seen: `
\`curl -vso /dev/null URL\` shows \`Connection: close\` in the answer. In \`server-status\` under event the column *keep-alive* of
the table of processes stays 0.`,
    repair: `
Let connections be kept. It is right to switch it off where a proxy in front keeps the connections to the clients and opens
one for each request to this server: then silence the finding with that reason.`,
  },
  examples: [
    {
      name: 'a setting taken along from prefork',
      config: `
KeepAlive Off
#^^^^^^^^^^^^ 💡 information: KeepAlive Off makes every request open a connection of its own; under event an idle connection holds no worker
`,
      fixed: {
        'Keep connections: KeepAlive On': `
KeepAlive On
`,
      },
    },
    {
      name: 'off for one host',
      config: `
<VirtualHost *:80>
    KeepAlive Off
</VirtualHost>
`,
    },
  ],
};
