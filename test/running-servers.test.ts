import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runningServers } from '../server/src/hosts/running-servers.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { visible } from '../server/src/text/visible.ts';
import { commandLineOf, configurationFileOf } from '../server/src/tuning/httpd-arguments.ts';
import { readListeners, readSocket } from '../server/src/tuning/proc-texts.ts';
import { aboutServer } from '../server/src/tuning/running-server.ts';
import { folderWith } from './support/folder.ts';

const status = (name: string, parent: number) => `Name:\t${name}\nPPid:\t${parent}\nVmRSS:\t 5000 kB\nThreads:\t1\n`;
const process = (pid: number, parent: number, name: string, ...words: readonly string[]) => ({
  [`proc/${pid}/comm`]: `${name}\n`,
  [`proc/${pid}/status`]: status(name, parent),
  [`proc/${pid}/cmdline`]: words.map((word) => `${word}\0`).join(''),
});

// As a kernel 6.1 wrote them, shortened: 80 and 443 listen, a connection of 80 does not.
const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const row = (local: string, state: string, inode: number) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0\n`;
const tcp = `${head}${row('00000000:0050', '0A', 11)}${row('0100007F:1F90', '0A', 21)}${row('0100007F:0050', '01', 12)}`;
const tcp6 = `${head}${row('00000000000000000000000000000000:01BB', '0A', 13)}`;

const machine: Readonly<Record<string, string>> = {
  'proc/net/tcp': tcp,
  'proc/net/tcp6': tcp6,
  ...process(1, 0, 'systemd', '/sbin/init'),
  ...process(900, 1, 'apache2', '/usr/sbin/apache2', '-k', 'start'),
  ...process(901, 900, 'apache2', '/usr/sbin/apache2', '-k', 'start'),
  ...process(950, 1, 'httpd', '/opt/httpd/bin/httpd', '-d', '/srv/shop', '-f', 'conf/shop.conf', '-DFOREGROUND'),
  ...process(951, 950, 'httpd', '/opt/httpd/bin/httpd'),
};
const links: Readonly<Record<string, string>> = {
  'proc/900/fd/0': '/dev/null',
  'proc/900/fd/3': 'socket:[11]',
  'proc/900/fd/4': 'socket:[13]',
  'proc/900/fd/5': 'socket:[12]',
  'proc/900/fd/6': 'anon_inode:[eventpoll]',
  'proc/950/fd/4': 'socket:[21]',
};

function serversIn(files: Readonly<Record<string, string>>, to: Readonly<Record<string, string>> = {}) {
  const root = folderWith(files);
  for (const [path, target] of Object.entries(to)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  }
  return runningServers(root);
}

describe('running servers', () => {
  test('are told apart by process id, command line, ports and configuration file', () => {
    expect(serversIn(machine, links)).toEqual([
      {
        pid: 900,
        commandLine: '/usr/sbin/apache2 -k start',
        ports: [80, 443],
        configurationFile: '/etc/apache2/apache2.conf',
      },
      {
        pid: 950,
        commandLine: '/opt/httpd/bin/httpd -d /srv/shop -f conf/shop.conf -DFOREGROUND',
        ports: [8080],
        configurationFile: '/srv/shop/conf/shop.conf',
      },
    ]);
  });

  test('have no ports where this user may not see what they have open, and none in place of those of others', () => {
    expect(serversIn(machine).map(({ ports }) => ports)).toEqual([undefined, undefined]);
    expect(serversIn(machine, { 'proc/900/fd/0': '/dev/null' })[0]!.ports).toEqual([]);
  });

  test('have the ports of their own network, as in a container', () => {
    const own = { 'proc/950/net/tcp': `${head}${row('00000000:0051', '0A', 21)}` };
    expect(serversIn({ ...machine, ...own }, links).map(({ ports }) => ports)).toEqual([[80, 443], [81]]);
  });

  test('are not their children, nor programs of other names, nor those without children', () => {
    const { 'proc/951/comm': _, ...childless } = machine;
    const pids = (files: Readonly<Record<string, string>>) => serversIn(files).map(({ pid }) => pid);
    expect(pids({ ...machine, ...process(960, 1, 'nginx'), ...process(961, 960, 'nginx') })).toEqual([900, 950]);
    expect(pids(childless)).toEqual([900]);
    expect(pids({})).toEqual([]);
  });

  test('are neither the script that waits for one nor a child that has just forked', () => {
    const more = { ...process(902, 900, 'apache2'), ...process(903, 902, 'apache2') };
    const script = { ...process(899, 1, 'httpd'), ...machine, 'proc/900/status': status('apache2', 899), ...more };
    expect(serversIn(script).map(({ pid }) => pid)).toEqual([900, 950]);
  });

  test('are so many at most', () => {
    const many = Object.assign(
      {},
      ...Array.from({ length: 60 }, (_, at) => ({
        ...process(1000 + at, 1, 'httpd'),
        ...process(2000 + at, 1000 + at, 'httpd'),
      })),
    );
    expect(serversIn(many)).toHaveLength(50);
  });

  test('whose command line is hostile are told in one short line, nothing in it acted on', () => {
    const evil = [
      '/usr/sbin/apache2',
      '-D',
      'a\n\x1b[2J\x07\u202e$(alert) [x](y)',
      `-D${'b'.repeat(100_000)}`,
      '-f',
      '/x\ny',
    ];
    const [server] = serversIn({ ...machine, ...process(900, 1, 'apache2', ...evil) });
    expect(server!.commandLine).toMatch(
      /^\/usr\/sbin\/apache2 -D 'a\\n\\x1b\[2J\\x07\\u202e\$\(alert\) \[x\]\(y\)' -Db+…$/,
    );
    expect(server!.commandLine.length).toBeLessThan(400);
    expect(server!.configurationFile).toBe('/x\\ny');
    expect(wordsOf(aboutServer(server!))).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('without a command line, as one that ends, go by their name', () => {
    const [server] = serversIn({ ...machine, 'proc/900/cmdline': '' });
    expect(server).toMatchObject({ pid: 900, commandLine: 'apache2' });
  });

  test('are told in one line each', () => {
    const lines = (to = links) => serversIn(machine, to).map((server) => wordsOf(aboutServer(server)));
    expect(lines()[0]).toBe(
      '--pid 900: ports 80, 443; configuration file /etc/apache2/apache2.conf; command line /usr/sbin/apache2 -k start',
    );
    expect(lines({})[1]).toMatch(/^--pid 950: ports not readable by this user; configuration file \/srv\/shop\/conf\//);
    const many = { pid: 1, commandLine: 'httpd', configurationFile: undefined };
    const ports = Array.from({ length: 40 }, (_, at) => 8000 + at);
    expect(wordsOf(aboutServer({ ...many, ports }))).toBe(
      '--pid 1: ports 8000, 8001, 8002, 8003, 8004, 8005, 8006, 8007, 8008, 8009, 8010, 8011, …; configuration file unknown; command line httpd',
    );
    expect(wordsOf(aboutServer({ ...many, ports: [] }))).toContain('no TCP port');
  });
});

describe('the configuration file', () => {
  const at = (paths: readonly string[], ...words: readonly string[]) =>
    configurationFileOf(words, (path) => paths.includes(path));

  test.each([
    [['/usr/sbin/apache2'], '/etc/apache2/apache2.conf'],
    [['apache2', '-d', '/srv/x/'], '/srv/x/apache2.conf'],
    [['/usr/local/apache2/bin/httpd', '-DFOREGROUND'], '/usr/local/apache2/conf/httpd.conf'],
    [['/opt/httpd/sbin/httpd', '-f', 'a.conf'], '/opt/httpd/a.conf'],
    [['/usr/sbin/httpd', '-f', '/x.conf'], '/x.conf'],
    [['/usr/sbin/httpd'], undefined],
    [['/usr/sbin/httpd', '-f', 'x.conf'], undefined],
    [[''], undefined],
  ])('of %j is %s', (words, file) => expect(at([], ...words)).toBe(file));

  test('of a program that several distributions have is the one that is there', () => {
    const [rhel, suse] = ['/etc/httpd/conf/httpd.conf', '/etc/apache2/httpd.conf'];
    expect(at([rhel], '/usr/sbin/httpd')).toBe(rhel);
    expect(at([suse], '/usr/sbin/httpd-prefork')).toBe(suse);
    expect(at([rhel], '/usr/sbin/httpd', '-f', 'conf/own.conf')).toBe('/etc/httpd/conf/own.conf');
    expect(at([suse], '/usr/sbin/httpd', '-f', 'own.conf')).toBeUndefined();
  });
});

test('words of a command line are told as they would be typed', () => {
  expect(commandLineOf(['a', 'b c', "d'e", '', '-DX', '$(x)'])).toBe(`a 'b c' 'd'\\''e' '' -DX '$(x)'`);
});

test('what is not seen in a text is made visible, and a long one is cut', () => {
  expect(visible('a\tb\r\n\0\x7f\x85\u200b\ufeff\u2028\u2066\ud800\u{e0041}é漢😀', 100)).toBe(
    'a\\tb\\r\\n\\x00\\x7f\\x85\\u200b\\ufeff\\u2028\\u2066\\ud800\\u{e0041}é漢😀',
  );
  expect(visible('abc', 3)).toBe('abc');
  expect(visible('abcd', 3)).toBe('abc…');
});

test('tables of sockets and links that are something else tell nothing', () => {
  for (const text of ['', 'nonsense', head, '0: x:0050 y 0A', row('00000000:0050', '01', 1), 'a'.repeat(100_000)]) {
    expect(readListeners(text)).toEqual([]);
  }
  expect(readListeners(tcp)).toEqual([
    { port: 80, socket: '11' },
    { port: 8080, socket: '21' },
  ]);
  expect(['socket:[7]', 'pipe:[7]', '/socket:[7]', ''].map(readSocket)).toEqual(['7', undefined, undefined, undefined]);
});
