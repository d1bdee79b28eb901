import type { ProjectFile } from '../control/project-file.ts';
import { projectFileName } from '../control/project-keys.ts';
import { type Judgement, judge } from '../judge.ts';
import { cancelled, defaultTarget, type Found, type Target, type Wanted } from '../resolve/snapshot.ts';
import type { Rule } from '../rules/rule.ts';
import { type Document, openDocument } from '../syntax/document.ts';
import { uriPath } from '../text/file-uri.ts';
import type { Configuration, Settings } from './configuration.ts';
import { envvarsOf } from './envvars.ts';
import type { Files, FoundFile } from './files.ts';
import { includes, revisionsOf, stillTrue } from './judged.ts';
import { layoutOf, locate, possibleRoots, serverRootIn } from './layout.ts';
import { tellNotRead } from './left-out.ts';
import type { Progress } from './progress.ts';
import { projectFiles } from './project-files.ts';
import { unusualRoots } from './unusual-roots.ts';

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
  /** The judgement of the configuration that an open document belongs to; undefined when it is not open. */
  readonly judgementOf: (uri: string) => Promise<Judgement | undefined>;
  /** Looks paths up in the configuration that an open document belongs to; its judgements tell what was found. */
  readonly lookUp: (uri: string, wanted: readonly Wanted[]) => Promise<void>;
  /** The file `.apache-mpm.json` that this configuration goes by. */
  readonly projectOf: (uri: string) => Promise<ProjectFile | undefined>;
  /** All files `.apache-mpm.json` that were read. */
  readonly projects: () => readonly ProjectFile[];
}

/** Files read before a person is told that it takes time. */
const many = 300;

