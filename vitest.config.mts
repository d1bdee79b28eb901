import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], exclude: string[] = []) => ({
  test: { name, include, exclude, testTimeout: 30_000 },
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
