// For `vscode-test` (@vscode/test-cli): runs the Mocha files of out/test in VS Code on a copy of the test workspace.
// VSCODE_EXECUTABLE names the VS Code; without it @vscode/test-electron downloads one (VSCODE_VERSION, else the newest).
import { cpSync, rmSync } from 'node:fs';
import { defineConfig } from '@vscode/test-cli';

rmSync('out/workspace', { recursive: true, force: true });
cpSync('test/vscode/workspace', 'out/workspace', { recursive: true });

const fromPath = process.env.VSCODE_EXECUTABLE;
export default defineConfig({
  label: 'node',
  files: 'out/test/**/*.test.js',
  workspaceFolder: 'out/workspace',
  version: process.env.VSCODE_VERSION ?? 'stable',
  ...(fromPath && { useInstallation: { fromPath } }),
  skipExtensionDependencies: true,
  mocha: { ui: 'bdd', timeout: 20_000, failZero: true, forbidOnly: Boolean(process.env.CI) },
});