/** Keeps documents and configurations; looks for files through the door only, and for none twice. */
export function configurations(files: Files, rules: readonly Rule[], begin: () => Progress): Configurations {
  let settings: Settings = { workspaces: [], roots: [], pathMappings: {} };
  const projects = projectFiles(files, rules);
  const unusual = unusualRoots(files);
  /** Counts what can put another file in the place of one: opening, closing, changes on disk, settings. */
  let structure = 0;
  const documents = new Map<string, Document>();
  /** Open documents by the URI without links. */
  const byRealUri = new Map<string, Document>();
  const realUris = new Map<string, string>();
  const known = new Map<string, Promise<Configuration | undefined>>();
  /** Documents whose place without links is not yet known. */
  const opening = new Set<Promise<void>>();

  /** The configuration of a main file; undefined where there is no such file. */
  async function configurationAt(root: string): Promise<Configuration | undefined> {
    const existing = known.get(root);
    if (existing) return existing;
    const made = make(root);
    known.set(root, made);
    return made;
  }

  async function make(root: string): Promise<Configuration | undefined> {
    const main = await documentAt(root);
    if (!main) return undefined;
    const layout = layoutOf(root, settings.workspaces);
    const envvars = await files.look(`${root.slice(0, root.lastIndexOf('/'))}/envvars`, true);
    const environment = envvarsOf(envvars.text ?? '');
    const found = new Map<string, Found>([[uriPath(root), { kind: 'file', document: main }]]);
    const project = await projects.above(root, settings.workspaces);
    const target: Target = {
      ...defaultTarget,
      serverRoot: layout.serverRoot,
      ...project?.target,
      environment: new Map([...environment, ...(project?.target.environment ?? [])]),
    };
    const levels = new Map([...((await settings.levelsAt?.(root)) ?? []), ...(project?.levels ?? [])]);
    const looked = new Map([[uriPath(root), [root]]]);
    return { layout, target, levels, project, found, looked, judged: undefined, judging: undefined };
  }

  /** The document at a URI as the editor has it, else as it is stored. */
  async function documentAt(uri: string): Promise<Document | undefined> {
    const open = documents.get(uri);
    if (open) return open;
    return documentIn(await files.look(uri, true));
  }

  /** What was found, as the editor has it if it is open there. */
  function documentIn({ uri: real, text }: FoundFile): Document | undefined {
    return byRealUri.get(real) ?? (text === undefined ? undefined : openDocument(real, text));
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
    const { judged } = configuration;
    if (judged?.structure !== structure) return false;
    const now = stillTrue(judged);
    if (now) configuration.judged = now;
    return now !== undefined;
  }

  async function judgeAnew(configuration: Configuration): Promise<void> {
    const { layout, target, levels, found, notReadBy } = configuration;
    const path = uriPath(layout.root);
    let progress: Progress | undefined;
    for (let read = 0; ; ) {
      const document = found.get(path)!.document!;
      const judgement = judge({ path, document, target, found, ...(notReadBy && { notReadBy }) }, rules, levels);
      const wanted = new Map(
        judgement.analyses.flatMap(({ resolution }) => resolution.wanted).map((one) => [one.path, one]),
      );
      if (wanted.size === 0) {
        progress?.done();
        configuration.judged = { judgement, structure, revisions: revisionsOf(judgement) };
        return;
      }
      const declared = serverRootIn(document);
      for (const { path, content } of wanted.values()) {
        if (progress?.cancelled()) {
          found.set(path, { kind: 'file', error: cancelled });
          continue;
        }
        await look(configuration, path, content, declared);
        if (++read === many) progress = begin();
        if (read % 100 !== 0) continue;
        progress?.report(read);
        // Lets other requests through, and the cancellation of this one.
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    }
  }

  /** Finds what stands for a path of the server, at the first of the places where it may be. */
  async function look(
    { layout, project, found, looked }: Configuration,
    path: string,
    content: boolean,
    declared: string | undefined,
  ): Promise<void> {
    const uris = locate(path, layout, declared, { ...settings.pathMappings, ...project?.pathMappings });
    looked.set(path, uris);
    found.set(path, { kind: 'missing' });
    const began = structure;
    for (const uri of uris) {
      const there = await files.look(uri, content);
      // What was read may be what stood there before: then it is looked for again.
      if (structure !== began) return void found.delete(path);
      const { kind, entries, error } = there;
      if (kind === 'missing') {
        if (error !== undefined) found.set(path, { kind, error });
        continue;
      }
      const document = documentIn(there);
      found.set(path, { kind, ...(document && { document }), ...(entries && { entries }), ...(error && { error }) });
      return;
    }
  }

  async function lookUp(uri: string, wanted: readonly Wanted[]): Promise<void> {
    const configuration = await configurationOf(uri);
    if (!configuration) return;
    const { found, layout } = configuration;
    const main = found.get(uriPath(layout.root))?.document;
    const declared = main && serverRootIn(main);
    for (const { path, content } of wanted) {
      const known = found.get(path);
      if (known?.entries || (known && !content)) continue;
      await look(configuration, path, content, declared);
    }
  }

  /** The configuration that an open document belongs to, with its judgement. */
  async function configurationOf(uri: string): Promise<(Configuration & { judgement: Judgement }) | undefined> {
    while (opening.size > 0) await Promise.all(opening);
    if (!documents.has(uri)) return undefined;
    const named = (await projects.above(uri, settings.workspaces))?.roots ?? [];
    const usual = possibleRoots(uri, settings.workspaces).filter((root) => root !== uri);
    const passed: Configuration[] = [];
    const main =
      (await includedBy([...named, ...settings.roots, ...usual], uri, passed)) ??
      (await includedBy(await unusual.around(uri, settings.workspaces), uri, []));
    if (!main) tellNotRead(await configurationAt(uri), passed, uri);
    return main ?? includedBy([uri], uri, []);
  }

  /** The first of the configurations that reads a document; those that do not are taken down. */
  async function includedBy(roots: readonly string[], uri: string, passed: Configuration[]) {
    for (const root of new Set(roots)) {
      const configuration = await configurationAt(root);
      const judgement = configuration && (await judged(configuration));
      if (judgement && includes(judgement, uri)) return { ...configuration, judgement };
      if (configuration) passed.push(configuration);
    }
    return undefined;
  }

  /** Finds out which file the document is of, links resolved, so that configurations take it for that file. */
  async function settle(uri: string, document: Document): Promise<void> {
    const { uri: real } = await files.look(uri, false);
    if (documents.get(uri) !== document) return;
    realUris.set(uri, real);
    byRealUri.set(real, document);
    exchange(real, document);
    structure++;
  }

  /** Looks for all main files anew. */
  function startAgain(): void {
    projects.forget();
    known.clear();
    structure++;
  }

  /** Puts a document in the place of the one that configurations have of the same file. */
  function exchange(real: string, instead: Document | undefined): void {
    for (const pending of known.values()) {
      void pending.then((configuration) => {
        for (const [path, one] of configuration?.found ?? []) {
          const uri = one.document && (realUris.get(one.document.uri) ?? one.document.uri);
          if (uri !== real) continue;
          if (instead) configuration!.found.set(path, { ...one, document: instead });
          else forget(configuration!, path);
        }
      });
    }
  }

  /** A path is looked up anew when it is wanted again; a main file makes its configuration anew. */
  function forget({ layout, found }: Configuration, path: string): void {
    if (path === uriPath(layout.root)) known.delete(layout.root);
    else found.delete(path);
  }

  return {
    async open(uri, text) {
      const document = openDocument(uri, text);
      documents.set(uri, document);
      const settled = settle(uri, document);
      opening.add(settled);
      await settled.finally(() => opening.delete(settled));
    },
    close(uri) {
      const real = realUris.get(uri) ?? uri;
      const document = documents.get(uri);
      documents.delete(uri);
      if (byRealUri.get(real) === document) byRealUri.delete(real);
      exchange(real, undefined);
      structure++;
    },
    documentOf: (uri) => documents.get(uri),
    uris: () => [...documents.keys()],
    watched(uris) {
      if (uris.some((uri) => uri.endsWith(`/${projectFileName}`))) startAgain();
      unusual.forget();
      const concerned = new Set(uris.flatMap((uri) => [uri, uri.slice(0, uri.lastIndexOf('/'))]));
      for (const [root, pending] of known) {
        void pending.then((configuration) => {
          if (!configuration) known.delete(root);
          for (const [path, looked] of configuration?.looked ?? []) {
            const isOpen = configuration!.found.get(path)?.document;
            if (isOpen && documents.get(isOpen.uri) === isOpen) continue;
            if (looked.some((uri) => concerned.has(uri.replace(/\/$/, '')))) forget(configuration!, path);
          }
        });
      }
      structure++;
    },
    configure(changed) {
      settings = changed;
      startAgain();
    },
    lookUp,
    judgementOf: async (uri) => (await configurationOf(uri))?.judgement,
    projectOf: async (uri) => (await configurationOf(uri))?.project,
    projects: projects.known,
  };
}
