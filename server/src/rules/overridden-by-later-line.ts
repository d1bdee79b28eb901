import { say } from '../text/message.ts';
import { nameOfLine } from './blocks.ts';
import { wholeDirective } from './edits.ts';
import { fixesOf, overruledLines, severityOf } from './overruled.ts';
import { type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'overridden-by-later-line',
  title: 'A later line sets the directive again',
  severity: 'warning',
  situation: 'no effect',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  directives: ['MaxRequestWorkers', 'ThreadsPerChild', 'ServerLimit', 'StartServers', 'KeepAliveTimeout'],
  *check({ resolution }) {
    for (const overruled of overruledLines(resolution)) {
      const { fact, line, by, sameValue } = overruled;
      if (line.read.key !== by.read.key) continue;
      const [value = '', winner = ''] = [line, by].map(({ read }) => read.words[0]?.text);
      const values = { name: fact.name, value, winner, where: nameOfLine(by, line) };
      const severity = severityOf(overruled);
      yield {
        at: wholeDirective(line),
        message: sameValue
          ? say('{name} {value} is set again at {where}', values)
          : say('{name} {value} has no effect: {where} sets {winner}', values),
        severity,
        ...(severity === 'hint' && { tag: 'unnecessary' }),
        related: [{ at: wholeDirective(by), message: say('This line counts') }],
        fixes: [...fixesOf(overruled)],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Of a directive that holds one value, httpd keeps what the last line says, in the order in which it reads the files: an
\`Include\` stands for the lines of its file, a pattern such as \`conf-enabled/*.conf\` for the files in the order of their
names. The earlier line counts for nothing. A virtual host has its own last line.`,
    why: `
httpd says nothing about it. A number that is raised in \`mods-enabled/mpm_event.conf\` stays without effect while a file
in \`conf-enabled\`, which Debian reads later, sets it too. Directives that add up, such as \`Listen\`, are left out. It is only
a hint, and the line is faded, where the value is the same, where a line of the same file for one MPM or another condition
follows, and where a file of a package, such as \`mods-enabled/mpm_event.conf\`, \`extra/httpd-default.conf\` or Debian's
\`apache2.conf\`, has the value that it came with overruled by another file. The other way round, where such a line undoes
the value of somebody's own file, it is a warning, however usual that value is.`,
    repair: `
Keep one of the two lines. To find all lines of a directive, ask the editor for its references. Removing the earlier line is
a safe fix only where both say the same value and no comment stands directly above it.`,
  },
  examples: [
    {
      name: 'a line that was forgotten',
      config: `
MaxRequestWorkers 200
#^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 200 has no effect: httpd.conf:3 sets 100
StartServers 2
MaxRequestWorkers 100
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Remove this line': `
StartServers 2
MaxRequestWorkers 100
`,
        'Keep 200: write it at httpd.conf:3 and remove this line': `
StartServers 2
MaxRequestWorkers 200
`,
      },
    },
    {
      name: 'files that are read one after the other',
      config: `
Include mods-enabled/*.conf
Include conf-enabled/*.conf
#- mods-enabled/mpm.conf
# The stock value
StartServers      2
#^^^^^^^^^^^^^^^^^^ 💡 hint: StartServers 2 has no effect: conf-enabled/tuning.conf:2 sets 4
# A value of somebody's own
MaxRequestWorkers 200
#^^^^^^^^^^^^^^^^^^^^ 💡 warning: MaxRequestWorkers 200 has no effect: conf-enabled/tuning.conf:1 sets 100
#- conf-enabled/tuning.conf
MaxRequestWorkers 100
StartServers 4
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Keep 2: write it at conf-enabled/tuning.conf:2 and remove this line': `
Include mods-enabled/*.conf
Include conf-enabled/*.conf
#- mods-enabled/mpm.conf
# The stock value
# A value of somebody's own
MaxRequestWorkers 200
#- conf-enabled/tuning.conf
MaxRequestWorkers 100
StartServers 2
`,
        'Keep 200: write it at conf-enabled/tuning.conf:1 and remove this line': `
Include mods-enabled/*.conf
Include conf-enabled/*.conf
#- mods-enabled/mpm.conf
# The stock value
StartServers      2
# A value of somebody's own
#- conf-enabled/tuning.conf
MaxRequestWorkers 200
StartServers 4
`,
      },
    },
    {
      name: 'files of people that a line of the main file undoes',
      config: `
Include conf-enabled/*.conf
Timeout 60
KeepAliveTimeout 5
#- conf-enabled/timeout.conf
Timeout 300
#^^^^^^^^^^ 💡 warning: Timeout 300 has no effect: httpd.conf:2 sets 60
KeepAliveTimeout 5
#^^^^^^^^^^^^^^^^^ hint: KeepAliveTimeout 5 is set again at httpd.conf:3
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Keep 300: write it at httpd.conf:2 and remove this line': `
Include conf-enabled/*.conf
Timeout 300
KeepAliveTimeout 5
#- conf-enabled/timeout.conf
KeepAliveTimeout 5
`,
      },
    },
    {
      name: 'a value for all MPMs, and the same one again',
      config: `
StartServers 2
#^^^^^^^^^^^^^ 💡 hint: StartServers 2 has no effect: httpd.conf:4 sets 4
<IfModule mpm_event_module>
  StartServers 3
# ^^^^^^^^^^^^^^ 💡 warning: StartServers 3 has no effect: httpd.conf:4 sets 4
  StartServers 4
</IfModule>
KeepAlive on
#^^^^^^^^^^^ 💡 hint: KeepAlive on is set again at httpd.conf:7
KeepAlive On
`,
      mpms: ['event'],
      fixed: {
        'Keep 2: write it at httpd.conf:4 and remove this line': `
<IfModule mpm_event_module>
  StartServers 3
  StartServers 2
</IfModule>
KeepAlive on
KeepAlive On
`,
        'Keep 3: write it at httpd.conf:4 and remove this line': `
StartServers 2
<IfModule mpm_event_module>
  StartServers 3
</IfModule>
KeepAlive on
KeepAlive On
`,
        'Remove this line': `
StartServers 2
<IfModule mpm_event_module>
  StartServers 3
  StartServers 4
</IfModule>
KeepAlive On
`,
      },
    },
    {
      name: 'lines that add up, and virtual hosts',
      config: `
Listen 80
Listen 8080
KeepAliveTimeout 5
<VirtualHost *:80>
  KeepAliveTimeout 2
</VirtualHost>
<VirtualHost *:8080>
  KeepAliveTimeout 3
</VirtualHost>
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],
};
