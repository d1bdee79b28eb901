/** How a person wants things to be shown: settings of the editor of the same names. */
export interface Preferences {
  readonly inlayHints: {
    /** The value that httpd runs, where it is another than the one written. */
    readonly effectiveValues: boolean;
    /** What MaxRequestWorkers comes to. */
    readonly capacity: boolean;
    /** Behind the tag of an MPM's block, what holds of the settings that decide about the written ones and are not. */
    readonly defaults: boolean;
  };
  readonly codeLens: boolean;
  readonly format: {
    /** Whether the values of neighbouring directives stand in a column. */
    readonly alignValues: boolean;
    /** Whether names get the letter case of httpd's manual. */
    readonly letterCase: 'keep' | 'manual';
  };
}

export const defaultPreferences: Preferences = {
  inlayHints: { effectiveValues: true, capacity: true, defaults: false },
  codeLens: true,
  format: { alignValues: false, letterCase: 'keep' },
};

/** What settings of any kind say, and the default of each that says nothing of use. */
export function preferencesIn(settings: unknown): Preferences {
  return filled(defaultPreferences, settings, (value, initial) =>
    initial === 'keep' ? value === 'keep' || value === 'manual' : typeof value === typeof initial,
  );
}

function filled<T>(defaults: T, given: unknown, fits: (value: unknown, initial: unknown) => boolean): T {
  if (typeof defaults !== 'object' || defaults === null) return fits(given, defaults) ? (given as T) : defaults;
  const values = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(defaults).map(([key, initial]) => [key, filled(initial, values[key], fits)]),
  ) as T;
}
