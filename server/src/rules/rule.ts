import type { Mpm } from '../catalogue/fact.ts';
import type { MpmModel } from '../mpm/model.ts';
import type { Resolution } from '../resolve/resolution.ts';
import type { Word } from '../syntax/line.ts';
import type { Message } from '../text/message.ts';
import type { Edit, Place } from '../text/place.ts';
import type { IgnoreComment } from './ignore-comments.ts';
import type { SafeFixKind } from './safe-fix-kinds.ts';

/**
 * As people should take it. error: httpd, or the program whose file it is, does not start, ends, or answers no request; of
 * a line in .htaccess, none below its folder. warning: it runs other values than those written, passes something over, or
 * fails for certain once all workers are in use. information: legal, but a known trap. hint: style.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** The least first. */
export const severities: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

/** What a person meets when the offence is made; the index of the rules is ordered by it. */
export type Situation =
  | 'will not start'
  | 'changed aloud'
  | 'changed silently'
  | 'no effect'
  | 'legal and harmful'
  | 'better form';

export interface Fix {
  readonly title: Message;
  readonly edits: readonly Edit[];
  /**
   * Which safe fix it is: one that changes nothing that httpd runs and nothing that its author meant. False where a person
   * has to decide. A fix of an error is none but for the byte order mark: it starts something that did not run.
   */
  readonly safe: SafeFixKind | false;
  /** Set where it is evident what was meant, and this fix writes it: editors offer it before others, safe or not. */
  readonly preferred?: true;
}

export interface Related {
  readonly at: Place;
  readonly message: Message;
}

export interface Finding {
  readonly at: Place;
  readonly message: Message;
  readonly fixes?: readonly Fix[];
  /** Where less is certain than the rule's own severity says, or more. */
  readonly severity?: Severity;
  /** The code under which httpd says the same, where it is not that of the step with the rule's name. */
  readonly httpd?: string;
  /** How the numbers of the message come about, one step each; shown on hover. */
  readonly arithmetic?: readonly Message[];
  /** How editors may show the text: faded, or struck through. */
  readonly tag?: 'unnecessary' | 'deprecated';
  readonly related?: readonly Related[];
}

/** A configuration on which the rule is shown. It runs: in the tests, and in the real httpd. */
export interface Example {
  readonly name: string;
  /** The MPMs under which it holds; those of the rule when absent. */
  readonly mpms?: readonly Mpm[];
  /** Whether the configuration loads an MPM itself, or none: then httpd has none before the first line. */
  readonly loadsMpm?: boolean;
  /** The name of its first file, where that decides what it is. */
  readonly mainFile?: '.htaccess';
  /**
   * With the findings as annotations; none where the rule finds nothing. A line `#- PATH` begins another file, relative
   * to the folder of the first.
   */
  readonly config: string;
  /** By the title of a fix, the text that it makes, all files together. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/**
 * What people read of a rule, beside its title. It stands in the rule's file under the name `page`, apart from the rule, so
 * that a bundle which shows no pages leaves it out.
 */
export interface RulePage {
  /** Markdown under fixed headings. */
  readonly docs: {
    readonly what: string;
    readonly why: string;
    readonly repair: string;
    /** How it shows on a running server: log lines, `server-status`, commands. */
    readonly seen?: string;
  };
  readonly examples: readonly Example[];
}

/** What a rule may look at. */
export interface Evidence {
  readonly resolution: Resolution;
  readonly model: MpmModel;
}

interface Definition<Seen> {
  /** The offence in words; also the name of the file, of the page and of the setting. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly situation: Situation;
  /** The MPMs that the rule is about; none for a rule about a httpd that has no MPM. */
  readonly mpms: readonly Mpm[];
  /** Set where the rule is about httpd in general: people may leave it to another tool. */
  readonly general?: true;
  /**
   * Set where lines that every MPM reads are judged by what one of them does. Nothing is said then of a file that may be
   * read by several MPMs.
   */
  readonly onlyIfMpmIsSure?: true;
  /**
   * Set where the rule has nothing to say unless httpd refuses, corrects, remarks on or does not read something, or somebody
   * tells us something, in a comment or in settings; a directive, where it has nothing to say unless that is written. Until
   * then it need not even be loaded.
   */
  readonly seldom?: true | string;
  /** Set where the rule is about per-directory files such as `.htaccess`: it is asked of no other. */
  readonly perDirectory?: true;
  readonly directives: readonly string[];
  /** Looks and tells; edits, logs and remembers nothing. */
  readonly check: (evidence: Seen) => Iterable<Finding>;
}

/** A comment that silences rules, when all of them were asked. */
export interface ReviewedComment {
  readonly comment: IgnoreComment;
  readonly ids: readonly ReviewedId[];
  /** Whether more files may belong to the configuration, which may need what this one does not. */
  readonly fragment: boolean;
}

/** A name in such a comment. */
export interface ReviewedId {
  readonly word: Word;
  /** `untold` where lines that it covers were read under no MPM, so that there may be findings. */
  readonly state: 'used' | 'unused' | 'untold' | 'unknown';
  /** The rule that an unknown name may mean. */
  readonly likely?: string;
}

/** A rule as it is asked: with a model where httpd would start with exactly one MPM. */
export type Rule = Definition<Pick<Evidence, 'resolution'> & Partial<Evidence>> & {
  /** Asked when the others are done, with the comments that silence them. */
  readonly review?: (comments: readonly ReviewedComment[]) => Iterable<Finding>;
};

/** Declares a rule about the values that httpd runs; it is asked only when there is a model. */
export function rule(definition: Definition<Evidence>): Rule {
  return {
    ...definition,
    check: ({ resolution, model }) => (model ? definition.check({ resolution, model }) : []),
  };
}

/** Declares a rule about what is written; it needs no model. */
export function textRule(definition: Definition<Pick<Evidence, 'resolution'>>): Rule {
  return definition;
}

/** Declares a rule about the comments that silence rules. */
export function commentRule(definition: Omit<Definition<never>, 'check'> & Required<Pick<Rule, 'review'>>): Rule {
  return { ...definition, check: () => [] };
}
