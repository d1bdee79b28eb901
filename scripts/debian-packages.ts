import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './run.ts';

/** True where `installDebianPackages` can work: Debian or one of its kin, as root. */
export const canInstall = (): boolean => existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;

const policy = '/usr/sbin/policy-rc.d';

/** Installs packages without starting any service of theirs; rejects with apt's words. */
export async function installDebianPackages(names: readonly string[], log: string): Promise<void> {
  const began = Date.now();
  console.log(`Installing Debian packages: ${names.join(' ')} …`);
  const still = setInterval(() => console.log(`  … ${Math.round((Date.now() - began) / 1000)} s`), 15_000);
  const forbidsServices = !existsSync(policy);
  if (forbidsServices) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const giveBack = () => {
    if (forbidsServices) rmSync(policy, { force: true });
  };
  process.once('exit', giveBack);
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (args: string[]) => run({ command: 'apt-get', args, env, log });
    await apt(['update', '-q']);
    const { code, output } = await apt(['install', '-q', '-y', '--no-install-recommends', ...names]);
    if (code !== 0) throw new Error(`apt-get install ended with ${code}:\n${output}`);
    const disable = names.includes('apache2') && existsSync('/run/systemd/system');
    if (disable) await run({ command: 'systemctl', args: ['disable', '--quiet', 'apache2'] });
  } finally {
    clearInterval(still);
    giveBack();
    process.removeListener('exit', giveBack);
  }
  console.log(`Installed in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
