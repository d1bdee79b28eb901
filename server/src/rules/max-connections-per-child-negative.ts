import type { Mpm } from '../catalogue/fact.ts';
import type { Occurrence } from '../resolve/resolution.ts';
import { type Message, say } from '../text/message.ts';
import { setAll, writeEffective } from './because.ts';
import { isReadBy } from './blocks.ts';
import { isEditable, wholeDirective } from './edits.ts';
import { plainNumber } from './lines-that-count.ts';
import { type RulePage, rule } from './rule.ts';

export default rule({
  id: 'max-connections-per-child-negative',
  title: 'MaxConnectionsPerChild is negative',
  severity: 'warning',
  situation: 'changed silently',
  mpms: ['event', 'worker', 'prefork', 'winnt'],
  onlyIfMpmIsSure: true,
  directives: ['MaxConnectionsPerChild'],
  *check({ resolution, model }) {
    const setting = model.settings.get('MaxConnectionsPerChild');
    const at = setting?.by;
    const value = at && setting.asked !== undefined ? plainNumber(at.read.words[0]?.text ?? '') : undefined;
    if (!at || value === undefined || value >= 0) return;
    const title = say('Write 0, which lets child processes live on');
    yield {
      at: wholeDirective(at),
      // With threads each child process ends before its first connection (event.c and worker.c, child_main).
      ...((model.mpm === 'event' || model.mpm === 'worker') && { severity: 'error' as const }),
      message: messageOf(model.mpm, value),
      fixes: [
        ...(model.mpm === 'prefork'
          ? writeEffective({ setting, at }, isNoLimit(at) && isReadBy(resolution, model, at) && 'no limit')
          : setAll(title, model, at, { MaxConnectionsPerChild: 0 })),
      ],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
Only 0 means that a child process lives on. What a negative number means depends on the MPM. prefork takes it for 0
(\`prefork.c\`, child_main). event and worker count down from it and find at once that nothing is left: every child process
stops as soon as it has started, and the parent starts the next one. On Windows every connection ends the child process
(\`child.c\`, worker_main).`,
    why: `
\`httpd -t\` says \`Syntax OK\`, the error log shows nothing but the start, and processes come and go. Under event and worker
connections are opened and never answered. -1 for “never” is right in other programs, and was harmless here as long as the
server ran prefork.`,
    seen: `
The process ids of the child processes change every second (\`ps\`, \`server-status\`), and requests get no answer.`,
    repair: `
Write 0, or remove the line: 0 is the default. Where it is known that prefork reads the line, writing 0 for -1 is a safe fix.`,
  },
  examples: [
    {
      name: 'never, as other programs write it',
      mpms: ['event', 'worker'],
      config: `
MaxConnectionsPerChild -1
#^^^^^^^^^^^^^^^^^^^^^^^^ 💡 error: MaxConnectionsPerChild -1 is negative: every child process stops as soon as it has started, and requests get no answer
`,
      fixed: {
        'Write 0, which lets child processes live on': `
MaxConnectionsPerChild 0
`,
      },
    },
    {
      name: 'the same line under prefork',
      mpms: ['prefork'],
      config: `
MaxConnectionsPerChild -1
#^^^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxConnectionsPerChild -1 is negative: prefork takes it for 0, which lets child processes live on
`,
      fixed: {
        'Write 0, the value httpd uses': `
MaxConnectionsPerChild 0
`,
      },
    },
    {
      name: 'on Windows',
      mpms: ['winnt'],
      config: `
MaxConnectionsPerChild -1
#^^^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxConnectionsPerChild -1 is negative: every connection ends the child process that served it
`,
      fixed: {
        'Write 0, which lets child processes live on': `
MaxConnectionsPerChild 0
`,
      },
    },
    {
      name: 'never',
      config: `
MaxConnectionsPerChild 0
`,
    },
  ],
};

function isNoLimit(line: Occurrence): boolean {
  return isEditable(line) && line.written.words[0]?.text === '-1';
}

function messageOf(mpm: Mpm, value: number): Message {
  switch (mpm) {
    case 'prefork':
      return say(
        'MaxConnectionsPerChild {value} is negative: prefork takes it for 0, which lets child processes live on',
        { value },
      );
    case 'winnt':
      return say('MaxConnectionsPerChild {value} is negative: every connection ends the child process that served it', {
        value,
      });
    default:
      return say(
        'MaxConnectionsPerChild {value} is negative: every child process stops as soon as it has started, and requests get no answer',
        { value },
      );
  }
}
