import { mpmNamed } from '../catalogue/lookup.ts';
import type { Document } from '../syntax/document.ts';
import type { Resolution } from './resolution.ts';

/**
 * Whether httpd is sure to have no MPM when it has read everything: all that it reads is here, no line loads one, and
 * none is linked in.
 */
export function lacksMpm(resolution: Resolution): boolean {
  const { mpms, loaded, wanted, templated, problems, files, target, whole, mpmIsLoaded } = resolution;
  if (!whole || mpms.length > 0 || wanted.some(({ content }) => content) || templated.size > 0) return false;
  if (loaded.some(({ identifier, certain }) => !certain || isNearMpm(identifier))) return false;
  // What stopped httpd before may hide the line.
  if (target.started) return !problems.some(({ pass }) => pass === 'read');
  return (mpmIsLoaded && loaded.length > 0) || [...files.values()].some(mentionsLoading);
}

/** Also an identifier that is misspelled. */
function isNearMpm(identifier: string): boolean {
  return mpmNamed(identifier) !== undefined || (/^mpm_/.test(identifier) && identifier !== 'mpm_itk_module');
}

const mentions = new WeakMap<Document, { readonly revision: number; readonly is: boolean }>();

/**
 * Whether a line that loads an MPM is a comment, or what a comment swallows: httpd has its MPMs as modules then, since a
 * build that has one linked in comes with no such lines.
 */
function mentionsLoading(document: Document): boolean {
  const { revision } = document;
  const known = mentions.get(document);
  if (known?.revision === revision) return known.is;
  const is = /^[ \t#]*LoadModule[ \t]+mpm_(?:event|worker|prefork)_module\b/im.test(document.lines.text());
  mentions.set(document, { revision, is });
  return is;
}
