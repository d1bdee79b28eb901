/** Variables that `Define` made and, behind them, the environment (core.c, ap_resolve_env). */
export interface Variables {
  /** By lower-cased name: APR tables do not tell letter case. Never empty strings. */
  readonly defined: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
}

export interface Expansion {
  readonly text: string;
  /** Names that nothing defines, in order; those with a colon are left out, as httpd says nothing of them. */
  readonly undefined: readonly string[];
}

/** Replaces `${NAME}`, left to right, results not scanned again; a name that nothing defines stays as it is written. */
export function expand(text: string, { defined, environment }: Variables): Expansion {
  const missing: string[] = [];
  const expanded = text.replace(/\$\{([^}]*)\}/g, (written, name: string) => {
    const value = defined.get(name.toLowerCase()) ?? environment.get(name);
    if (value !== undefined) return value;
    if (!name.includes(':')) missing.push(name);
    return written;
  });
  return { text: expanded, undefined: missing };
}
