import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of real configurations: the one that is asked for, that APACHE_MPM_CORPUS names, or that lies beside the
 * checkout. It has a MANIFEST.tsv, of which the first column is the files.
 */
export function findCorpus(asked = process.env.APACHE_MPM_CORPUS): string | undefined {
  const folder = asked ? resolve(asked) : fileURLToPath(new URL('../../shared/corpus', import.meta.url));
  return existsSync(join(folder, 'MANIFEST.tsv')) ? folder : undefined;
}
