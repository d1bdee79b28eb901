/** The MPMs of httpd 2.4, by the name their module gives itself in `httpd -V` (lower case; OS/2's is `mpmt_os2`). */
export const mpms = ['event', 'worker', 'prefork', 'winnt', 'netware', 'mpmt_os2'] as const;
export type Mpm = (typeof mpms)[number];

/** A value that differs from MPM to MPM; an MPM without an entry does not have the directive. */
export type ByMpm<T> = Readonly<Partial<Record<Mpm, T>>>;

/** An MPM as `<IfModule>` and `LoadModule` name it. */
export interface MpmFact {
  readonly name: Mpm;
  /** What people and the manual call it. */
  readonly title: string;
  /** The only two names that `<IfModule>` recognises, letter case included (core.c, start_ifmod). */
  readonly identifier: string;
  readonly sourceFile: string;
  /** The file that `LoadModule` names; absent where the MPM is always linked into httpd. */
  readonly sharedObject?: string;
  readonly threaded: boolean;
  /** One sentence: how it serves connections. */
  readonly summary: string;
}

/**
 * How many words a directive takes, as httpd itself counts them (http_config.h, cmd_how); `any` where the module does
 * the counting (RAW_ARGS, TAKE_ARGV). Sections count for themselves, by functions of which some share their words.
 */
export type Arity =
  | 'none'
  | 'one'
  | 'two'
  | 'three'
  | 'one-or-two'
  | 'one-or-three'
  | 'two-or-three'
  | 'one-two-or-three'
  | 'at-least-one'
  | 'at-least-two'
  | 'flag'
  | 'any';

/** How httpd reads the value: `atoi` and `strtol` stop at the first character that is no digit; `strtod` refuses a rest. */
export type Reading = 'atoi' | 'strtol' | 'strtod' | 'flag' | 'duration' | 'text';

export type Unit = 'processes' | 'threads' | 'workers' | 'connections' | 'requests' | 'seconds' | 'bytes' | 'kilobytes';

export type Context = 'server config' | 'virtual host';

export interface FormerName {
  readonly name: string;
  /** The version since which httpd calls it deprecated. */
  readonly deprecatedSince: string;
  /** The usage text that httpd prints for this spelling. */
  readonly usage: string;
  /** The message, level info, in which httpd tells so; seen on the console only with `-e info`. */
  readonly code: string | ByMpm<string>;
}

/** A value that httpd refuses: it stops at this line, and `message` is what it says; `{value}` stands for the word. */
export type Refusal =
  | { readonly when: 'malformed' | 'not positive'; readonly message: string }
  | { readonly when: 'below'; readonly least: number; readonly orZero?: true; readonly message: string };

/** What is true of one directive, whoever asks: model, hover, pages, grammar, snippets. */
export interface DirectiveFact {
  readonly name: string;
  readonly formerNames?: readonly FormerName[];
  /** One sentence in our words: what it sets. No full stop. */
  readonly summary: string;
  /** As the manual writes it: `ThreadsPerChild number`. */
  readonly syntax: string;
  /** The text httpd appends to an arity error (`httpd -L`). */
  readonly usage: string | ByMpm<string>;
  readonly arity: Arity;
  readonly reading: Reading;
  readonly unit?: Unit;
  /** The MPMs whose own module has the command, or the source file of the module that has it under every MPM. */
  readonly providedBy: readonly Mpm[] | string;
  /** The MPMs on whose platforms that module does not exist. */
  readonly notUnder?: readonly Mpm[];
  /** The option of `configure` without which httpd does not know the directive. */
  readonly buildOption?: string;
  /** Compiled-in defaults; a number, or httpd's words where there is none. */
  readonly defaults: number | string | ByMpm<number>;
  /** Ceilings that only a new build changes. */
  readonly compiledLimits?: ByMpm<number>;
  /** Values that are an error; where there is none, httpd takes any text and corrects the number later, if at all. */
  readonly refusals?: readonly Refusal[];
  readonly contexts: readonly Context[];
  /** First version that has it. */
  readonly since: string;
  /** What a graceful restart and a hard one make of a changed value. One sentence, no full stop. */
  readonly restart: string;
  /** The trap to know. One sentence, no full stop. */
  readonly trap?: string;
  /** Page and anchor in httpd's manual, relative to `docs/2.4/`. */
  readonly manual: string;
}

/** Where in `*.conf` files httpd allows a directive: outside `<Directory>` and its like, only inside them, or both. */
export type Where = 'outside' | 'inside' | 'anywhere';

/** Where a directive is allowed (httpd's req_override). */
export interface Placement {
  readonly where: Where;
  /** The word of AllowOverride that allows it in .htaccess, `any` if every word but None does; absent: never there. */
  readonly override?: string;
  /** Allowed outside of `<Directory>` and its like, but for `<Proxy>` and what is in it; `httpd -L` does not tell. */
  readonly inProxy?: true;
}

/** Directives of one module that take as many words and are allowed in the same places. */
export interface DirectiveGroup extends Placement {
  readonly takes: Arity;
  /** Sections that are such places and in which they all the same `cannot occur`, with blanks between. */
  readonly never?: string;
  /** Names as httpd spells them, with blanks between; a section begins with `<`. */
  readonly names: string;
}

/** A module of httpd and the directives it brings, as `httpd -L` lists them. */
export interface ModuleFact {
  readonly identifier: string;
  readonly sourceFile: string;
  /** The file that `LoadModule` names; absent where the module is linked into httpd. */
  readonly sharedObject?: string;
  readonly directives: readonly DirectiveGroup[];
}
