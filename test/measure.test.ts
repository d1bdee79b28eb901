import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { measure } from '../server/src/hosts/measure.ts';
import { wordsOf } from '../server/src/text/message.ts';
import {
  readAge,
  readControlGroups,
  readCpuMax,
  readLimit,
  readPss,
  readStatus,
} from '../server/src/tuning/proc-texts.ts';
import { folderWith } from './support/folder.ts';

const mebi = 2 ** 20;
const gibi = 2 ** 30;

// As a kernel 6.1 wrote them, shortened.
const status = (name: string, parent: number, threads: number, resident: number) => `Name:	${name}
Umask:	0022
State:	S (sleeping)
PPid:	${parent}
Uid:	65534	65534	65534	65534
VmPeak:	 1276912 kB
VmRSS:	    ${resident} kB
RssAnon:	     976 kB
Threads:	${threads}
Cpus_allowed:	3
Cpus_allowed_list:	0-1,4
`;
const rollup = (pss: number) => `560e80a0e000-7ffe6d474000 ---p 00000000 00:00 0                          [rollup]
Rss:                4352 kB
Pss:               ${pss} kB
Pss_Dirty:           708 kB
SwapPss:               0 kB
`;
const limits = `Limit                     Soft Limit           Hard Limit           Units
Max cpu time              unlimited            unlimited            seconds
Max processes             96365                96365                processes
Max open files            1024                 4096                 files
`;
const stat = (started: number) =>
  `900 (apache (2) x) S 28532 28532 28532 0 -1 4194624 225 0 0 0 0 0 0 0 20 0 27 0 ${started} 1240449024 1022 18446744073709551615 94620287791104`;

/** An event server of two children and a daemon of mod_cgid, beside processes of others. */
const machine: Readonly<Record<string, string>> = {
  'proc/meminfo': 'MemTotal:        8388608 kB\nMemFree:         100 kB\n',
  'proc/uptime': '20000.00 17751.25\n',
  'proc/1/comm': 'systemd\n',
  'proc/1/status': status('systemd', 0, 1, 9000),
  'proc/900/comm': 'apache2\n',
  'proc/900/status': status('apache2', 1, 1, 7000),
  'proc/900/stat': stat(1_000_000),
  'proc/900/cgroup': '0::/system.slice/apache2.service\n',
  'proc/901/comm': 'apache2\n',
  'proc/901/status': status('apache2', 900, 27, 60_000),
  'proc/901/smaps_rollup': rollup(40_960),
  'proc/901/limits': limits,
  'proc/902/comm': 'apache2\n',
  'proc/902/status': status('apache2', 900, 27, 50_000),
  'proc/902/smaps_rollup': rollup(30_720),
  'proc/903/comm': 'apache2\n',
  'proc/903/status': status('apache2', 900, 1, 3000),
  'proc/903/smaps_rollup': rollup(1024),
  'proc/905/comm': 'apache2ctl\n',
  'proc/905/status': status('apache2ctl', 900, 90, 3000),
};

const measuredIn = (files: Readonly<Record<string, string>>, pid = 900) => {
  const measurement = measure(pid, folderWith(files));
  return measurement && { ...measurement, remarks: measurement.remarks.map((remark) => wordsOf(remark)) };
};

