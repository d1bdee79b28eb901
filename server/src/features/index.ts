// Generated from the files of this folder by scripts/generate.ts; do not edit.
import codeActions from './code-actions.ts';
import diagnostics from './diagnostics.ts';
import effectiveSettings from './effective-settings.ts';
import type { Feature } from './feature.ts';
import hover from './hover.ts';
import status from './status.ts';

/** Every file of this folder that is a feature. */
export const features: readonly Feature[] = [codeActions, diagnostics, effectiveSettings, hover, status];
