import { say } from '../text/message.ts';
import { setAll, takeDefault } from './because.ts';
import { wholeDirective } from './edits.ts';
import { plainNumber } from './lines-that-count.ts';
import { type RulePage, rule } from './rule.ts';

/** A gigabyte in kilobytes: more than any thread frees, and a megabyte to whoever counts bytes. */
const unlikely = 2 ** 20;
/** From here on the kilobytes wrap around, of which another rule tells. */
const wraps = 2 ** 22;

export default rule({
  id: 'max-mem-free-in-bytes',
  title: 'MaxMemFree looks like bytes, but counts kilobytes',
  severity: 'information',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork'],
  seldom: 'MaxMemFree',
  directives: ['MaxMemFree'],
  *check({ model }) {
    const setting = model.settings.get('MaxMemFree');
    const at = setting?.by;
    const value = at && setting.asked !== undefined ? plainNumber(at.read.words[0]?.text ?? '') : undefined;
    if (!at || value === undefined || value < unlikely || value >= wraps) return;
    const gigabytes = Math.round((value / unlikely) * 10) / 10;
    const kilobytes = Math.round(value / 1024);
    const title = say('Write {kilobytes}, which is {value} bytes', { kilobytes, value });
    yield {
      at: wholeDirective(at),
      message: say('MaxMemFree {value} counts kilobytes: each worker may keep {gigabytes} GB of freed memory', {
        value,
        gigabytes,
      }),
      arithmetic: [say('{value} KB ÷ 1024 ÷ 1024 = {gigabytes} GB', { value, gigabytes })],
      fixes: [
        ...(value % 1024 === 0 ? setAll(title, model, at, { MaxMemFree: kilobytes }) : []),
        ...takeDefault(model, { setting }),
      ],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`MaxMemFree\` is how much freed memory each allocator may keep for reuse, in kilobytes, and there is an allocator for each
worker thread. A gigabyte and more is as good as no limit.`,
    why: `
Numbers of this size are mostly meant in bytes, to keep the processes small. The processes then stay as large as they ever
became, and nothing says so.`,
    repair: `
Divide by 1024. The default is 2048, which is 2 MB for each thread.`,
  },
  examples: [
    {
      name: 'two megabytes in bytes',
      config: `
MaxMemFree 2097152
#^^^^^^^^^^^^^^^^^ 💡 information: MaxMemFree 2097152 counts kilobytes: each worker may keep 2 GB of freed memory
`,
      fixed: {
        'Write 2048, which is 2097152 bytes': `
MaxMemFree 2048
`,
        'Remove this line: the default is 2048': `
`,
      },
    },
    {
      name: 'two megabytes in kilobytes',
      config: `
MaxMemFree 2048
`,
    },
  ],
};
