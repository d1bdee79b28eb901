/** Lower case as httpd compares names: only the letters A to Z have two cases (apr_strings.c, apr_cstr_casecmp). */
export function fold(name: string): string {
  let hasCapital = false;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code > 127) return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    if (code >= 65 && code <= 90) hasCapital = true;
  }
  return hasCapital ? name.toLowerCase() : name;
}
