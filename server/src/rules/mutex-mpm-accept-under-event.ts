import { placeIn } from '../resolve/places.ts';
import type { Node, Problem } from '../resolve/resolution.ts';
import { say } from '../text/message.ts';
import type { Place } from '../text/place.ts';
import { isPlain, wrapIn } from './line-edits.ts';
import { withoutName } from './mutex-names.ts';
import { codeOf, refusalsOf } from './refusals.ts';
import { type Fix, type RulePage, textRule } from './rule.ts';

export default textRule({
  id: 'mutex-mpm-accept-under-event',
  title: 'Mutex names the accept mutex, which event does not have',
  severity: 'error',
  situation: 'will not start',
  mpms: ['event'],
  seldom: true,
  directives: ['Mutex'],
  *check({ resolution }) {
    for (const problem of refusalsOf(resolution, 'value')) {
      const { node } = problem;
      if (!isAboutAcceptMutex(problem)) continue;
      yield {
        at: placeOfName(node),
        message: say('event has no mutex of the name mpm-accept: httpd does not start'),
        ...codeOf(problem),
        fixes: isPlain(node) ? [...fixesOf(node)] : [],
      };
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
Under worker and prefork the processes take turns at accepting connections, by a mutex of the name \`mpm-accept\`. Under event
they do not, there is no such mutex, and \`Mutex\` refuses a name that no module has registered (\`util_mutex.c, ap_set_mutex\`).`,
    why: `
A line such as \`Mutex sem mpm-accept\` was good advice for prefork and for \`AcceptMutex\` of 2.2. After the change to event
httpd does not start with it.`,
    repair: `
Take the name or the line away, or put the line into a condition.`,
  },
  examples: [
    {
      name: 'kept from prefork',
      config: `
Mutex posixsem mpm-accept
#              ^^^^^^^^^^ 💡 error: event has no mutex of the name mpm-accept: httpd does not start
`,
      fixed: {
        'Remove the line': '',
        'Pass over it under event: <IfModule !mpm_event_module>': `
<IfModule !mpm_event_module>
    Mutex posixsem mpm-accept
</IfModule>
`,
      },
    },
    {
      name: 'among others',
      config: `
Mutex sem default mpm-accept
#                 ^^^^^^^^^^ 💡 error: event has no mutex of the name mpm-accept: httpd does not start
`,
      fixed: {
        'Remove mpm-accept': `
Mutex sem default
`,
        'Pass over it under event: <IfModule !mpm_event_module>': `
<IfModule !mpm_event_module>
    Mutex sem default mpm-accept
</IfModule>
`,
      },
    },
    {
      name: 'all mutexes',
      config: `
Mutex sem default
`,
    },
  ],
};

/** Whether httpd refuses a `Mutex` line because it names the accept mutex. */
function isAboutAcceptMutex({ node, word }: Problem): boolean {
  return node.read.key === 'mutex' && word !== undefined && node.read.words[word]?.text === 'mpm-accept';
}

function indexOfName({ written }: Node): number {
  return written.words.findIndex(({ text }) => text === 'mpm-accept');
}

function placeOfName(node: Node): Place {
  const { written } = node;
  const word = written.words[indexOfName(node)];
  return placeIn(node, word?.start ?? written.name.start, word?.end ?? written.rest.end);
}

function* fixesOf(node: Node): Generator<Fix> {
  yield withoutName(node, indexOfName(node));
  const title = say('Pass over it under {mpm}: <IfModule !{identifier}>', {
    mpm: 'event',
    identifier: 'mpm_event_module',
  });
  yield { title, edits: wrapIn(node, '<IfModule !mpm_event_module>', '</IfModule>'), safe: false };
}
