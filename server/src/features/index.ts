// Generated from the files of this folder by scripts/generate.ts; do not edit.
import codeActions from './code-actions.ts';
import definition from './definition.ts';
import diagnostics from './diagnostics.ts';
import documentLinks from './document-links.ts';
import effectiveSettings from './effective-settings.ts';
import type { Feature } from './feature.ts';
import hover from './hover.ts';
import references from './references.ts';
import status from './status.ts';

/** Every file of this folder that is a feature. */
export const features: readonly Feature[] = [
  codeActions,
  definition,
  diagnostics,
  documentLinks,
  effectiveSettings,
  hover,
  references,
  status,
];
