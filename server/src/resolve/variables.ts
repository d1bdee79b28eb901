import { fold } from '../text/letter-case.ts';

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
  let expanded = '';
  for (let at = 0; ; ) {
    const start = text.indexOf('${', at);
    const end = start < 0 ? -1 : text.indexOf('}', start);
    if (end < 0) return { text: expanded + text.slice(at), undefined: missing };
    const name = text.slice(start + 2, end);
    const value = defined.get(fold(name)) ?? environment.get(name);
    if (value === undefined && !name.includes(':')) missing.push(name);
    expanded += text.slice(at, start) + (value ?? text.slice(start, end + 1));
    at = end + 1;
  }
}
