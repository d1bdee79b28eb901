import type { Levels } from '../control/levels.ts';
import type { ProjectFile } from '../control/project-file.ts';
import { projectFileName } from '../control/project-keys.ts';
import type { Judgement } from '../judge.ts';
import { targetFor } from '../resolve/per-directory.ts';
import { defaultTarget, type Found, type ToldFact, type Wanted } from '../resolve/snapshot.ts';
import type { Document } from '../syntax/document.ts';
import { uriPath, uriWithPath } from '../text/file-uri.ts';
import { folderOf, under } from '../text/path.ts';
import type { Configuration, Settings } from './configuration.ts';
import { Documents } from './documents.ts';
import { envvarsOf } from './envvars.ts';
import type { Files } from './files.ts';
import { FoundPaths } from './found-paths.ts';
import { indexLongDocument } from './index-long-document.ts';
import { includes, revisionsOf, stillTrue } from './judged.ts';
import { isMapped, layoutOf, possibleRoots } from './layout.ts';
import { tellNotRead } from './left-out.ts';
import { lookAgain, lookAll, lookAtMain } from './look.ts';
import type { Progress } from './progress.ts';
import { projectFiles } from './project-files.ts';
import { ReadingOfMany } from './reading-of-many.ts';
import { judging, type RuleSets } from './rule-sets.ts';
import { unusualRoots } from './unusual-roots.ts';

/** A configuration and what is found in it. */
export interface JudgedConfiguration {
  readonly judgement: Judgement;
  /** The file `.apache-mpm.json` that it goes by. */
  readonly project: ProjectFile | undefined;
}

/** The open documents and the configurations that they belong to. */
export interface Configurations {
  readonly open: (uri: string, text: string) => Promise<void>;
  readonly close: (uri: string) => void;
  readonly documentOf: (uri: string) => Document | undefined;
  /** The open documents. */
  readonly uris: () => readonly string[];
  /** Files were made, changed or deleted. */
  readonly watched: (uris: readonly string[]) => void;
  readonly configure: (settings: Settings) => void;
  /** The configuration that an open document belongs to, as it is judged now; undefined when the document is not open. */
  readonly configurationOf: (uri: string) => Promise<JudgedConfiguration | undefined>;
  /** Looks paths up in the configuration that an open document belongs to; its judgements tell what was found. */
  readonly lookUp: (uri: string, wanted: readonly Wanted[]) => Promise<void>;
  /** All files `.apache-mpm.json` that were read. */
  readonly projects: () => readonly ProjectFile[];
}

