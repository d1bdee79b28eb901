import { testOf } from '../catalogue/containers.ts';
import { mpmNamed } from '../catalogue/lookup.ts';
import { mpmFacts } from '../catalogue/mpms.ts';
import { moduleMeantBy } from '../catalogue/wrong-module-names.ts';
import { conditionsAround } from '../resolve/passed-conditions.ts';
import type { Condition } from '../resolve/resolution.ts';
import type { Statement, Word } from '../syntax/line.ts';
import { type Message, say } from '../text/message.ts';
import { aboutMpm, type Translated } from './about.ts';
import type { OpenDocument } from './world.ts';

/** What a conditional section asks, and what it comes to under each MPM; undefined for any other section. */
export function aboutCondition(
  open: OpenDocument,
  statement: Statement,
  word: Word,
  first: number,
  translated: Translated,
): string | undefined {
  const test = testOf(statement.name.text);
  if (test === undefined || statement.kind === 'close') return undefined;
  const verdicts = open.judgement.analyses.flatMap(({ model, resolution }) => {
    const condition = conditionsAround(resolution, { document: open.document, first, last: first }).find(
      (each) => each.first === first,
    );
    return condition ? [`- ${translated(verdictLine(condition, model && mpmFacts[model.mpm].title))}`] : [];
  });
  const argument = statement.words[0]?.text.replace(/^!/, '') ?? '';
  const mpm = test === 'module' ? mpmNamed(argument) : undefined;
  const meant = test === 'module' ? moduleMeantBy(argument) : undefined;
  const parts = [
    word === statement.name ? translated(aboutTest[test](argument)) : undefined,
    mpm && translated(aboutMpm(mpm)),
    meant &&
      translated(
        say(
          'No module is called {argument}: httpd knows it as `{identifier}` and `{sourceFile}`, in this letter case',
          {
            argument,
            identifier: meant.identifier,
            sourceFile: meant.sourceFile,
          },
        ),
      ),
    verdicts.join('\n'),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n') || undefined;
}

const aboutTest: Readonly<Record<NonNullable<ReturnType<typeof testOf>>, (argument: string) => Message>> = {
  module: (argument) =>
    say('Read only if the module `{argument}` is there when this line is reached; letter case counts', { argument }),
  define: (argument) =>
    say('Read only if `{argument}` was defined before, by `Define` or `-D`; letter case counts', { argument }),
  version: () => say('Read only by these versions of httpd'),
  file: (argument) => say('Read only if `{argument}` exists on the server', { argument }),
  directive: (argument) => say('Read only if a loaded module has the directive `{argument}`', { argument }),
  section: (argument) => say('Read only if a loaded module has the section `<{argument}>`', { argument }),
};

function verdictLine({ verdict }: Condition, mpm: string | undefined): Message {
  const under = mpm ? { mpm } : undefined;
  switch (verdict) {
    case 'yes':
      return under ? say('Under {mpm}: read', under) : say('Read');
    case 'no':
      return under ? say('Under {mpm}: skipped', under) : say('Skipped');
    case 'unknown':
      return under ? say('Under {mpm}: the file alone cannot tell', under) : say('The file alone cannot tell');
  }
}
