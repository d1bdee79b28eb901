import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../server/src/judge.ts';
import { defaultTarget } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { placeBlock } from '../server/src/tuning/place-block.ts';
import type { Plan, Request } from '../server/src/tuning/plan.ts';
import { tune } from '../server/src/tuning/tune.ts';
import { factsIn } from '../server/src/tuning/written-facts.ts';
import { excused, request } from './support/random-request.ts';

const gibi = 2 ** 30;
const facts = { memory: 2 * gibi, reserve: gibi, process: gibi / 16 };
const asked: Request = { workload: 'static', facts };

function planFor(one: Request): Plan {
  const tuning = tune(one);
  if (tuning.kind !== 'plan') throw new Error(tuning.kind);
  return tuning.plan;
}

function placed(text: string, one: Request = asked, name = 'httpd.conf'): string {
  const document = openDocument(`file:///etc/apache2/${name}`, text);
  return applyEdits(text, placeBlock(document, planFor(one), one));
}

/** The lines without the reasons, for the eye. */
const bare = (text: string) => text.replace(/^[ \t]*# (\w+ \d+: | {2}).*\r?\n/gm, '');

const settings = (indentation: string) =>
  [
    '# apache-mpm: memory=2G reserve=1G process=64M',
    'ServerLimit               30',
    'StartServers              2',
    'ThreadLimit               25',
    'ThreadsPerChild           25',
    'MinSpareThreads           25',
    'MaxSpareThreads           100',
    'MaxRequestWorkers         375',
    'AsyncRequestWorkerFactor  2',
    'MaxConnectionsPerChild    0',
  ]
    .map((line) => `${indentation}${line}\n`)
    .join('');

describe('a plan stands', () => {
  test('in the block of its MPM, where the old settings stood', () => {
    const before = `# tuning
<IfModule mpm_prefork_module>
  MaxRequestWorkers 150
</IfModule>
<IfModule mpm_event_module>
  # for the shop
  StartServers 2
  ListenBacklog 200
  maxclients 150
</IfModule>
Timeout 60
`;
    expect(bare(placed(before))).toBe(`# tuning
<IfModule mpm_prefork_module>
  MaxRequestWorkers 150
</IfModule>
<IfModule mpm_event_module>
  # for the shop
${settings('  ')}  ListenBacklog 200
</IfModule>
Timeout 60
`);
  });

  test('free, where a file that is of the MPM has its settings so', () => {
    const before = '# event\nStartServers 2\nThreadsPerChild 10\nTimeout 60';
    const after = `# event\n${settings('')}Timeout 60`;
    expect(bare(placed(before, asked, 'mods-available/mpm_event.conf'))).toBe(after);
    const load = 'LoadModule mpm_event_module modules/mod_mpm_event.so\n';
    expect(bare(placed(load + before))).toBe(load + after);
  });

  test('guarded at the end, where what stands free may be for another MPM', () => {
    const before = '# all\nMaxRequestWorkers 200\n';
    expect(bare(placed(before))).toBe(`${before}\n<IfModule mpm_event_module>\n${settings('    ')}</IfModule>\n`);
  });

  test('not in the place of settings that every MPM has', () => {
    const demand = { rate: 10, service: 0.1, requestsPerConnection: 5 };
    expect(placed('KeepAliveTimeout 3\nTimeout 60\n', { ...asked, demand })).toMatch(
      /^KeepAliveTimeout 3\nTimeout 60\n\n<IfModule/,
    );
  });

  test('in a new block at the end where there is none, with the line ends of the file', () => {
    const block = `<IfModule mpm_event_module>\n${settings('    ')}</IfModule>\n`;
    expect(bare(placed(''))).toBe(block);
    expect(bare(placed('Timeout 60\n'))).toBe(`Timeout 60\n\n${block}`);
    expect(bare(placed('Timeout 60'))).toBe(`Timeout 60\n\n${block}`);
    expect(bare(placed('Timeout 60\r\n'))).toBe(`Timeout 60\r\n\r\n${block.replaceAll('\n', '\r\n')}`);
  });

  test('in the block that counts, the last one, and in an empty one', () => {
    const block = '<IfModule event.c>\n</IfModule>\n';
    expect(bare(placed(block))).toBe(`<IfModule event.c>\n${settings('    ')}</IfModule>\n`);
    const two = '<IfModule event.c>\nStartServers 2\n</IfModule>\n';
    expect(bare(placed(two + two))).toBe(`${two}<IfModule event.c>\n${settings('')}</IfModule>\n`);
  });

  test('not among the settings of virtual hosts and other conditions', () => {
    const host = '<VirtualHost *:80>\n  KeepAliveTimeout 3\n</VirtualHost>\n';
    const demand = { rate: 10, service: 0.1, requestsPerConnection: 5 };
    expect(placed(host, { ...asked, demand })).toMatch(
      /^<VirtualHost \*:80>\n {2}KeepAliveTimeout 3\n<\/VirtualHost>\n\n<IfModule/,
    );
  });
});

test('tuning once more replaces what was written, reasons and facts too', () => {
  fc.assert(
    fc.property(request, request, (first, second) => {
      const [a, b] = [tune(first), tune({ ...second, mpm: 'event', workload: 'static' })];
      const again = tune({ ...first, mpm: 'event', workload: 'static' });
      if (a.kind !== 'plan' || b.kind !== 'plan' || again.kind !== 'plan') return;
      const before = '<IfModule mpm_event_module>\n    ListenBacklog 200\n</IfModule>\n';
      const document = (text: string) => openDocument('file:///x', text);
      const once = applyEdits(before, placeBlock(document(before), again.plan, first));
      const twice = applyEdits(once, placeBlock(document(once), b.plan, second));
      const straight = applyEdits(before, placeBlock(document(before), b.plan, second));
      const lines = (text: string) => text.split('\n').sort();
      // A setting that only the first one has stays; nothing else of it does.
      const kept = lines(once).filter((line) => /KeepAliveTimeout/.test(line) && !/KeepAliveTimeout/.test(straight));
      expect(lines(twice)).toEqual([...lines(straight), ...kept].sort());
    }),
    { numRuns: 200 },
  );
});

test('the facts are read back as they were written, and the block has no findings where it stands', () => {
  fc.assert(
    fc.property(request, (one) => {
      const tuning = tune(one);
      if (tuning.kind !== 'plan') return;
      const text = placed('Timeout 60\n', one);
      const document = openDocument('file:///etc/apache2/mods-available/some.conf', text);
      const read = factsIn([document]);
      expect(read).toMatchObject({ facts: one.facts, unread: [] });
      expect(Object.keys(read.demand ?? {}).sort()).toEqual(Object.keys(one.demand ?? {}).sort());
      expect(read.demand?.service ?? 1).toBeCloseTo(one.demand?.service ?? 1, 9);
      const snapshot = {
        path: '/etc/apache2/mods-available/some.conf',
        document,
        target: defaultTarget,
        found: new Map(),
      };
      const { findings } = judge(snapshot, rules);
      expect(findings.filter(({ rule }) => !excused(one).includes(rule.id))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
