import { mpmFacts } from '../catalogue/mpms.ts';
import type { Node } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import { isEditable, replaceWord, wholeDirective } from './edits.ts';
import { type Fix, type RulePage, rule } from './rule.ts';

export default rule({
  id: 'cgi-forked-from-threads',
  title: 'mod_cgi forks from a process of many threads',
  severity: 'information',
  situation: 'legal and harmful',
  mpms: ['event', 'worker'],
  onlyIfMpmIsSure: true,
  directives: ['ThreadsPerChild'],
  *check({ resolution, model }) {
    const mpm = mpmFacts[model.mpm].title;
    const threads = model.settings.get('ThreadsPerChild')?.effective;
    const { loaded } = resolution;
    const cgi = loaded.find(({ identifier, certain }) => identifier === 'cgi_module' && certain);
    // Where both are loaded the one that was registered last serves the scripts.
    if (!cgi || loaded.some(({ identifier }) => identifier === 'cgid_module')) return;
    yield {
      at: wholeDirective(cgi.by),
      message:
        typeof threads === 'number'
          ? say(
              'mod_cgi forks the process that serves the request, under {mpm} one of {threads} threads: mod_cgid forks from a small daemon',
              { mpm, threads },
            )
          : say(
              'mod_cgi forks the process that serves the request, under {mpm} one of many threads: mod_cgid forks from a small daemon',
              { mpm },
            ),
      fixes: [...loadDaemon(cgi.by)],
    };
  },
});

export const page: RulePage = {
  docs: {
    what: `
For each CGI request mod_cgi forks the process that serves it, under event and worker one of \`ThreadsPerChild\` threads.
mod_cgid starts a small daemon before there are threads, and lets that one fork.`,
    why: `
The bigger a process, the longer a fork takes: its page tables are copied, on some systems all of its threads. The manual of
mod_cgid says to use it in the place of mod_cgi whenever a threaded MPM runs; the configuration that httpd installs and
Debian's \`a2enmod cgi\` do that by themselves.`,
    seen: `
\`httpd -M\` lists \`cgi_module\`. With mod_cgid the process list has one more child, the daemon, which is not in
\`server-status\`.`,
    repair: `
Load mod_cgid instead. It makes a socket, \`ScriptSock\`, below \`DefaultRuntimeDir\`; handlers, \`ScriptAlias\` and \`ScriptLog\`
stay as they are. Files that both kinds of servers read choose as httpd's own do: \`<IfModule !mpm_prefork_module>\` around
mod_cgid, \`<IfModule mpm_prefork_module>\` around mod_cgi.`,
  },
  examples: [
    {
      name: 'the module for prefork',
      config: `
LoadModule cgi_module modules/mod_cgi.so
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 information: mod_cgi forks the process that serves the request, under event one of 25 threads: mod_cgid forks from a small daemon
`,
      mpms: ['event'],
      fixed: {
        'Load mod_cgid instead of mod_cgi': `
LoadModule cgid_module modules/mod_cgid.so
`,
      },
    },
    {
      name: 'the module for prefork, 50 threads',
      mpms: ['worker'],
      config: `
ThreadsPerChild 50
LoadModule cgi_module modules/mod_cgi.so
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 information: mod_cgi forks the process that serves the request, under worker one of 50 threads: mod_cgid forks from a small daemon
`,
      fixed: {
        'Load mod_cgid instead of mod_cgi': `
ThreadsPerChild 50
LoadModule cgid_module modules/mod_cgid.so
`,
      },
    },
    {
      name: 'each where it belongs',
      config: `
<IfModule !mpm_prefork_module>
    LoadModule cgid_module modules/mod_cgid.so
</IfModule>
<IfModule mpm_prefork_module>
    LoadModule cgi_module modules/mod_cgi.so
</IfModule>
`,
    },
  ],
};

function* loadDaemon(by: Node): Generator<Fix> {
  const file = by.written.words[1]?.text;
  if (!isEditable(by) || !file?.endsWith('mod_cgi.so')) return;
  yield {
    title: say('Load mod_cgid instead of mod_cgi'),
    edits: [replaceWord(by, 'cgid_module'), replaceWord(by, file.replace(/mod_cgi\.so$/, 'mod_cgid.so'), 1)],
    safe: false,
  };
}
