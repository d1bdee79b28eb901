import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnnotatedTextEdit, CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol';
import codeActions from '../server/src/features/code-actions.ts';
import codeLens from '../server/src/features/code-lens.ts';
import planner, { type Planner } from '../server/src/features/planner.ts';
import tune, { type Tuned } from '../server/src/features/tune.ts';
import writeFacts, { type WrittenFactsAnswer } from '../server/src/features/write-facts.ts';
import { judge } from '../server/src/judge.ts';
import { defaultTarget } from '../server/src/resolve/snapshot.ts';
import { rules } from '../server/src/rules/index.ts';
import { applyEdits } from '../server/src/syntax/apply-edits.ts';
import { openDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';
import { blockOf } from '../server/src/tuning/block.ts';
import { capacityCurve, loadRamp } from '../server/src/tuning/forecast.ts';
import { type Goal, propose } from '../server/src/tuning/goal.ts';
import { tunedMpms } from '../server/src/tuning/workload.ts';
import { judgedAlone } from './support/both-sides.ts';
import { ask, worldOf } from './support/world.ts';

const path = '/etc/apache2/mods-available/mpm_event.conf';
const block = (facts: string, more = '') => `<IfModule mpm_event_module>
    ${facts}
    StartServers             2
    MinSpareThreads          25
    MaxSpareThreads          75
    ThreadLimit              64
    ThreadsPerChild          25
    MaxRequestWorkers        150
${more}</IfModule>
`;
const facts = '# apache-mpm: memory=8G reserve=1G process=60M process-threads=25 thread=512K';

function afterEdit(text: string, answer: Tuned | WrittenFactsAnswer): string {
  if (answer.kind !== 'edit') throw new Error(`no edit: ${answer.messages}`);
  return changed(text, answer.edit.changes!);
}

function changed(text: string, changes: Readonly<Record<string, readonly TextEdit[]>>): string {
  const [edits = []] = Object.values(changes);
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ at: { uri: '', ...range }, text: newText })),
  );
}

const tuneTo = (text: string, goal: Goal, facts = {}) =>
  ask<Tuned>(tune, worldOf({ [path]: text }), path, { goal, facts });

