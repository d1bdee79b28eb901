import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultPreferences, preferencesIn } from '../server/src/features/preferences.ts';
import { settings } from '../server/src/server/settings.ts';

test('what settings say holds, and the default where they say nothing of use', () => {
  expect(preferencesIn({ codeLens: false, inlayHints: { capacity: false }, format: { letterCase: 'manual' } })).toEqual(
    {
      ...defaultPreferences,
      codeLens: false,
      inlayHints: { ...defaultPreferences.inlayHints, capacity: false },
      format: { ...defaultPreferences.format, letterCase: 'manual' },
    },
  );
  for (const wrong of [undefined, null, 'x', { codeLens: 'yes', inlayHints: 3, format: { letterCase: 'upper' } }]) {
    expect(preferencesIn(wrong)).toEqual(defaultPreferences);
  }
});

test('each is a setting of the same name and default', () => {
  const keys = (value: unknown, path: string): readonly (readonly [string, unknown])[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, each]) => keys(each, path ? `${path}.${key}` : key))
      : [[path, value]];
  for (const [key, initial] of keys(defaultPreferences, '')) {
    expect(settings.find((setting) => setting.key === key)?.schema([]).default, key).toBe(initial);
  }
});

test('settings that name files are of this machine, and of a workspace only where it is trusted', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const properties: Record<string, { scope: string }> = manifest.contributes.configuration.properties;
  const ofMachine = Object.keys(properties).filter((key) => properties[key]!.scope === 'machine-overridable');
  expect(ofMachine).toEqual(['apacheMpm.roots', 'apacheMpm.pathMappings']);
  expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(ofMachine);
});
