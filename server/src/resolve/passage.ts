import type { Asked, Needs } from './needs.ts';

/**
 * What a document is made of, for whoever reads it in httpd's order and passes over what says nothing: a virtual host
 * full of rewrite rules, say. The passages hang together as the tags do:
 * - `run`: lines that are quiet or plain;
 * - `line`: one that is telling, or a tag without its other;
 * - `text`: a section whose lines are none of httpd's;
 * - `section`: two tags and what stands between them;
 * - `group`: many of these in a row, so that there are few to look at where there are many.
 */
export type Passage = Run | Line | Section | Text | Group;

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
  /** Whether the section says nothing but by what stands in it; of an end tag, whether it is that and nothing else. */
  readonly plain: boolean;
  /** Of a plain condition. */
  readonly asked?: Asked;
  /** The module that an `<IfModule>` asks for, if it is read with that module only. */
  readonly guard?: string;
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

/** No tag in it belongs to one outside. */
export interface Group extends Extent {
  readonly kind: 'group';
  readonly inner: readonly Passage[];
  readonly tells: ReadonlySet<Tells>;
  /** As those of a section. */
  needs: Needs | 'every line' | undefined;
}

/** What may be looked for in a passage: directives and modules of MPMs, what main files have, comments for us. */
export type Tells = 'of MPMs' | 'of servers' | 'in comments';
