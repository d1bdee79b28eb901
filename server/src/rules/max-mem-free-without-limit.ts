import { say } from '../text/message.ts';
import { setAll } from './because.ts';
import { wholeDirective } from './edits.ts';
import { type RulePage, rule } from './rule.ts';
import { lineOf, unchanged } from './written.ts';

/** The default since 2.3.16, in kilobytes (manual, MaxMemFree). */
const usual = 2048;

export default rule({
  id: 'max-mem-free-without-limit',
  title: 'MaxMemFree 0 keeps all memory, where it seems to keep none',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker', 'prefork', 'winnt'],
  seldom: 'MaxMemFree',
  directives: ['MaxMemFree'],
  *check({ model }) {
    const values = unchanged(model, 'MaxMemFree');
    const at = lineOf(model, 'MaxMemFree');
    if (!values || !at || values.MaxMemFree !== 0) return;
    yield {
      at: wholeDirective(at),
      message: say(
        'MaxMemFree 0 is no limit: a worker keeps all the memory that its biggest request took, where the default keeps {usual} KB',
        { usual },
      ),
      fixes: [
        ...setAll(say('Keep at most {usual} KB: MaxMemFree {usual}', { usual }), model, at, { MaxMemFree: usual }),
      ],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`MaxMemFree\` is how many kilobytes of freed memory an allocator of a child process may keep for the next request before it
gives the rest back to the system. 0 does not mean none: it means no limit, and was the default before httpd 2.3.16. Every
thread has such an allocator, under event every connection that is kept ready.`,
    why: `
One big request is enough for an allocator to hold what it took as long as the process lives; with time each of the workers
has served one. Processes grow and never shrink, which looks like a leak.`,
    seen: `
\`Rss\` in \`/proc/PID/status\` of the children rises to a height and stays there when the load is gone.`,
    repair: `
Take the line out, or write the default of 2048. A smaller number gives back more and costs more calls to the system.`,
  },
  examples: [
    {
      name: 'nothing to be kept, it seems',
      config: `
MaxMemFree 0
#^^^^^^^^^^^ 💡 information: MaxMemFree 0 is no limit: a worker keeps all the memory that its biggest request took, where the default keeps 2048 KB
`,
      fixed: {
        'Keep at most 2048 KB: MaxMemFree 2048': `
MaxMemFree 2048
`,
      },
    },
    {
      name: 'little',
      config: `
MaxMemFree 100
`,
    },
  ],
};
