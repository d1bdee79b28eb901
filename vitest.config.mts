import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], exclude: string[] = [], testTimeout = 30_000) => ({
  test: { name, include, exclude, testTimeout },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/**/*.test.ts'], ['test/vscode/**', 'test/httpd/**', 'test/lsp/**', 'test/cli/**']),
      project('protocol', ['test/lsp/**/*.test.ts', 'test/cli/**/*.test.ts']),
      // Each test asks httpd many times, and waits for what it does.
      project('httpd', ['test/httpd/**/*.test.ts'], [], 120_000),
    ],
  },
});
