import type { Levels } from '../control/levels.ts';
import type { ProjectFile } from '../control/project-file.ts';
import type { Target, ToldFact } from '../resolve/snapshot.ts';
import type { Document } from '../syntax/document.ts';
import type { FoundPaths } from './found-paths.ts';
import type { Judged } from './judged.ts';
import type { Layout } from './layout.ts';

/** What the person has set for all configurations. */
export interface Settings {
  /** Folders that the editor has open. */
  readonly workspaces: readonly string[];
  /** Main files, by URI, that are tried before those that the layouts name. */
  readonly roots: readonly string[];
  /** Folders on the server and what stands for them here. */
  readonly pathMappings: Readonly<Record<string, string>>;
  /** The levels of rules for the configuration of a main file. */
  readonly levelsAt?: (root: string) => Promise<Levels>;
  /** Facts about its machine. */
  readonly factsAt?: (root: string) => Promise<readonly ToldFact[]>;
}

/** A main file with all that it includes. */
export interface Configuration {
  readonly layout: Layout;
  target: Target;
  levels: Levels;
  /** The file `.apache-mpm.json` that it goes by. */
  readonly project: ProjectFile | undefined;
  readonly paths: FoundPaths;
  /** Counts what came to stand in the place of something else: files, levels. */
  structure: number;
  /** The main file that is sure not to read this one. */
  notReadBy?: Document | undefined;
  judged: Judged | undefined;
  judging: Promise<void> | undefined;
}
