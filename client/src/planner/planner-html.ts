import { env, Uri, type Webview } from 'vscode';

/** Folder of the page's script and style below the extension. */
export const pageFolder = (extension: Uri): Uri => Uri.joinPath(extension, 'dist/planner');

/** The page: its script and its style, and nothing else may be loaded or run in it. */
export function plannerHtml(webview: Webview, extension: Uri): string {
  const nonce = makeNonce();
  const folder = pageFolder(extension);
  const script = webview.asWebviewUri(Uri.joinPath(folder, 'page.js'));
  const style = webview.asWebviewUri(Uri.joinPath(folder, 'page.css'));
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
</head>
<body>
<main id="planner"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