describe('a running server', () => {
  test('is measured by the largest of its serving children, without those that only start scripts', () => {
    expect(measuredIn(machine)).toEqual({
      facts: { memory: 8 * gibi, process: 40 * mebi, processThreads: 25, cores: 3, descriptors: 1024 },
      remarks: [
        'Measured: 2 child processes, the largest 40 MiB, 35 MiB on average (PSS: shared memory counted by shares)',
      ],
    });
  });

  test('is measured by its resident size where another user may not see the proportional one, which is said', () => {
    const { 'proc/902/smaps_rollup': _, ...files } = machine;
    const { facts, remarks } = measuredIn(files)!;
    expect(facts.process).toBe(60_000 * 1024);
    expect(remarks[0]).toContain('RSS: shared memory is counted in each');
  });

  test('that is young tells no size, and that is said', () => {
    const { facts, remarks } = measuredIn({ ...machine, 'proc/900/stat': stat(2_000_000 - 6_100) })!;
    expect(facts).toEqual({ memory: 8 * gibi, processThreads: 25, cores: 3, descriptors: 1024 });
    expect(remarks[1]).toBe(
      'The server has run for 1 min only and its processes have not grown yet: their size is not taken; measure again after a day under load',
    );
  });

  test.each([
    [
      'version 2, of the service and of the slice above it',
      {
        'sys/fs/cgroup/system.slice/apache2.service/memory.max': 'max\n',
        'sys/fs/cgroup/system.slice/memory.max': `${2 * gibi}\n`,
        'sys/fs/cgroup/system.slice/apache2.service/pids.max': '512\n',
        'sys/fs/cgroup/system.slice/apache2.service/cpu.max': '150000 100000\n',
        'sys/fs/cgroup/system.slice/cpu.max': 'max 100000\n',
      },
    ],
    [
      'version 2, inside of a container',
      {
        'proc/900/cgroup': '0::/\n',
        'sys/fs/cgroup/memory.max': `${2 * gibi}\n`,
        'sys/fs/cgroup/pids.max': '512\n',
        'sys/fs/cgroup/cpu.max': '150000 100000\n',
      },
    ],
    [
      'version 1, inside of a container that is told its name outside',
      {
        'proc/900/cgroup': '4:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n2:pids:/docker/abc\n0::/\n',
        'sys/fs/cgroup/memory/memory.limit_in_bytes': `${2 * gibi}\n`,
        'sys/fs/cgroup/pids/docker/abc/pids.max': '512\n',
        'sys/fs/cgroup/pids/pids.max': 'max\n',
        'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '150000\n',
        'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
      },
    ],
  ])('has the limits of its control groups: %s', (_, files) => {
    const { facts, remarks } = measuredIn({ ...machine, ...files })!;
    expect(facts).toMatchObject({ memory: 2 * gibi, pids: 512, cores: 1.5 });
    expect(remarks).toContain('The control group allows 2 GiB, less than the machine has');
  });

  test('is the one that is named, whichever others run', () => {
    const other = {
      'proc/950/comm': 'httpd\n',
      'proc/950/status': status('httpd', 1, 1, 7000),
      'proc/951/comm': 'httpd-prefork\n',
      'proc/951/status': status('httpd-prefork', 950, 1, 20_480),
      'proc/951/smaps_rollup': rollup(10_240),
    };
    expect(measuredIn({ ...machine, ...other })!.facts.process).toBe(40 * mebi);
    const { facts: named, remarks } = measuredIn({ ...machine, ...other }, 950)!;
    expect(remarks).toContain(
      'The processes have one thread each, as prefork has them; with threads a process takes more',
    );
    expect(named.process).toBe(10 * mebi);
    expect(named).not.toHaveProperty('processThreads');
  });

  test('whose process list nobody may read is not there, nor are its limits', () => {
    // As a /proc with hidepid=2 shows the processes of others: not at all, or without their files.
    const hidden = Object.fromEntries(Object.keys(machine).map((path) => [path.replace(/comm$|status$/, 'none'), '']));
    expect(measuredIn(hidden)).toBeUndefined();
    const { 'proc/901/status': _, 'proc/902/status': __, 'proc/903/status': ___, ...childless } = machine;
    expect(measuredIn(childless)).toBeUndefined();
  });

  test('is not there', () => {
    expect(measuredIn({ 'proc/1/comm': 'systemd\n', 'proc/1/status': status('systemd', 0, 1, 9000) })).toBeUndefined();
    expect(measuredIn({})).toBeUndefined();
    expect(measuredIn(machine, 12_345)).toBeUndefined();
  });
});

test('what processes have of their own is told apart from what they share, which counts once', () => {
  const own = (pss: number, clean: number, dirty: number) =>
    `${rollup(pss)}Private_Clean:      ${clean} kB\nPrivate_Dirty:      ${dirty} kB\n`;
  const files = {
    ...machine,
    'proc/901/smaps_rollup': own(40_960, 1024, 35_840),
    'proc/902/smaps_rollup': own(30_720, 1024, 19_456),
  };
  const { facts, remarks } = measuredIn(files)!;
  // 60000 KiB are resident in the first, of which 36864 are its own; in the second 50000 and 20480.
  expect(facts).toMatchObject({ process: 36_864 * 1024, shared: (50_000 - 20_480) * 1024 });
  expect(remarks[0]).toBe(
    'Measured: 2 child processes, the largest with 36 MiB of its own, 28 MiB on average, and 28.8 MiB that they share',
  );
});

describe('texts of the kernel', () => {
  test('that are something else, or of a process that has ended, tell nothing', () => {
    for (const text of ['', 'nonsense', 'Name:\tapache2\nState:\tZ (zombie)\nPPid:\t900\nThreads:\t1\n']) {
      expect(readStatus(text)).toBeUndefined();
      expect(readPss(text)).toBeUndefined();
      expect(readAge(text, '1 2')).toBeUndefined();
    }
  });

  test('that mean no limit are none', () => {
    for (const text of ['max', '', '-1', '9223372036854771712', 'nonsense']) expect(readLimit(text)).toBeUndefined();
    for (const text of ['max 100000', '', '-1 100000', '0 0', 'nonsense']) expect(readCpuMax(text)).toBeUndefined();
    expect(readControlGroups('')).toEqual({ unified: undefined, memory: undefined, cpu: undefined, pids: undefined });
  });
});

test('nothing but measuring asks the machine, which happens when a person asks for it', () => {
  const folder = fileURLToPath(new URL('../server/src', import.meta.url));
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const asking = (pattern: RegExp) => sources.filter((name) => pattern.test(readFileSync(join(folder, name), 'utf8')));
  expect(asking(/from 'node:os'|totalmem|availableParallelism/)).toEqual([]);
  expect(asking(/read\([`']proc\//).sort()).toEqual([
    'hosts/control-groups.ts',
    'hosts/measure.ts',
    'hosts/running-servers.ts',
  ]);
  // The command line for its option, the server for its request; the host of the server only hands it on.
  expect(asking(/\bmeasure\((?!parentId)/).sort()).toEqual([
    'hosts/cli/tune.ts',
    'hosts/node.ts',
    'server/measure-request.ts',
  ]);
  expect(asking(/\brunningServers\((?!root)/).sort()).toEqual(['hosts/cli/tune.ts', 'hosts/node.ts']);
});