describe('settings for a goal', () => {
  test('serve so many at once, in whole processes', () => {
    const text = afterEdit(block(facts), tuneTo(block(facts), { kind: 'serve', workers: 420 }));
    expect(text).toMatch(/^ {4}MaxRequestWorkers +425$/m);
    expect(text).toMatch(/^ {4}ServerLimit +34$/m);
    expect(text).toContain('# MaxRequestWorkers 425: 420 at once, as asked, in whole processes: 17 × 25');
    expect(text.match(/MaxRequestWorkers +\d+$/gm)).toHaveLength(1);
  });

  test('keep the capacity, in half the memory', () => {
    const answer = tuneTo(block(facts), { kind: 'half memory' });
    const text = afterEdit(block(facts), answer);
    expect(text).toMatch(/ThreadsPerChild +(5|6|7)\d$/m);
    expect(answer).toMatchObject({ notes: [expect.stringContaining('instead of 360'), expect.anything()] });
  });

  test('half the memory wants to know what a thread adds: without that, nothing is saved', () => {
    const unknown = block('# apache-mpm: memory=8G process=60M');
    expect(tuneTo(unknown, { kind: 'half memory' })).toEqual({
      kind: 'questions',
      messages: [expect.stringContaining('(thread)')],
    });
  });

  test('facts that are given count before those of the file, and are written with the settings', () => {
    const text = afterEdit(block(facts), tuneTo(block(facts), { kind: 'facts' }, { memory: '4 GiB' }));
    expect(text).toContain('# apache-mpm: memory=4G reserve=1G process=60M');
    expect(text).not.toContain('memory=8G');
  });

  test.each<[string, Goal, Record<string, string>, string]>([
    ['no number', { kind: 'serve', workers: 0 }, {}, 'is no number of requests'],
    ['more than the memory holds', { kind: 'serve', workers: 1_000_000 }, {}, '1000000 at once is more than can be'],
    ['a budget for no process', { kind: 'facts' }, { memory: '64M', reserve: '60M' }, 'processes'],
    ['a negative fact', { kind: 'facts' }, { memory: '-1G' }, 'memory'],
    ['a word that is no fact', { kind: 'facts' }, { memory: 'lots' }, '“lots” is no amount of memory'],
    ['a pool that cannot be', { kind: 'pool', processes: 0, threads: 25 }, {}, '0 processes of 25 threads'],
    ['no goal', { kind: 'nonsense' } as never, {}, 'This is no goal'],
  ])('%s is refused with the reason', (_, goal, given, why) => {
    const answer = tuneTo(block(facts), goal, given);
    expect(answer.kind).toBe('refused');
    expect(answer.kind === 'refused' && answer.messages.join('\n')).toContain(why);
  });

  test('without facts it asks', () => {
    const answer = tuneTo(block('# nothing'), { kind: 'facts' });
    expect(answer.kind).toBe('questions');
    expect(answer.kind === 'questions' && answer.messages.length).toBeGreaterThan(1);
  });

  test('a file without a pool is told', () => {
    const world = worldOf({ '/srv/vhost.conf': 'LoadModule mpm_netware_module m.so\n' });
    expect(ask<Tuned>(tune, world, '/srv/vhost.conf', { goal: { kind: 'facts' } }).kind).toBe('refused');
  });

  test('what is proposed runs as it is written', () => {
    const sizes = fc.record({
      mpm: fc.constantFrom('event' as const, 'worker' as const, 'prefork' as const),
      processes: fc.integer({ min: 1, max: 900 }),
      threads: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(sizes, ({ mpm, processes, threads: each }) => {
        const threads = mpm === 'prefork' ? 1 : each;
        const proposal = propose(
          { kind: 'pool', processes, threads },
          { mpm, processes: 4, threads: 25 },
          { facts: {} },
        );
        if (proposal.kind !== 'proposed') throw new Error('refused');
        const text = proposal.plan.settings.map(({ name, value }) => `${name} ${value}\n`).join('');
        const document = openDocument('file:///httpd.conf', text);
        const target = { ...defaultTarget, mpm };
        const { analyses } = judge({ path: '/httpd.conf', document, target, found: new Map() }, rules);
        expect(analyses[0]!.model!.adjustments).toEqual([]);
        expect(analyses[0]!.model!.capacity.workers).toBe(processes * threads);
      }),
      { numRuns: 60 },
    );
  });
});

test('what a goal comes to has no finding', () => {
  const pools = fc.record({
    mpm: fc.constantFrom(...tunedMpms),
    processes: fc.integer({ min: 4, max: 120 }),
    threads: fc.integer({ min: 5, max: 64 }),
    goal: fc.oneof(
      fc.integer({ min: 100, max: 2000 }).map((workers): Goal => ({ kind: 'serve', workers })),
      fc.constantFrom<Goal>({ kind: 'facts' }, { kind: 'half memory' }),
    ),
  });
  let proposals = 0;
  fc.assert(
    fc.property(pools, ({ mpm, processes: many, threads: some, goal }) => {
      const threads = mpm === 'prefork' ? 1 : some;
      const processes = mpm === 'winnt' ? 1 : many;
      const facts = { memory: 8 * 2 ** 30, reserve: 2 ** 30, process: 20 * 2 ** 20, thread: 100 * 1024 };
      const proposal = propose(goal, { mpm, processes, threads }, { facts });
      if (proposal.kind !== 'proposed') return;
      proposals++;
      const { findings, model } = judgedAlone(mpm, blockOf(proposal.plan, { facts: {} }));
      // Whoever wants half the memory may get it in two processes, and is told of it with the proposal.
      const told = proposal.notes.some(({ template }) => template.startsWith('A process that ends takes'));
      const found = findings.filter(({ rule }) => !(told && rule.id === 'few-processes-hold-all-workers'));
      expect(found.map(({ rule, message }) => `${rule.id}: ${wordsOf(message)}`)).toEqual([]);
      for (const { name, value } of proposal.plan.settings) {
        expect(model!.settings.get(name)!.effective, name).toBe(value);
      }
    }),
    { numRuns: 200 },
  );
  expect(proposals).toBeGreaterThan(100);
});

describe('the file where the layout keeps the settings', () => {
  const main = '/etc/httpd/conf/httpd.conf';
  const extra = '/etc/httpd/conf/extra/httpd-mpm.conf';
  const world = () =>
    worldOf({
      [main]: 'ServerRoot /etc/httpd\nLoadModule mpm_event_module m.so\nInclude conf/extra/httpd-mpm.conf\n',
      [extra]: block(facts),
    });
  const edited = (answer: Tuned | WrittenFactsAnswer) =>
    answer.kind === 'edit' ? Object.keys(answer.edit.changes!) : [];

  test('is edited, whichever of them is in front', () => {
    for (const open of [main, extra]) {
      expect(edited(ask<Tuned>(tune, world(), open, { goal: { kind: 'serve', workers: 400 } }))).toEqual([
        `file://${extra}`,
      ]);
      expect(edited(ask<WrittenFactsAnswer>(writeFacts, world(), open, { facts: { cores: '4' } }))).toEqual([
        `file://${extra}`,
      ]);
      expect(ask<Planner>(planner, world(), open).now.workers).toBe(150);
    }
  });
});

describe('facts', () => {
  test('are put into the block, with those that it has', () => {
    const world = worldOf({ [path]: block('# for the shop') });
    const answer = ask<WrittenFactsAnswer>(writeFacts, world, path, { facts: { memory: '8G', process: '60M' } });
    expect(afterEdit(block('# for the shop'), answer)).toBe(
      block('# for the shop').replace('\n', '\n    # apache-mpm: memory=8G process=60M\n'),
    );
  });

  test('replace those that it has, once', () => {
    const text = block(facts);
    const answer = ask<WrittenFactsAnswer>(writeFacts, worldOf({ [path]: text }), path, { facts: { memory: '16G' } });
    expect(afterEdit(text, answer)).toBe(text.replace('memory=8G', 'memory=16G'));
  });
});

describe('an edit', () => {
  test('waits for a person and for its version, where the client can', () => {
    const plain = worldOf({ [path]: block(facts) });
    const world = {
      ...plain,
      confirmedEdits: true,
      open: (uri: string) => {
        const open = plain.open(uri);
        return open && { ...open, version: 7 };
      },
    };
    const answer = ask<Tuned>(tune, world, path, { goal: { kind: 'serve', workers: 200 } });
    if (answer.kind !== 'edit') throw new Error('no edit');
    const [change] = answer.edit.documentChanges as TextDocumentEdit[];
    expect(answer.version).toBe(7);
    expect(change!.textDocument).toEqual({ uri: `file://${path}`, version: 7 });
    for (const edit of change!.edits as AnnotatedTextEdit[]) {
      expect(answer.edit.changeAnnotations![edit.annotationId]).toMatchObject({ needsConfirmation: true });
    }
  });
});

describe('the block under the cursor', () => {
  const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 0 } });
  const offered = (text: string, line = 2) =>
    ask<CodeAction[]>(codeActions, worldOf({ [path]: text }), path, {
      range: at(line),
      context: { diagnostics: [], only: ['refactor.rewrite'] },
    }).filter(({ title }) => !title.startsWith('Convert'));

  test('is tuned at once where the file tells the facts', () => {
    const [tuned, serve, half] = offered(block(facts));
    expect(tuned).toMatchObject({ title: 'Tune for 8 GiB' });
    expect(changed(block(facts), tuned!.edit!.changes!)).toMatch(/MaxRequestWorkers +\d{4}$/m);
    expect(serve).toMatchObject({
      command: { command: 'apacheMpm.tune', arguments: [`file://${path}`, at(2).start, 'serve'] },
    });
    expect(half).toMatchObject({ title: 'Keep the capacity, use half the memory', edit: expect.anything() });
  });

  test('asks through the editor where it does not', () => {
    expect(offered(block('#')).map(({ title, command }) => [title, command?.command])).toEqual([
      ['Tune…', 'apacheMpm.tune'],
      ['Serve so many at once…', 'apacheMpm.tune'],
      ['Keep the capacity, use half the memory', 'apacheMpm.tune'],
    ]);
  });

  test('may be no block', () => {
    const free = 'ThreadsPerChild 25\nMaxRequestWorkers 150\nListen 80\n';
    expect(offered(free, 1)).toHaveLength(3);
    expect(offered(free, 2)).toEqual([]);
  });

  test('is left alone where settings stand in a macro', () => {
    const macro = '<Macro pool>\nMaxRequestWorkers 150\n</Macro>\nUse pool\n<IfModule event.c>\n</IfModule>\n';
    expect(offered(macro, 4)).toEqual([]);
    expect(tuneTo(macro, { kind: 'serve', workers: 100 })).toMatchObject({
      kind: 'refused',
      messages: [expect.stringContaining('in a macro')],
    });
  });

  test('is not tuned from outside of it, and prefork says why it cannot save', () => {
    expect(offered(`${block(facts)}\nListen 80\n`, 10)).toEqual([]);
    const prefork = '<IfModule mpm_prefork_module>\nMaxRequestWorkers 100\n</IfModule>\n';
    expect(offered(prefork, 1).at(-1)).toMatchObject({
      disabled: { reason: expect.stringContaining('Under prefork') },
    });
  });

  test('has a lens that opens the planner', () => {
    const lenses = ask<{ command: { title: string; command: string; arguments?: unknown[] } }[]>(
      codeLens,
      worldOf({ [path]: block(facts) }),
      path,
    );
    expect(lenses.at(-1)!.command).toEqual({
      title: 'Tune…',
      command: 'apacheMpm.openPlanner',
      arguments: [`file://${path}`, { line: 0, character: 0 }],
    });
  });
});