/** Keeps documents and configurations; looks for files through the door only, and for none twice. */
export function configurations(files: Files, rules: RuleSets, begin: () => Progress): Configurations {
  const documents = new Documents();
  const around = {
    files,
    documents,
    settings: { workspaces: [], roots: [], pathMappings: {} } as Settings,
    changes: 0,
  };
  const projects = projectFiles(files, rules.all);
  const judgeBy = judging(rules);
  const unusual = unusualRoots(files);
  const known = new Map<string, Promise<Configuration | undefined>>();
  /** Work that everybody waits for who asks for a configuration: then each path has what stands there. */
  const settling = new Set<Promise<void>>();

  function settles(work: Promise<void>): Promise<void> {
    const end = () => void settling.delete(settled);
    const settled: Promise<void> = work.then(end, end);
    settling.add(settled);
    return settled;
  }

  /** The configuration of a main file; undefined where there is no such file. */
  async function configurationAt(root: string): Promise<Configuration | undefined> {
    const existing = known.get(root);
    if (existing) return existing;
    const made = make(root);
    known.set(root, made);
    return made;
  }

  async function make(root: string): Promise<Configuration | undefined> {
    const main = await lookAtMain(around, root);
    if (!main) return undefined;
    const { workspaces } = around.settings;
    const layout = layoutOf(root, workspaces);
    const envvars = await files.look(envvarsAt(root), true);
    const environment = envvarsOf(envvars.text ?? '');
    const paths = new FoundPaths();
    paths.set(uriPath(root), main.found, main.uris);
    const project = await projects.above(root, workspaces);
    const facts = await factsOf(root, project);
    const target = targetFor(uriPath(root), {
      ...defaultTarget,
      serverRoot: layout.serverRoot,
      ...project?.target,
      ...(isMapped(root, { ...around.settings.pathMappings, ...project?.pathMappings }) && { mapped: true }),
      facts,
      environment: new Map([...environment, ...(project?.target.environment ?? [])]),
    });
    const levels = await levelsOf(root, project);
    return { layout, target, levels, project, paths, structure: 0, judged: undefined, judging: undefined };
  }

  async function levelsOf(root: string, project: ProjectFile | undefined): Promise<Levels> {
    return new Map([...((await around.settings.levelsAt?.(root)) ?? []), ...(project?.levels ?? [])]);
  }

  async function factsOf(root: string, project: ProjectFile | undefined): Promise<readonly ToldFact[]> {
    return [...((await around.settings.factsAt?.(root)) ?? []), ...(project?.target.facts ?? [])];
  }

  async function judged(configuration: Configuration): Promise<Judgement> {
    while (!isFresh(configuration)) {
      configuration.judging ??= judgeAnew(configuration).finally(() => {
        configuration.judging = undefined;
      });
      await configuration.judging;
    }
    return configuration.judged!.judgement;
  }

  function isFresh(configuration: Configuration): boolean {
    const { judged, structure } = configuration;
    if (judged?.structure !== structure) return false;
    const now = stillTrue(judged);
    if (now) configuration.judged = now;
    return now !== undefined;
  }

  async function judgeAnew(configuration: Configuration): Promise<void> {
    const { layout, target, paths, notReadBy } = configuration;
    const path = uriPath(layout.root);
    const reading = new ReadingOfMany(begin);
    for (;;) {
      const { levels, structure } = configuration;
      const { found } = paths;
      const document = found.get(path)!.document!;
      const judgement = await judgeBy({ path, document, target, found, ...(notReadBy && { notReadBy }) }, levels);
      const wanted = new Map(
        judgement.analyses.flatMap(({ resolution }) => resolution.wanted).map((one) => [one.path, one]),
      );
      if (wanted.size === 0) {
        reading.done();
        // Others are not edited.
        const revisions = revisionsOf(judgement).filter(([document]) => documents.isOpen(document));
        configuration.judged = { judgement, structure, revisions };
        return;
      }
      await lookAll(around, configuration, [...wanted.values()], reading);
    }
  }

  async function lookUp(uri: string, wanted: readonly Wanted[]): Promise<void> {
    const configuration = await configurationOf(uri);
    if (!configuration) return;
    const unknown = wanted.filter(({ path, content }) => {
      const found = configuration.paths.found.get(path);
      return !found || (content && !found.entries);
    });
    await lookAll(around, configuration, unknown, new ReadingOfMany(begin));
  }

  /** The configuration that an open document belongs to, with its judgement. */
  async function configurationOf(uri: string): Promise<(Configuration & JudgedConfiguration) | undefined> {
    while (settling.size > 0) await Promise.all(settling);
    const document = documents.at(uri);
    if (!document) return undefined;
    const { workspaces, roots } = around.settings;
    const named = (await projects.above(uri, workspaces))?.roots ?? [];
    const usual = possibleRoots(uri, workspaces).filter((root) => root !== uri);
    const passed: Configuration[] = [];
    const main =
      (await includedBy([...named, ...roots, ...usual], document, passed)) ??
      (await includedBy(await unusual.around(uri, workspaces), document, []));
    if (!main) tellNotRead(await configurationAt(uri), passed, uri);
    return main ?? includedBy([uri], document, []);
  }

  /** The first of the configurations that reads a document; those that do not are taken down. */
  async function includedBy(roots: readonly string[], document: Document, passed: Configuration[]) {
    for (const root of new Set(roots)) {
      const configuration = await configurationAt(root);
      const judgement = configuration && (await judged(configuration));
      if (judgement && includes(judgement, document)) return { ...configuration, judgement };
      if (configuration) passed.push(configuration);
    }
    return undefined;
  }

  /** Finds out which file the document is of, links resolved, so that configurations take it for that file. */
  async function settle(uri: string, document: Document): Promise<void> {
    const { revision } = document;
    const { uri: real } = await files.look(uri, false);
    await indexLongDocument(document);
    if (documents.at(uri) !== document) return;
    documents.settle(uri, real);
    for (const configuration of await Promise.all(known.values())) {
      if (!configuration) continue;
      const { paths, judged } = configuration;
      for (const path of new Set([...paths.at(real), ...paths.at(uri)])) {
        const one = paths.found.get(path)!;
        if (!one.document || documents.realUriOf(one.document) !== real) continue;
        if (one.document !== document) put(configuration, path, { ...one, document }, paths.urisOf(path));
        else if (judged && !judged.revisions.some(([known]) => known === document)) {
          // Nobody has edited it before it was opened.
          configuration.judged = { ...judged, revisions: [...judged.revisions, [document, revision]] };
        }
      }
    }
  }

  function put(configuration: Configuration, path: string, found: Found, uris: readonly string[]): void {
    configuration.paths.set(path, found, uris);
    configuration.structure++;
  }

  /** Looks again at what stands where one of the URIs may decide it. What is as it was leaves all as it is. */
  async function lookAgainAt(uris: readonly string[]): Promise<void> {
    const reading = new ReadingOfMany(begin);
    for (const [root, pending] of [...known]) {
      const configuration = await pending;
      if (!configuration || uris.includes(envvarsAt(root))) {
        known.delete(root);
        continue;
      }
      const changed = new Set(uris.flatMap((uri) => configuration.paths.at(uri)));
      for await (const [path, now] of lookAgain(around, configuration, changed, reading)) {
        if (now) put(configuration, path, now.found, now.uris);
        else known.delete(root);
      }
    }
    reading.done();
  }

  /** Looks for all main files anew. */
  function startAgain(): void {
    projects.forget();
    known.clear();
  }

  /** Takes over the levels and facts that are told now. */
  async function setAgain(): Promise<void> {
    for (const configuration of await Promise.all(known.values())) {
      if (!configuration) continue;
      const { layout, project, target } = configuration;
      const levels = await levelsOf(layout.root, project);
      const facts = await factsOf(layout.root, project);
      const told = JSON.stringify([[...levels], facts]);
      if (told === JSON.stringify([[...configuration.levels], target.facts])) continue;
      configuration.levels = levels;
      configuration.target = { ...target, facts };
      configuration.structure++;
    }
  }

  return {
    async open(uri, text) {
      around.changes++;
      await settles(settle(uri, documents.open(uri, text)));
    },
    close(uri) {
      around.changes++;
      void settles(lookAgainAt([uri, documents.close(uri)]));
    },
    documentOf: (uri) => documents.at(uri),
    uris: () => documents.uris(),
    watched(uris) {
      around.changes++;
      if (uris.some((uri) => uri.endsWith(`/${projectFileName}`))) startAgain();
      const changed = uris.map((uri) => uriWithPath(uri, uriPath(uri)));
      unusual.forget(changed);
      void settles(lookAgainAt([...new Set(changed.flatMap((uri) => [uri, folderAround(uri)]))]));
    },
    configure(changed) {
      around.changes++;
      const isPlaced = (['workspaces', 'roots', 'pathMappings'] as const).every(
        (key) => JSON.stringify(around.settings[key]) === JSON.stringify(changed[key]),
      );
      around.settings = changed;
      if (isPlaced) void settles(setAgain());
      else startAgain();
    },
    lookUp,
    configurationOf,
    projects: projects.known,
  };
}

function envvarsAt(root: string): string {
  return uriWithPath(root, under(folderOf(uriPath(root)), 'envvars'));
}

function folderAround(uri: string): string {
  return uriWithPath(uri, folderOf(uriPath(uri)));
}
