import type { LinesRead } from '../syntax/logical-line.ts';
import type { Progress } from './progress.ts';

/** Files read before a person is told that it takes time. */
const many = 300;

/** Milliseconds of work before other requests, and the cancellation of this one, get their turn. */
const turn = 20;

/** Reads files in turns, tells of it where they are many, and ends early when the person wants that. */
export class ReadingOfMany {
  /** Lines read by now. */
  readonly lines: LinesRead = new Map();
  readonly #begin: () => Progress;
  #progress: Progress | undefined;
  #read = 0;
  #all = 0;
  #since = Date.now();
  #pause: Promise<void> | undefined;

  constructor(begin: () => Progress) {
    this.#begin = begin;
  }

  get isCancelled(): boolean {
    return this.#progress?.cancelled() ?? false;
  }

  /** So many more files are to be read. */
  expect(files: number): void {
    this.#all += files;
  }

  /** A file was read; lets others through when this reading has had its turn. */
  async took(): Promise<void> {
    if (++this.#read === many) this.#progress = this.#begin();
    if (Date.now() - this.#since < turn && this.#read < this.#all) return;
    this.#pause ??= this.#letThrough();
    await this.#pause;
  }

  /** One pause for all that read at the same time: where each had its own, each would have a turn of its own, too. */
  async #letThrough(): Promise<void> {
    this.#progress?.report(this.#read, this.#all);
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#pause = undefined;
    this.#since = Date.now();
  }

  done(): void {
    this.#progress?.done();
  }
}
