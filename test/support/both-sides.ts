import { tmpdir } from 'node:os';
import { ask, type Httpd, loadLine } from '../../scripts/ask-httpd.ts';
import { type Analysis, analyse } from '../../server/src/analyse.ts';
import type { Mpm } from '../../server/src/catalogue/fact.ts';
import { defaultTarget } from '../../server/src/resolve/snapshot.ts';
import { rules } from '../../server/src/rules/index.ts';
import { startupOf } from '../../server/src/startup.ts';
import { openDocument } from '../../server/src/syntax/document.ts';

/** What one side says of a configuration: lines without time stamps and paths, and how it ends. */
export interface Said {
  readonly lines: readonly string[];
  readonly exit: number | null;
}

/** The file that `ask` writes, which is another each time. */
const ownFile = new RegExp(`${tmpdir()}/apache-mpm-\\w+/httpd\\.conf`, 'g');

/** Our analysis of a text that is all that a httpd with this MPM reads. */
export function judgedAlone(mpm: Mpm | undefined, text: string): Analysis {
  const document = openDocument('file:///somewhere/httpd.conf', text);
  const environment = new Map([['PATH', process.env.PATH ?? '']]);
  const target = { ...defaultTarget, environment, whole: true, ...(mpm && { mpm }) };
  return analyse({ path: '/somewhere/httpd.conf', document, target, found: new Map() }, rules);
}

/** What our engine says that `httpd -t` prints. */
export function startupUnder(mpm: Mpm | undefined, text: string): Said {
  const { snapshot, resolution, model } = judgedAlone(mpm, text);
  const { lines, exit } = startupOf(snapshot, resolution, model);
  return { lines: lines.map((line) => line.replaceAll('/somewhere/httpd.conf', 'FILE')), exit };
}

/** What the real one prints, its own name as our engine has it by default. */
export function saidByHttpd(httpd: Httpd, mpm: Mpm | undefined, text: string): Said {
  const load = mpm ? ['-C', loadLine(httpd, `mpm_${mpm}`)] : [];
  const { stderr, status } = ask(httpd, text, '-t', ...load, '-C', 'ErrorLog /dev/null');
  const lines = stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      line
        .replace(/^\[\w{3} \w{3} \d[^\]]*\] /, '')
        .replace(/\[pid [^\]]*\] /, '')
        .replaceAll(ownFile, 'FILE')
        .replace(/^(AH00534: )?(apache2|httpd): /, '$1apache2: '),
    );
  return { lines, exit: status };
}
