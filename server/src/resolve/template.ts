/** Place-holders of the template languages that people generate httpd's files with: their values are unknown here. */
const placeholder = /<%|\[%[-+=~]?\s|\{\{|\{%|\{#|@[A-Za-z_][\w.-]*@|%\([\w.]+\)s|%%\w+%%|__[A-Z][A-Z_]*__/;

/** Whether the text holds a place-holder, so that nobody can say what httpd will read. */
export function hasPlaceholder(text: string): boolean {
  return placeholder.test(text);
}

/** The same of a text that a variable may decide, too. */
export function isUnknown(text: string): boolean {
  return text.includes('${') || hasPlaceholder(text);
}

/** Whether the line is of a template language and not of httpd's, such as `<% if … %>` or `{% endif %}`. */
export function isTemplateLine(text: string): boolean {
  // A tag, which is all that most such lines are.
  if (text.startsWith('<')) return text.startsWith('<%');
  return /^(\[%|\{\{|\{%|\{#|%\s|%>|-?%\})/.test(text);
}

/** Whether a file is one of the templates; of the text of a macro, whether one of the files that it is called after is. */
export function isTemplated(templates: ReadonlySet<string>, path: string): boolean {
  return templates.has(path) || [...templates].some((file) => path.includes(`"${file}"`));
}
