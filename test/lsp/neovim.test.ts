import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folderWith } from '../support/folder.ts';
import { bundle } from '../support/language-client.ts';

/** Neovim on the PATH, or the one that NEOVIM names; its version as `[major, minor]`. */
const neovim = process.env.NEOVIM ?? 'nvim';
const said = spawnSync(neovim, ['--version'], { encoding: 'utf8' }).stdout ?? '';
const version = /^NVIM v(\d+)\.(\d+)/.exec(said)?.slice(1).map(Number);
const can = process.platform !== 'win32' && version !== undefined && (version[0]! > 0 || version[1]! >= 7);
if (!can) {
  const why = version ? `Neovim ${version.join('.')} is too old` : 'there is no Neovim';
  console.warn(
    `SKIPPED: ${why}; install Neovim 0.7 or newer (Debian, Ubuntu: apt-get install neovim), or name one with NEOVIM`,
  );
}

/** The configuration for this version, word for word what the README says. */
function configuration([major, minor]: readonly number[]): string {
  return major! > 0 || minor! >= 11 ? 'init-0.11.lua' : minor! >= 8 ? 'init-0.8.lua' : 'init-0.7.lua';
}

test.skipIf(!can)(
  'Neovim shows findings and hovers, applies a fix, and follows what is typed',
  async () => {
    const file = 'etc/apache2/mods-available/mpm_event.conf';
    const folder = folderWith({
      [file]: 'ThreadsPerChild 25\nMaxRequestWorkers 410\n',
      'bin/apache-mpm': `#!/bin/sh\necho $$ >"${'${0%/*}'}/pid"\nexec "${process.execPath}" "${bundle('cli.js')}" "$@"\n`,
    });
    chmodSync(join(folder, 'bin/apache-mpm'), 0o755);
    const own = fileURLToPath(new URL('./neovim', import.meta.url));
    copyFileSync(join(own, configuration(version!)), join(folder, 'init.lua'));
    copyFileSync(join(own, 'edit.lua'), join(folder, 'edit.lua'));

    const env = {
      ...process.env,
      ...{
        HOME: folder,
        XDG_CONFIG_HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_STATE_HOME: folder,
        XDG_CACHE_HOME: folder,
      },
      PATH: [join(folder, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
    };
    const args = ['--headless', '--clean', '-u', 'init.lua', file, '-c', 'luafile edit.lua', '-c', 'qa!'];
    const ran = spawnSync(neovim, args, { cwd: folder, env, encoding: 'utf8', timeout: 120_000 });
    expect(ran.stderr.replace(/\s+/g, ' '), 'what Neovim complains about').not.toMatch(/E\d+:|Error/);
    expect(ran.status).toBe(0);

    const source = 'apache-mpm';
    expect(JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8'))).toEqual({
      filetype: 'apache',
      found: true,
      findings: [{ line: 1, start: 0, end: 21, code: 'max-request-workers-not-a-multiple', source }],
      hover: expect.stringContaining('Under event httpd runs **400**'),
      offered: [
        'Write 400, the value httpd uses',
        'Serve 425 instead of 400: ServerLimit 34, MaxRequestWorkers 425',
        'Ignore max-request-workers-not-a-multiple here…',
      ],
      applied: true,
      mended: ['ThreadsPerChild 25', 'MaxRequestWorkers 400'],
      clean: true,
      typed: [{ line: 2, start: 13, end: 15, code: 'not-a-number', source }],
      text: ['# 🚦', 'PidFile "🚦"', 'StartServers 4k', 'ThreadsPerChild 25', 'MaxRequestWorkers 400'],
    });
    const pid = Number(readFileSync(join(folder, 'bin/pid'), 'utf8'));
    await expect.poll(() => isAlive(pid), { message: 'the server has gone with Neovim', timeout: 10_000 }).toBe(false);
  },
  120_000,
);

/** Whether a process runs; one that has ended, and that nobody asked for its exit code, does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return !stdout?.trim().startsWith('Z');
}
