/** A generated file; `path` is relative to the root of the project. */
export interface Artefact {
  readonly path: string;
  readonly content: string;
}
