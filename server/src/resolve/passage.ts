import type { Needs } from './needs.ts';

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
  readonly needs: Needs;
  readonly tells: ReadonlySet<Tells>;
}

export interface Text extends Extent {
  readonly kind: 'text';
  readonly tells: ReadonlySet<Tells>;
}

export interface Line extends Extent {
  readonly kind: 'line';
  readonly tells: ReadonlySet<Tells>;
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
  readonly tells: ReadonlySet<Tells>;
  /** Names of the end tags in it that end nothing in it. */
  readonly dangling: ReadonlySet<string>;
  /** `every line` where they do not tell all; undefined until they are asked for. */
  needs: Needs | 'every line' | undefined;
}

/** What may be looked for in a passage: directives and modules of MPMs, comments for us. */
export type Tells = 'of MPMs' | 'in comments';
