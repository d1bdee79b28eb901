import { Disposable, languages, type TextDocument, workspace } from 'vscode';

const linesRead = 200;

/** Lines that only httpd's language has; ProFTPD shares its IfModule, Directory and VirtualHost, so these prove nothing. */
const onlyApache = [
  /^\s*LoadModule\s+\w+_module\s/i,
  /^\s*<IfModule\s+"?!?(\w+_module|mpm_\w+\.c|prefork\.c|worker\.c|event\.c)"?\s*>/i,
  /^\s*<(DirectoryMatch|LocationMatch|FilesMatch|Location|Proxy|ProxyMatch|IfDefine|IfVersion|RequireAll|RequireAny)(\s[^>]*)?>/i,
  /^\s*(StartServers|ServerLimit|MaxRequestWorkers|MaxConnectionsPerChild|MaxRequestsPerChild|ThreadsPerChild|ThreadLimit)\s+\d/i,
  /^\s*(Min|Max)Spare(Threads|Servers)\s+\d/i,
  /^\s*(DocumentRoot|ServerRoot|DirectoryIndex|RewriteEngine|RewriteRule|ProxyPass|SSLEngine|ScriptAlias|AllowOverride)\s+\S/i,
];

export const isApache = (document: TextDocument): boolean => document.languageId === 'apacheconf';

/** Files of which no name says whose they are; templates of them are plain text to VS Code. */
const mayBeApache = ({ languageId, uri }: TextDocument): boolean =>
  (languageId === 'properties' && uri.path.endsWith('.conf')) ||
  (languageId === 'plaintext' && /\.conf\.(j2|erb|epp|in|tmpl|template|dist)$/.test(uri.path));

/**
 * Gives the language to `*.conf` files, and to templates of them, that read like httpd's.
 * VS Code's own Properties language claims the whole extension, and first lines are not looked at where one does.
 * A file is given the language once: who changes it back keeps it.
 */
export function claimApacheFiles(): Disposable {
  const seen = new Set<string>();
  const claim = (document: TextDocument) => {
    const uri = document.uri.toString();
    if (seen.has(uri)) return;
    if (isApache(document)) seen.add(uri);
    if (!mayBeApache(document) || !readsLikeApache(document)) return;
    seen.add(uri);
    void languages.setTextDocumentLanguage(document, 'apacheconf');
  };
  workspace.textDocuments.forEach(claim);
  return Disposable.from(workspace.onDidOpenTextDocument(claim));
}

function readsLikeApache(document: TextDocument): boolean {
  for (let line = 0; line < Math.min(document.lineCount, linesRead); line++) {
    const { text } = document.lineAt(line);
    if (onlyApache.some((sign) => sign.test(text.slice(0, 1000)))) return true;
  }
  return false;
}
