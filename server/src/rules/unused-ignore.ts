import { say } from '../text/message.ts';
import { replaceIn, withoutId, wordIn } from './ignore-edits.ts';
import { commentRule, type Finding, type Fix, type ReviewedComment, type ReviewedId, type RulePage } from './rule.ts';

export default commentRule({
  id: 'unused-ignore',
  title: 'A comment ignores what is not found',
  severity: 'hint',
  situation: 'better form',
  mpms: ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'],
  seldom: true,
  directives: [],
  *review(comments) {
    for (const reviewed of comments) {
      if (reviewed.comment.covers === undefined) yield wrongForm(reviewed);
      else if (reviewed.ids.length === 0) yield withoutNames(reviewed);
      else for (const id of reviewed.ids) yield* aboutId(reviewed, id);
    }
  },
});

export const page: RulePage = {
  docs: {
    what: `
\`# apache-mpm-ignore RULE: reason\` silences a rule from there to the next line that is no comment; where that line opens a
section, to the end of it. \`# apache-mpm-ignore-file RULE: reason\` silences it in the whole file. Here the rule finds
nothing in these lines, or there is no rule of that name.`,
    why: `
An ignore that outlives its reason silences the next mistake that somebody makes there. One with a misspelt name silences
nothing; that is a warning. Lines that were read under no MPM prove nothing, and comments on them are left alone.`,
    repair: `
Remove the comment, or the one name of several, or write the right name. If the finding depends on a file that is not
looked at, keep the comment and name this rule in it too. Removing it is a safe fix only where all of its names are rules, it
gives no reason, and the configuration loads an MPM. Of the lines under a comment that names no rule, or one that there is
not, no fix is safe.`,
  },
  examples: [
    {
      name: 'the value was repaired, the comment stayed',
      config: `
# apache-mpm-ignore max-request-workers-above-server-limit: until the new machine is there
#                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 hint: max-request-workers-above-server-limit finds nothing here: the comment ignores nothing
MaxRequestWorkers 200
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Remove the comment': `
MaxRequestWorkers 200
`,
      },
    },
    {
      name: 'the same without a reason',
      config: `
# apache-mpm-ignore not-a-number
#                   ^^^^^^^^^^^^ 💡 hint: not-a-number finds nothing here: the comment ignores nothing
MaxRequestWorkers 200
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Remove the comment': `
MaxRequestWorkers 200
`,
      },
    },
    {
      name: 'one of two names is not needed, another is misspelt',
      config: `
# apache-mpm-ignore not-a-number, deprecated-directive-name
#                   ^^^^^^^^^^^^ 💡 hint: not-a-number finds nothing here: the comment ignores nothing
MaxClients 200
# apache-mpm-ignore-file not-a-numbr: words of the template
#                        ^^^^^^^^^^^ 💡 warning: No rule is called not-a-numbr: the comment ignores nothing
MaxConnectionsPerChild 10k
`,
      mpms: ['event', 'worker', 'prefork'],
      fixed: {
        'Remove not-a-number from the comment': `
# apache-mpm-ignore deprecated-directive-name
MaxClients 200
# apache-mpm-ignore-file not-a-numbr: words of the template
MaxConnectionsPerChild 10k
`,
        'Ignore not-a-number': `
# apache-mpm-ignore not-a-number, deprecated-directive-name
MaxClients 200
# apache-mpm-ignore-file not-a-number: words of the template
MaxConnectionsPerChild 10k
`,
        'Remove the comment': `
# apache-mpm-ignore not-a-number, deprecated-directive-name
MaxClients 200
MaxConnectionsPerChild 10k
`,
      },
    },
    {
      name: 'no rule is named',
      config: `
# apache-mpm-ignore
# ^^^^^^^^^^^^^^^^^ 💡 warning: The comment names no rule: it ignores nothing
StartServers 3
`,
      fixed: {
        'Remove the comment': `
StartServers 3
`,
      },
      mpms: ['event', 'worker', 'prefork'],
    },
    {
      name: 'a form that there is not',
      config: `
# apache-mpm-ignore-next-line not-a-number: counted in thousands
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 💡 warning: There is no apache-mpm-ignore-next-line, only apache-mpm-ignore and apache-mpm-ignore-file: the comment ignores nothing
MaxConnectionsPerChild 10k
`,
      fixed: {
        'Write apache-mpm-ignore': `
# apache-mpm-ignore not-a-number: counted in thousands
MaxConnectionsPerChild 10k
`,
        'Remove the comment': `
MaxConnectionsPerChild 10k
`,
      },
      mpms: ['event', 'worker', 'prefork'],
    },
    {
      name: 'comments that are needed',
      config: `
# apache-mpm-ignore not-a-number: rounds down on purpose
MaxConnectionsPerChild 10k
# apache-mpm-ignore deprecated-directive-name: shared with servers of httpd 2.2
<IfModule mpm_EVENT.c>
  MaxClients 100
</IfModule>
`,
      mpms: ['event', 'worker', 'prefork'],
    },
  ],
};

const removal = (comment: ReviewedComment['comment'], safe: Fix['safe']): Fix => ({
  title: say('Remove the comment'),
  edits: [withoutId(comment)],
  safe,
});

function wrongForm({ comment }: ReviewedComment): Finding {
  const { keyword } = comment;
  return {
    at: wordIn(comment, keyword),
    severity: 'warning',
    message: say(
      'There is no {keyword}, only apache-mpm-ignore and apache-mpm-ignore-file: the comment ignores nothing',
      { keyword: keyword.text },
    ),
    fixes: [
      {
        title: say('Write apache-mpm-ignore'),
        edits: [replaceIn(comment, keyword, 'apache-mpm-ignore')],
        safe: false,
      },
      removal(comment, false),
    ],
  };
}

function withoutNames({ comment }: ReviewedComment): Finding {
  return {
    at: wordIn(comment, comment.keyword),
    severity: 'warning',
    message: say('The comment names no rule: it ignores nothing'),
    fixes: [removal(comment, false)],
  };
}

function* aboutId({ comment, ids, fragment }: ReviewedComment, id: ReviewedId): Generator<Finding> {
  const { word, state, likely } = id;
  if (state !== 'unused' && state !== 'unknown') return;
  // The other files of a configuration may make the finding, so that only the person knows; and a reason, also one without
  // its colon, which reads as names that no rule has, is a person's knowledge.
  const isKnown = ids.every((each) => each.state !== 'unknown');
  const safe = state === 'unused' && !fragment && isKnown && !comment.hasReason && 'unused ignore';
  const rest: Fix =
    ids.length === 1
      ? removal(comment, safe)
      : {
          title: say('Remove {id} from the comment', { id: word.text }),
          edits: [withoutId(comment, word)],
          safe,
        };
  const right: Fix[] = likely
    ? [
        {
          title: say('Ignore {likely}', { likely }),
          edits: [replaceIn(comment, word, likely)],
          safe: false,
        },
      ]
    : [];
  const at = wordIn(comment, word);
  yield state === 'unused'
    ? {
        at,
        message: say('{id} finds nothing here: the comment ignores nothing', { id: word.text }),
        fixes: [rest],
        tag: 'unnecessary',
      }
    : {
        at,
        severity: 'warning',
        message: say('No rule is called {id}: the comment ignores nothing', { id: word.text }),
        fixes: [...right, rest],
      };
}