describe('the planner', () => {
  const plan = (text: string, more = {}, at = path) => ask<Planner>(planner, worldOf({ [at]: text }), at, more);
  const other = '/etc/httpd/conf/extra/httpd-mpm.conf';

  test('shows what the file gives', () => {
    const shown = plan(block(facts));
    expect(shown).toMatchObject({ mpm: 'event', proposed: null, problems: [], most: { processes: 10_000 } });
    expect(shown.now).toMatchObject({ processes: 6, threads: 25, workers: 150, connections: 450 });
    expect(shown.budget).toMatchObject({ bytes: 7 * 2 ** 30 });
    expect(shown.facts.find(({ name }) => name === 'memory')).toMatchObject({ value: '8G', from: 'the file' });
    expect(shown.facts.find(({ name }) => name === 'rps')).toMatchObject({ value: '', from: '' });
    expect(shown.now.settings).toContainEqual({ name: 'MaxRequestWorkers', value: 150, because: [] });
  });

  test('says when the pool is full under the load', () => {
    const { now } = plan(block(facts));
    expect(now.ramp.messages.map(({ code }) => code)).toContain('AH00484');
    expect(Math.max(...now.ramp.samples.map(({ waiting }) => waiting))).toBeGreaterThan(0);
  });

  test('shows a chosen pool beside it, under the same load', () => {
    const shown = plan(block(facts), { goal: { kind: 'pool', processes: 20, threads: 25 } });
    expect(shown.proposed).toMatchObject({ processes: 20, workers: 500 });
    expect(shown.now.ramp.samples.map(({ asked }) => asked)).toEqual(
      shown.proposed!.ramp.samples.map(({ asked }) => asked),
    );
    expect(shown.proposed!.bytes).toBeGreaterThan(shown.now.bytes!);
  });

  test('says what is wrong or lacking, and still shows the file', () => {
    expect(plan(block(facts), { facts: { memory: 'x' } })).toMatchObject({ problems: [expect.stringContaining('x')] });
    const lacking = plan(block('#'), { goal: { kind: 'facts' } });
    expect(lacking).toMatchObject({ proposed: null, budget: null, now: { bytes: null } });
    expect(lacking.problems.length).toBeGreaterThan(0);
  });

  test.each([
    [{ memory: '0G' }, 'memory is zero'],
    [{ memory: '-1G' }, 'memory -1 GiB is negative'],
    [{ memory: '900T' }, 'memory 900 TiB is more than can be true'],
    [{ memory: '8' }, '“8” has no unit'],
    [{ process: '1B' }, 'process 1 B is less than can be true'],
    [{ cores: 'many' }, '“many” is no number'],
    [{ reserve: '9G' }, 'The reserve of 9 GiB leaves nothing of the memory of 8 GiB'],
    [{ rps: '5' }, 'A demand needs both rps and service-ms'],
    [{ rps: '5', 'service-ms': '0' }, '0 ms for a request'],
    [{ colour: 'red' }, '“colour=red” is no fact'],
  ])('%j is told, and nothing is proposed or written', (facts, problem) => {
    const text = block('# apache-mpm: memory=8G process=60M');
    const shown = plan(text, { facts, goal: { kind: 'facts' } });
    expect(shown.problems[0]).toContain(problem);
    expect(shown).toMatchObject({ proposed: null, budget: null, now: { workers: 150 } });
    const world = worldOf({ [path]: text });
    expect(ask<Tuned>(tune, world, path, { goal: { kind: 'facts' }, facts }).kind).toBe('refused');
    expect(ask<WrittenFactsAnswer>(writeFacts, world, path, { facts }).kind).toBe('refused');
  });

  test('units may be written as people write them', () => {
    for (const memory of ['8G', '8GiB', '8192m', ' 8 gb ']) {
      expect(plan(block('#'), { facts: { memory, reserve: '1g', process: '60M' } }).budget!.bytes).toBe(7 * 2 ** 30);
    }
  });

  test('has nothing to show for other files', () => {
    expect(ask(planner, worldOf({ '/a.conf': 'LoadModule mpm_netware_module m.so\n' }), '/a.conf')).toBeNull();
    expect(ask(planner, worldOf({ '/a.conf': '' }), '/b.conf')).toBeNull();
  });

  describe('beside another MPM', () => {
    test('shows as many at once under each of the platform', () => {
      const { mpms, proposedMpm, proposed } = plan(block(facts));
      expect(mpms.map(({ mpm, processes, threads, workers }) => [mpm, processes, threads, workers])).toEqual([
        ['event', 6, 25, 150],
        ['worker', 6, 25, 150],
        ['prefork', 150, 1, 150],
      ]);
      // 60 MiB less 24 times 512 KiB for a process without threads.
      expect(mpms[2]!.bytes! / mpms[0]!.bytes!).toBeCloseTo((150 * 48) / (6 * 60), 0);
      expect([proposedMpm, proposed]).toEqual(['event', null]);
    });

    test('proposes for it as many at once, and says that it has to be loaded', () => {
      const shown = plan(block(facts), { mpm: 'prefork', facts: { memory: '16G' } });
      expect(shown).toMatchObject({ mpm: 'event', proposedMpm: 'prefork', problems: [] });
      expect(shown.proposed).toMatchObject({ processes: 150, threads: 1, workers: 150, connections: 150 });
      expect(shown.proposed!.settings.map(({ name }) => name)).toContain('MinSpareServers');
      expect(shown.notes[0]).toBe(
        'event is what runs: these settings count once prefork is loaded instead, see Switch MPM',
      );
      expect(shown.notes[1]).toBe('A process without threads is counted with 48 MiB; measure one to know');
    });

    test('the goals hold for it, too', () => {
      const wanted = plan(block(facts), { mpm: 'worker', goal: { kind: 'serve', workers: 400 } });
      expect(wanted.proposed).toMatchObject({ processes: 16, workers: 400 });
      const pool = plan(block(facts), { mpm: 'prefork', goal: { kind: 'pool', processes: 30, threads: 25 } });
      expect(pool.proposed).toMatchObject({ processes: 30, threads: 1 });
      const refused = plan(block(facts), { mpm: 'prefork', goal: { kind: 'serve', workers: 5000 } });
      expect(refused).toMatchObject({ proposed: null, proposedMpm: 'prefork' });
      expect(refused.problems[0]).toContain('5000 at once is more than can be');
    });

    test('memory is not guessed from a process without threads', () => {
      const prefork =
        '<IfModule mpm_prefork_module>\n# apache-mpm: memory=8G process=50M\nMaxRequestWorkers 100\n</IfModule>\n';
      const shown = plan(prefork, { mpm: 'event' }, other);
      expect(shown.mpms.map(({ mpm, bytes }) => [mpm, bytes === null])).toEqual([
        ['event', true],
        ['worker', true],
        ['prefork', false],
      ]);
      expect(shown.proposed).toMatchObject({ processes: 4, threads: 25, bytes: null });
      expect(shown.notes[1]).toContain('What a process of 25 threads takes is not known');
    });

    test('is put into a block of its own, and the other stays', () => {
      const answer = ask<Tuned>(tune, worldOf({ [path]: block(facts) }), path, { mpm: 'worker' });
      const text = afterEdit(block(facts), answer);
      expect(text.startsWith(block(facts))).toBe(true);
      expect(text).toMatch(/\n<IfModule mpm_worker_module>\n(.*\n)*\s+MaxRequestWorkers +150\n/);
    });
  });

  describe('of WinNT', () => {
    const windows =
      '# apache-mpm: memory=4G reserve=2G process=100M process-threads=64 thread=1M\n<IfModule mpm_winnt_module>\n    ThreadsPerChild 150\n</IfModule>\n';

    test('shows the threads of the one process', () => {
      const shown = plan(windows, {}, other);
      expect(shown).toMatchObject({ mpm: 'winnt', problems: [], most: { processes: 1, threads: 15_000 } });
      expect(shown.now).toMatchObject({ processes: 1, threads: 150, workers: 150, connections: 150 });
      expect(shown.now.ramp.messages.map(({ code }) => code)).toEqual(['AH00326']);
      expect(shown.mpms.map(({ mpm }) => mpm)).toEqual(['winnt']);
    });

    test('has a proposal, and its settings are written', () => {
      const proposed = plan(windows, { goal: { kind: 'serve', workers: 400 } }, other).proposed!;
      const tuneTo = (text: string, goal: Goal) => ask<Tuned>(tune, worldOf({ [other]: text }), other, { goal });
      expect(proposed).toMatchObject({ processes: 1, threads: 400 });
      const text = afterEdit(windows, tuneTo(windows, { kind: 'serve', workers: 400 }));
      expect(text).toMatch(/^ {4}ThreadLimit +400$/m);
      expect(text).toMatch(/^ {4}ThreadsPerChild +400$/m);
      expect(text).not.toContain('MaxRequestWorkers');
      expect(tuneTo(windows, { kind: 'half memory' })).toMatchObject({ kind: 'refused' });
      expect(tuneTo(windows, { kind: 'serve', workers: 9000 })).toMatchObject({ kind: 'refused' });
    });
  });

  test('is plain data', () => {
    const shown = plan(block(facts), { goal: { kind: 'facts' } });
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
  });
});

describe('curves', () => {
  const pool = {
    mpm: 'event',
    startServers: 2,
    minSpare: 25,
    maxSpare: 75,
    serverLimit: 16,
    threads: 25,
    maxRequestWorkers: 150,
  } as const;

  test('go up to the most, each number once', () => {
    for (const most of [1, 2, 39, 1000]) {
      const at = capacityCurve('processes', most, pool, 2, {}).map((point) => point.at);
      expect(at.at(-1)).toBe(most);
      expect(new Set(at).size).toBe(at.length);
    }
  });

  test('know memory where a process is known', () => {
    const [first, ...others] = capacityCurve('threads', 64, pool, 2, { process: 60 * 2 ** 20 });
    expect(first).toMatchObject({ threads: 1, processes: 6, workers: 6, connections: 18 });
    expect(others.at(-1)!.bytes).toBeGreaterThan(first!.bytes!);
    expect(capacityCurve('threads', 64, pool, 2, {})[0]!.bytes).toBeUndefined();
  });

  test('the load ends as it begins', () => {
    const load = loadRamp(100);
    expect([load[0], Math.max(...load), load.at(-1)]).toEqual([0, 125, 0]);
  });
});
