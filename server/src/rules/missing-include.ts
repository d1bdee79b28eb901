import type { Node, Resolution, Unread } from '../resolve/resolution.ts';
import { likelyName } from '../text/likely-name.ts';
import { say } from '../text/message.ts';
import { argument, isEditable, rename, replaceWord } from './edits.ts';
import { type Finding, type Fix, type RulePage, textRule } from './rule.ts';
import { unreadLines } from './unread-lines.ts';

export default textRule({
  id: 'missing-include',
  title: 'An Include names what is not there',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  general: true,
  seldom: true,
  directives: ['Include', 'IncludeOptional'],
  *check({ resolution }) {
    for (const { node, all } of unreadLines(resolution, ['absent'])) {
      const [unread] = all;
      const finding = unread && findingOf(resolution, node, unread);
      if (finding) yield finding;
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`Include\` stops httpd when the file does not exist, when a folder on the way to it does not, or when a pattern with
\`*\`, \`?\` or \`[…]\` matches nothing. A relative path is below the \`ServerRoot\` that is in force at this line, not in
the folder of the file. \`IncludeOptional\` passes over all of that (config.c, ap_process_fnmatch_configs).

It is certain only where the main file lies where its server reads it: below the \`ServerRoot\` that it sets itself, or
that httpd was built with. In a copy of a configuration the rule says nothing, unless beside the missing name lies one that
differs from it in a letter or two; then it asks, as information.`,
    why: `
A server that runs ends at the next restart, a graceful one too. A file that was renamed, or a package that was removed with
its folder, is enough.`,
    repair: `
Write the name of the file that is there, or create it. Where the file may be missing, write \`IncludeOptional\`.`,
  },
  examples: [
    {
      name: 'a letter too few',
      config: `
Include conf.d/workes.conf
#       ^^^^^^^^^^^^^^^^^^ 💡 error: /etc/apache2/conf.d/workes.conf does not exist: httpd does not start; did you mean workers.conf?
#- conf.d/workers.conf
StartServers 4
`,
      fixed: {
        'Write workers.conf': `
Include conf.d/workers.conf
#- conf.d/workers.conf
StartServers 4
`,
        'Use IncludeOptional': `
IncludeOptional conf.d/workes.conf
#- conf.d/workers.conf
StartServers 4
`,
      },
    },
    {
      name: 'a folder without a match',
      config: `
Include conf.d/*.cnf
#       ^^^^^^^^^^^^ 💡 error: Nothing matches /etc/apache2/conf.d/*.cnf: httpd does not start
#- conf.d/workers.conf
StartServers 4
`,
      fixed: {
        'Use IncludeOptional': `
IncludeOptional conf.d/*.cnf
#- conf.d/workers.conf
StartServers 4
`,
      },
    },
    {
      name: 'no such folder',
      config: `
Include "sites/*.conf"
#       ^^^^^^^^^^^^^^ 💡 error: /etc/apache2/sites does not exist: httpd does not start
`,
      fixed: {
        'Use IncludeOptional': `
IncludeOptional "sites/*.conf"
`,
      },
    },
    {
      name: 'what may be missing',
      config: `
IncludeOptional conf.d/*.conf
IncludeOptional none.conf
`,
    },
  ],
};

function findingOf(resolution: Resolution, node: Node, { path, why, refusal, beside }: Unread): Finding | undefined {
  const near = beside && nameMeant(beside, resolution);
  const at = argument(node);
  const fixes = [...fixesOf(node, beside?.name, near, refusal !== undefined)];
  if (refusal === undefined) {
    if (near === undefined) return undefined;
    const message = say('{path} is not here; did you mean {near}?', { path, near });
    return { at, message, severity: 'information', fixes };
  }
  if (why === 'no match') return { at, message: say('Nothing matches {path}: httpd does not start', { path }), fixes };
  const message =
    near === undefined
      ? say('{path} does not exist: httpd does not start', { path })
      : say('{path} does not exist: httpd does not start; did you mean {near}?', { path, near });
  return { at, message, fixes };
}

function* fixesOf(node: Node, name: string | undefined, near: string | undefined, stops: boolean): Generator<Fix> {
  if (!isEditable(node)) return;
  const written = node.written.words[0]!.text;
  const at = name === undefined ? -1 : written.lastIndexOf(name);
  if (near !== undefined && at >= 0) {
    const text = written.slice(0, at) + near + written.slice(at + name!.length);
    yield { title: say('Write {name}', { name: near }), edits: [replaceWord(node, text)], safe: false };
  }
  if (stops && node.read.key === 'include') {
    yield { title: say('Use IncludeOptional'), edits: [rename(node, 'IncludeOptional')], safe: false };
  }
}

/**
 * The one name that differs by little, not by a number as files of a row do, and that no line reads already. The missing
 * name itself may be among them, as a link that leads nowhere.
 */
function nameMeant(
  { name, names }: NonNullable<Unread['beside']>,
  { files, followed }: Resolution,
): string | undefined {
  const [stem, extension] = parts(name);
  if (stem.length < 3) return undefined;
  const read = new Set([...files.keys(), ...followed.map(({ path }) => path)].map((path) => parts(path).join('')));
  const free = names.filter((each) => each !== name && ![...read].some((path) => path.endsWith(`/${each}`)));
  const alike = free.filter((each) => parts(each)[1] === extension && withoutNumbers(each) !== withoutNumbers(name));
  const meant = likelyName(
    stem,
    alike.map((each) => parts(each)[0]),
  );
  if (meant !== undefined) return meant + extension;
  return free.find((each) => parts(each)[0] === stem && likelyName(extension, [parts(each)[1]]));
}

/** The name, and the dot with what follows it. */
function parts(name: string): readonly [string, string] {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}

function withoutNumbers(name: string): string {
  return name.replace(/\d+/g, '');
}
