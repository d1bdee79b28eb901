/** Lower case as httpd compares names: only the letters A to Z have two cases (apr_strings.c, apr_cstr_casecmp). */
export function fold(name: string): string {
  return /[^\x00-\x7f]/.test(name) ? name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : name.toLowerCase();
}
