// code-server 4.93.1 only exports its VS Code server; later ones also start it by themselves (server-main.js).
const http = require('node:http');
const path = require('node:path');

const root = path.join(__dirname, 'node_modules', 'code-server', 'lib', 'vscode');
const value = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
process.env.CODE_SERVER_PARENT_PID ??= String(process.pid);

(async () => {
  const { createServer, spawnCli } = await require(path.join(root, 'out', 'server-main.js')).loadCodeWithNls();
  const data = value('server-data-dir');
  const common = {
    _: [],
    'server-data-dir': data,
    'user-data-dir': path.join(data, 'data'),
    'extensions-dir': path.join(data, 'extensions'),
    'builtin-extensions-dir': value('builtin-extensions-dir'),
    'accept-server-license-terms': true,
    'disable-telemetry': true,
    compatibility: '1.64',
  };
  if (value('install-extension')) {
    await spawnCli({ ...common, 'install-extension': [value('install-extension')] });
    return;
  }
  const server = await createServer(null, {
    ...common,
    'without-connection-token': true,
    'disable-workspace-trust': true,
    'disable-update-check': true,
    'disable-getting-started-override': true,
    'enable-smoke-test-driver': true,
  });
  const listener = http.createServer((request, response) => server.handleRequest(request, response));
  listener.on('upgrade', (request, socket) => {
    server.handleUpgrade(request, socket);
    socket.resume();
  });
  listener.listen(Number(value('port') ?? 0), '127.0.0.1', () =>
    console.log(`Extension host agent listening on ${listener.address().port}`),
  );
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
