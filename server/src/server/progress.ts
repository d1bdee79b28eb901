/** Tells of a long reading; `cancelled` ends it. */
export interface Progress {
  readonly report: (files: number) => void;
  readonly cancelled: () => boolean;
  readonly done: () => void;
}
