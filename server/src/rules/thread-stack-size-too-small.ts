import type { MpmModel, Setting } from '../mpm/model.ts';
import { say } from '../text/message.ts';
import { setAll, takeDefault } from './because.ts';
import { wholeDirective } from './edits.ts';
import { plainNumber } from './lines-that-count.ts';
import { type Fix, type RulePage, rule } from './rule.ts';

/** PTHREAD_STACK_MIN of glibc on x86-64, in bytes. */
const leastOfSystem = 16_384;
/** Bytes up to which a httpd with the usual modules was seen to crash; 49152 was enough. */
const crashes = 32_768;

export default rule({
  id: 'thread-stack-size-too-small',
  title: 'ThreadStackSize is too small for a thread',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker'],
  onlyIfMpmIsSure: true,
  seldom: 'ThreadStackSize',
  directives: ['ThreadStackSize'],
  *check({ model }) {
    const setting = model.settings.get('ThreadStackSize');
    const at = setting?.by;
    const value = at && setting.asked !== undefined ? plainNumber(at.read.words[0]?.text ?? '') : undefined;
    if (!at || value === undefined || value < 1 || value > crashes) return;
    yield {
      at: wholeDirective(at),
      ...(value >= leastOfSystem && { severity: 'error' as const }),
      message:
        value < leastOfSystem
          ? say(
              'ThreadStackSize {value} is less than the {least} bytes that Linux asks for: threads get the size that the system gives',
              { value, least: leastOfSystem },
            )
          : say('ThreadStackSize {value} is so little that child processes crash with the usual modules', { value }),
      fixes: [...takeDefault(model, { setting }), ...(value < leastOfSystem ? inBytes(model, setting, value) : [])],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`ThreadStackSize\` counts bytes. Linux refuses less than 16384 for a thread, and httpd then runs with the size that the
system gives, mostly 8 MB. From 16384 on it takes what is written, and with the usual modules child processes crash up to
32768, because functions of httpd keep buffers of 8192 bytes on the stack.`,
    why: `
A number such as 8 or 8192 was mostly meant as megabytes or kilobytes. \`httpd -t\` says nothing; the error log says at level
warn, once for each child process, \`AH02436: WARNING: ThreadStackSize of 8192 is inappropriate, using default\` (worker:
AH02435). Where the stack is taken and too small, the log has \`AH00052: child pid … exit signal Segmentation fault (11)\`.`,
    repair: `
Write bytes, 65536 or more, or take the line away: the system's size is address space of which only what is used costs
memory.`,
  },
  examples: [
    {
      name: 'kilobytes instead of bytes',
      config: `
ThreadStackSize 8192
#^^^^^^^^^^^^^^^^^^^ 💡 warning: ThreadStackSize 8192 is less than the 16384 bytes that Linux asks for: threads get the size that the system gives
`,
      fixed: {
        'Remove this line: the default is 0': `
`,
        'Write 8388608, 8192 kilobytes in bytes': `
ThreadStackSize 8388608
`,
      },
    },
    {
      name: 'megabytes instead of bytes',
      config: `
ThreadStackSize 8
#^^^^^^^^^^^^^^^^ 💡 warning: ThreadStackSize 8 is less than the 16384 bytes that Linux asks for: threads get the size that the system gives
`,
      fixed: {
        'Remove this line: the default is 0': `
`,
        'Write 8388608, 8 megabytes in bytes': `
ThreadStackSize 8388608
`,
      },
    },
    {
      name: 'a stack that is taken and does not do',
      config: `
ThreadStackSize 16384
#^^^^^^^^^^^^^^^^^^^^ 💡 error: ThreadStackSize 16384 is so little that child processes crash with the usual modules
`,
      fixed: {
        'Remove this line: the default is 0': `
`,
      },
    },
    {
      name: 'a quarter of a megabyte',
      config: `
ThreadStackSize 262144
`,
    },
  ],
};

/** The number in the unit that was most likely meant: megabytes below 64, which is less than any stack in kilobytes. */
function inBytes(model: MpmModel, setting: Setting, value: number): Generator<Fix> {
  const bytes = value < 64 ? value * 2 ** 20 : value * 1024;
  const title =
    value < 64
      ? say('Write {bytes}, {value} megabytes in bytes', { bytes, value })
      : say('Write {bytes}, {value} kilobytes in bytes', { bytes, value });
  return setAll(title, model, setting.by!, { ThreadStackSize: bytes });
}
