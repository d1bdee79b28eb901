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

/**
 * Gives the language to `*.conf` files that read like httpd's.
 * VS Code's own Properties language claims the whole extension, and first lines are not looked at where one does.
 * A file is given the language once: who changes it back keeps it.
 */
export function claimApacheFiles(): Disposable {
  const seen = new Set<string>();
  const claim = (document: TextDocument) => {
    const uri = document.uri.toString();
    if (seen.has(uri)) return;
    if (isApache(document)) seen.add(uri);
    if (document.languageId !== 'properties' || !document.uri.path.endsWith('.conf') || !readsLikeApache(document))
      return;
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
