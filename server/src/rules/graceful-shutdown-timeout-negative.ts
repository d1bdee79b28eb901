import { say } from '../text/message.ts';
import { takeDefault } from './because.ts';
import { wholeDirective } from './edits.ts';
import { plainNumber } from './lines-that-count.ts';
import { type RulePage, rule } from './rule.ts';

export default rule({
  id: 'graceful-shutdown-timeout-negative',
  title: 'GracefulShutdownTimeout is negative',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork'],
  seldom: 'GracefulShutdownTimeout',
  directives: ['GracefulShutdownTimeout'],
  *check({ model }) {
    const setting = model.settings.get('GracefulShutdownTimeout');
    const at = setting?.by;
    const value = at && setting.asked !== undefined ? plainNumber(at.read.words[0]?.text ?? '') : undefined;
    if (!at || value === undefined || value >= 0) return;
    yield {
      at: wholeDirective(at),
      message: say('GracefulShutdownTimeout {value} is negative: a graceful stop cuts requests off after one second', {
        value,
      }),
      fixes: [...takeDefault(model, { setting })],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
After a graceful stop httpd waits for running requests, \`GracefulShutdownTimeout\` seconds at most, with 0 without limit. It
looks once in a second whether the time is over, and a negative time is over when it looks for the first time. At a graceful
restart the directive does nothing: processes of before stay until their last request is done, however long that takes.`,
    why: `
Read as “no limit” it does the opposite: the requests that were to be finished are cut off after one second. Containers are
stopped this way, with SIGWINCH. There is no message.`,
    seen: `
The error log has \`caught SIGWINCH, shutting down gracefully\` and the parent ends its children a second later.`,
    repair: `
Write 0 to wait for the last request, or the seconds for which to wait.`,
  },
  examples: [
    {
      name: 'no limit, as other programs write it',
      config: `
GracefulShutdownTimeout -1
#^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: GracefulShutdownTimeout -1 is negative: a graceful stop cuts requests off after one second
`,
      fixed: {
        'Remove this line: the default is 0': `
`,
      },
    },
    {
      name: 'until the last request is answered',
      config: `
GracefulShutdownTimeout 0
`,
    },
  ],
};
