/** Tells of a long reading; `cancelled` ends it. */
export interface Progress {
  /** Of so many files as far as is known by now. */
  readonly report: (read: number, all: number) => void;
  readonly cancelled: () => boolean;
  readonly done: () => void;
}
