import { directiveNamed } from '../catalogue/lookup.ts';
import { isShippedValue } from '../catalogue/shipped-values.ts';
import type { Occurrence, Resolution } from '../resolve/resolution.ts';
import { fold } from '../text/letter-case.ts';
import { say } from '../text/message.ts';
import { isSure, nameOfLine } from './blocks.ts';
import { isEditable, replaceWord, wholeDirective } from './edits.ts';
import { overruledLines } from './overruled.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'keep-alive-timeout-without-keep-alive',
  title: 'KeepAliveTimeout or MaxKeepAliveRequests is set while KeepAlive is Off',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['KeepAlive', 'KeepAliveTimeout', 'MaxKeepAliveRequests'],
  *check({ resolution }) {
    const off = switchedOff(resolution);
    if (!off) return;
    const overruled = new Set([...overruledLines(resolution)].map(({ line }) => line));
    for (const line of linesOf(resolution, 'KeepAliveTimeout', 'MaxKeepAliveRequests')) {
      if (overruled.has(line) || !isSure(resolution, line.certain, line)) continue;
      const name = line.read.name.text;
      const value = line.read.words[0]?.text ?? '';
      const severity = isShippedValue(directiveNamed(name)!.fact.name, value) ? 'hint' : 'warning';
      yield {
        at: wholeDirective(line),
        message: say('{name} {value} has no effect: KeepAlive is Off at {where}', {
          name,
          value,
          where: nameOfLine(off, line),
        }),
        severity,
        ...(severity === 'hint' && { tag: 'unnecessary' }),
        related: [{ at: wholeDirective(off), message: say('KeepAlive is set here') }],
        fixes: [...switchOn(off, line)],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
With \`KeepAlive Off\` httpd closes each connection after one response. \`KeepAliveTimeout\` and \`MaxKeepAliveRequests\` say how
long and for how many requests a connection is kept, so neither has an effect. Virtual hosts inherit \`KeepAlive Off\` from the
server; as soon as one of them has \`KeepAlive On\` nothing is said, because it inherits the two numbers as well.`,
    why: `
Someone who lowers \`KeepAliveTimeout\` here wonders why nothing changes. With the values that distributions ship, and that are
often left in place, the line is only faded.`,
    repair: `
Set \`KeepAlive On\`, which is httpd's default, or remove the line. Under event an idle kept connection holds no worker; under
prefork and worker a \`KeepAliveTimeout\` of one to five seconds is a good compromise.`,
  },
  examples: [
    {
      name: 'a time-out for connections that are not kept',
      config: `
KeepAlive Off
KeepAliveTimeout 2
#^^^^^^^^^^^^^^^^^ 💡 warning: KeepAliveTimeout 2 has no effect: KeepAlive is Off at httpd.conf:1
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Set KeepAlive On at httpd.conf:1': `
KeepAlive On
KeepAliveTimeout 2
`,
      },
    },
    {
      name: 'the usual number, in a virtual host that inherits Off',
      config: `
<VirtualHost *:80>
  MaxKeepAliveRequests 100
# ^^^^^^^^^^^^^^^^^^^^^^^^ 💡 hint: MaxKeepAliveRequests 100 has no effect: KeepAlive is Off at httpd.conf:4
</VirtualHost>
KeepAlive off
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Set KeepAlive On at httpd.conf:4': `
<VirtualHost *:80>
  MaxKeepAliveRequests 100
</VirtualHost>
KeepAlive On
`,
      },
    },
    {
      name: 'a virtual host that keeps connections',
      config: `
KeepAlive Off
KeepAliveTimeout 2
<VirtualHost *:80>
  KeepAlive On
</VirtualHost>
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],
};

/** The line that switches it off for the server, if no line switches it on, or may do so, for a virtual host. */
function switchedOff(resolution: Resolution): Occurrence | undefined {
  const lines = linesOf(resolution, 'KeepAlive');
  const off = lines.findLast(({ section }) => !section);
  const isOff = (line: Occurrence) =>
    isSure(resolution, line.certain, line) && fold(line.read.words[0]?.text ?? '') === 'off';
  return off && isOff(off) && lines.every((line) => !line.section || isOff(line)) ? off : undefined;
}

function linesOf({ occurrences }: Resolution, ...names: readonly string[]): readonly Occurrence[] {
  return occurrences.filter(({ read }) => names.includes(directiveNamed(read.key)?.fact.name ?? ''));
}

function* switchOn(off: Occurrence, line: Occurrence): Generator<Fix> {
  if (!isEditable(off)) return;
  const title = say('Set KeepAlive On at {where}', { where: nameOfLine(off, line) });
  yield { title, edits: [replaceWord(off, 'On')], safe: false };
}
