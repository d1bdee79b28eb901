/** A name in lower case as httpd compares names: only the letters A to Z have two cases (ap_cstr_casecmp). */
export function fold(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
