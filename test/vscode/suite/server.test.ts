import * as vscode from 'vscode';
import { eventConf, eventually, findings, has, hoverAt, inWorkspace, none, show, write } from './editing.ts';
import { equal, includes } from './expect.ts';

const rule = 'max-request-workers-not-a-multiple';
const inNode = typeof process === 'object' && Boolean(process.versions?.node) && process.platform !== 'win32';

describe('the server', () => {
  it('answers after a file was deleted while open', async () => {
    const uri = inWorkspace('mods-available/mpm_gone.conf');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('ThreadsPerChild 25\nMaxRequestWorkers 410\n'));
    const gone = await show('mods-available/mpm_gone.conf');
    await findings(gone, has(rule));
    await vscode.workspace.fs.delete(uri);

    includes(await hoverAt(gone, new vscode.Position(1, 3)), 'MaxRequestWorkers');
    const other = await show(eventConf);
    const stock = other.getText();
    await write(other, stock.replace('150', '410'));
    await findings(other, has(rule));
    await write(other, stock);
    await findings(other, none);
  });

  if (inNode) {
    it('comes back when its process is killed', async () => {
      const document = await show(eventConf);
      const stock = document.getText();
      await write(document, stock.replace('150', '410'));
      await findings(document, has(rule));
      const [first, ...others] = await serverProcesses();
      equal(others.length, 0, 'more servers than one');
      process.kill(Number(first), 'SIGKILL');

      let second: number | undefined;
      const looking = setInterval(async () => {
        [second] = (await serverProcesses()).filter((id) => id !== first);
      }, 200);
      try {
        await eventually('a new server', () => second);
      } finally {
        clearInterval(looking);
      }
      await write(document, stock);
      await findings(document, none);
      await write(document, stock.replace('150', '410'));
      await findings(document, has(rule));
      await write(document, stock);
      await findings(document, none);
    });
  }
});

/** The ids of the server's processes below this extension host. */
async function serverProcesses(): Promise<number[]> {
  const { execFileSync } = await import('node:child_process');
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .filter((row) => Number(row?.[2]) === process.pid && /dist[\\/]server\.js/.test(row?.[3] ?? ''))
    .map((row) => Number(row?.[1]));
}
