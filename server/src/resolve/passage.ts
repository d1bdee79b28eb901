/**
 * What a document is made of, for whoever reads it in httpd's order and passes over what says nothing: a virtual host
 * full of rewrite rules, say. The passages hang together as the tags do:
 * - `run`: lines that are quiet or plain;
 * - `line`: one that is telling, or a tag without its other;
 * - `text`: a section whose lines are none of httpd's;
 * - `section`: two tags and what stands between them.
 */
export type Passage = Run | Line | Section | Text;

export interface Extent {
  /** Physical lines. */
  readonly count: number;
  /** Lines as httpd counts them. */
  readonly httpdLines: number;
}

export interface Run extends Extent {
  readonly kind: 'run';
  readonly needs: ReadonlySet<string>;
}

export interface Text extends Extent {
  readonly kind: 'text';
}

export interface Line extends Extent {
  readonly kind: 'line';
  readonly tag?: Tag;
}

interface Tag {
  readonly kind: 'open' | 'close';
  /** In lower case, without `<`. */
  readonly name: string;
  /** Whether the section says nothing but by what stands in it. */
  readonly plain: boolean;
}

export interface TagLine extends Line {
  readonly tag: Tag;
}

export interface Section extends Extent {
  readonly kind: 'section';
  readonly open: TagLine;
  readonly close: TagLine;
  readonly inner: readonly Passage[];
  /** Names of the end tags in it that end nothing in it. */
  readonly dangling: ReadonlySet<string>;
  needs: Needs | undefined;
}

/**
 * What a passage has that may not stand everywhere: `<virtualhost <directory require`, with the sections of the passage
 * that are around. `every line` where that does not tell all.
 */
export type Needs = ReadonlySet<string> | 'every line';
