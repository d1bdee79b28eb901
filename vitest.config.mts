import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], exclude: string[] = [], testTimeout = 30_000) => ({
  test: { name, include, exclude, testTimeout },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/**/*.test.ts'], ['test/vscode/**', 'test/httpd/**', 'test/lsp/**', 'test/cli/**']),
      // Bounds for what hangs, on a machine that is busy with other things too: these start processes and wait for them.
      project('protocol', ['test/lsp/**/*.test.ts', 'test/cli/**/*.test.ts'], [], 120_000),
      project('httpd', ['test/httpd/**/*.test.ts'], [], 120_000),
    ],
  },
});
