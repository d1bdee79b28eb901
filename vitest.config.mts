import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], exclude: string[] = []) => ({
  // A bound for what hangs, not for what is slow on a machine that is busy with other things too.
  test: { name, include, exclude, testTimeout: 120_000 },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/**/*.test.ts'], ['test/vscode/**', 'test/httpd/**', 'test/lsp/**', 'test/cli/**']),
      project('protocol', ['test/lsp/**/*.test.ts', 'test/cli/**/*.test.ts']),
      project('httpd', ['test/httpd/**/*.test.ts']),
    ],
  },
});
