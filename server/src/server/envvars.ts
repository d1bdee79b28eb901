/**
 * The variables that a file of shell assignments sets, as Debian's `envvars` does for apache2ctl. Quotes go, variables
 * that the file itself set before are put in, others are empty; what is more than an assignment is left alone.
 */
export function envvarsOf(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?(\w+)=("[^"]*"|'[^']*'|[^\s;#"'`]*)\s*(?:#.*)?$/.exec(line);
    if (!match) continue;
    const [, name = '', written = ''] = match;
    const value = /^(["']).*\1$/s.test(written) ? written.slice(1, -1) : written;
    if (value.includes('$(') || value.includes('`')) continue;
    variables.set(name, written.startsWith("'") ? value : substituted(value, variables));
  }
  return variables;
}

function substituted(value: string, variables: ReadonlyMap<string, string>): string {
  return value.replace(/\$(?:\{(\w+)[^}]*\}|(\w+))/g, (_, braced, bare) => variables.get(braced ?? bare) ?? '');
}
