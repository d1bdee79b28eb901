import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, type Plugin, transform } from 'esbuild';

/** The folder of the project. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The pattern of a token that is never in the text; all that Chevrotain's parser wants of its lexer. */
export const patternOfNothing = /NOT_APPLICABLE/;

/** What the server never runs of Chevrotain, by its file there, and what stands in its place. */
const neverRun: Readonly<Record<string, string>> = {
  // Lines are lexed by `server/src/syntax/lex.ts`.
  'scan/lexer_public': `export class Lexer { static NA = ${patternOfNothing}; }; export const LexerDefinitionErrorType = {};`,
  // The grammar is validated by a test, not at each start.
  'parse/grammar/checks': [
    'Grammar',
    'Lookahead',
    'RuleIsOverridden',
    'AmbiguousAlternationAlternatives',
    'EmptyOrAlternative',
    'NoLeftRecursion',
    'SomeNonEmptyLookaheadPath',
  ]
    .map((what) => `export const validate${what} = () => [];`)
    .join(' '),
};

const withoutNeverRun: Plugin = {
  name: 'without-never-run',
  setup({ onLoad }) {
    for (const [file, contents] of Object.entries(neverRun)) {
      const path = file.replaceAll('/', '[\\\\/]');
      onLoad({ filter: new RegExp(`[\\\\/]chevrotain[\\\\/]lib[\\\\/]src[\\\\/]${path}\\.js$`) }, () => ({ contents }));
    }
  },
};

/** What all bundles have in common. */
export function bundling(production: boolean): BuildOptions {
  return {
    absWorkingDir: root,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    external: ['vscode'],
    // Its main file loads its parts by a `require` that is handed on, which a bundler does not follow.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    logLevel: 'warning',
    plugins: [withoutNeverRun],
  };
}

/** A bundle for Node in one file. */
export function inOneFile(production: boolean): BuildOptions {
  return {
    ...bundling(production),
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    define: { 'import.meta.dirname': '__dirname' },
  };
}

/** The command line, in parts; it runs the server beside it. */
export function commandLine(production: boolean): BuildOptions {
  const besideServer: Plugin = {
    name: 'beside-server',
    setup: ({ onResolve }) => onResolve({ filter: /^\.\/node\.ts$/ }, () => ({ path: './server.js', external: true })),
  };
  const parts = inParts(production);
  return { ...parts, plugins: [besideServer, ...(parts.plugins ?? [])] };
}

/**
 * A bundle for Node in parts: what `import()` names is a file of its own, which is read when it is asked for. esbuild parts
 * only ES modules; they are made CommonJS afterwards, which Node starts sooner.
 */
export function inParts(production: boolean): BuildOptions {
  return {
    ...inOneFile(production),
    format: 'esm',
    splitting: true,
    sourcemap: production ? false : 'inline',
    write: false,
    plugins: [withoutNeverRun, writtenAsCommonJs(production)],
  };
}

function writtenAsCommonJs(production: boolean): Plugin {
  return {
    name: 'written-as-common-js',
    setup: ({ onEnd }) =>
      onEnd(async ({ outputFiles = [] }) => {
        for (const { path, text } of outputFiles) {
          const { code } = await transform(text, {
            format: 'cjs',
            platform: 'node',
            target: 'node20',
            supported: { 'dynamic-import': false },
            minify: production,
            sourcemap: production ? false : 'inline',
          });
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, code);
        }
      }),
  };
}
