import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Judgement } from '../server/src/judge.ts';
import type { Settings } from '../server/src/server/configuration.ts';
import { type Configurations, configurations } from '../server/src/server/configurations.ts';
import { envvarsOf } from '../server/src/server/envvars.ts';
import type { FoundFile } from '../server/src/server/files.ts';
import { layoutOf, locate, locator, possibleRoots } from '../server/src/server/layout.ts';
import { ruleSets } from '../server/src/server/rule-sets.ts';
import { changeDocument } from '../server/src/syntax/document.ts';
import { wordsOf } from '../server/src/text/message.ts';

/** A disk of texts by path; a text that begins with `-> ` is a link. */
type Disk = Record<string, string>;

function look(disk: Disk, uri: string, content: boolean): FoundFile {
  let path = decodeURIComponent(uri.replace('file://', ''));
  for (let link = linkAt(disk, path); link !== undefined; link = linkAt(disk, path)) path = link;
  const real = `file://${path}`;
  const text = disk[path];
  if (text !== undefined) return { kind: 'file', uri: real, ...(content && { text }) };
  const inside = Object.keys(disk).filter((each) => each.startsWith(`${path.replace(/\/$/, '')}/`));
  if (inside.length === 0) return { kind: 'missing', uri };
  const names = new Set(inside.map((each) => each.slice(path.replace(/\/$/, '').length + 1).split('/')[0]!));
  const entries = [...names].map((name) => ({
    name,
    folder: disk[`${path.replace(/\/$/, '')}/${name}`] === undefined,
  }));
  return { kind: 'folder', uri: real, ...(content && { entries }) };
}

function linkAt(disk: Disk, path: string): string | undefined {
  const target = /^-> (.*)/.exec(disk[path] ?? '')?.[1];
  return target;
}

const defaults: Settings = {
  workspaces: ['file:///w'],
  roots: [],
  pathMappings: {},
};

function on(disk: Disk, settings: Partial<Settings> = {}, whileReading: (uri: string) => void = () => {}) {
  let looked = 0;
  const files = {
    look: async (uri: string, content: boolean) => {
      looked++;
      const found = look(disk, uri, content);
      if (content) whileReading(found.uri);
      return found;
    },
  };
  const known = configurations(files, ruleSets, () => ({ report: () => {}, cancelled: () => false, done: () => {} }));
  known.configure({ ...defaults, ...settings });
  return { known, looked: () => looked };
}

async function judgementOf(known: Configurations, uri: string): Promise<Judgement | undefined> {
  return (await known.configurationOf(uri))?.judgement;
}

async function findings(known: Configurations, path: string): Promise<readonly string[]> {
  const judgement = await judgementOf(known, `file://${path}`);
  return (judgement?.findings ?? [])
    .filter(({ at }) => at.uri === `file://${path}`)
    .map(({ message }) => wordsOf(message));
}

const debian: Disk = {
  '/w/etc/apache2/apache2.conf': 'IncludeOptional mods-enabled/*.load\nIncludeOptional mods-enabled/*.conf\n',
  '/w/etc/apache2/mods-available/mpm_event.load':
    'LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\n',
  '/w/etc/apache2/mods-available/mpm_event.conf': 'ThreadsPerChild 25\nMaxRequestWorkers 410\n',
  '/w/etc/apache2/mods-enabled/mpm_event.load': '-> /w/etc/apache2/mods-available/mpm_event.load',
  '/w/etc/apache2/mods-enabled/mpm_event.conf': '-> /w/etc/apache2/mods-available/mpm_event.conf',
};
const event = '/w/etc/apache2/mods-available/mpm_event.conf';
const main = '/w/etc/apache2/apache2.conf';
const aboutMaxRequestWorkers =
  'MaxRequestWorkers 410 is not a multiple of ThreadsPerChild 25: httpd runs 400 (16 × 25)';

describe('a configuration', () => {
  test('is found from a file that a main file of an unusual name includes', async () => {
    const disk: Disk = {
      '/w/deploy/web.conf': 'LoadModule mpm_worker_module modules/mod_mpm_worker.so\nInclude parts/*.conf\n',
      '/w/deploy/other.conf': 'ServerRoot /srv\nInclude none.conf\n',
      '/w/deploy/parts/mpm.conf': 'MaxRequestWorkers 410\n',
      '/w/web.conf': 'Include deploy/parts/mpm.conf\n',
    };
    const { known, looked } = on(disk);
    const part = '/w/deploy/parts/mpm.conf';
    await known.open(`file://${part}`, disk[part]!);
    const judgement = await judgementOf(known, `file://${part}`);
    expect(judgement?.analyses.map(({ model }) => model?.chosenBy?.path)).toEqual(['/w/deploy/web.conf']);
    expect(await findings(known, part)).toEqual([aboutMaxRequestWorkers]);
    const before = looked();
    changeDocument(
      known.documentOf(`file://${part}`)!,
      { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      '\n',
    );
    await findings(known, part);
    expect(looked()).toBe(before);
    delete disk['/w/deploy/web.conf'];
    known.watched(['file:///w/deploy/web.conf']);
    expect((await judgementOf(known, `file://${part}`))?.analyses.length).toBe(3);
  });

  test.each([
    'Define SRVROOT "C:/Apache24"\nServerRoot "${SRVROOT}"\nInclude conf/extra/httpd-mpm.conf\n',
    'ServerRoot "c:\\\\Apache24\\\\"\nInclude conf\\extra\\httpd-mpm.conf\n',
    'ServerRoot "D:/Other"\nInclude d:/other/conf/extra/httpd-mpm.conf\n',
  ])('on Windows is found by its drive, in any letter case and with backslashes: %j', async (text) => {
    const disk: Disk = {
      '/c:/Apache24/conf/httpd.conf': text,
      '/c:/Apache24/conf/extra/httpd-mpm.conf': 'ThreadsPerChild 2000\n',
    };
    const { known } = on(disk, { workspaces: ['file:///c:/Apache24'] });
    const extra = '/c:/Apache24/conf/extra/httpd-mpm.conf';
    await known.open(`file://${extra}`, disk[extra]!);
    const judgement = await judgementOf(known, `file://${extra}`);
    expect(judgement?.analyses[0]?.resolution.files.size).toBe(2);
  });

  test('in its place, which its ServerRoot says, misses what is not there; a copy asks where a letter is wrong', async () => {
    const text =
      'LoadModule mpm_event_module modules/mod_mpm_event.so\nInclude conf.d/workes.conf\nInclude none/*.conf\n';
    const files = (folder: string, serverRoot: string): Disk => ({
      [`${folder}/conf/httpd.conf`]: `ServerRoot ${serverRoot}\n${text}`,
      [`${folder}/conf.d/workers.conf`]: 'KeepAlive On\n',
      [`${folder}/modules/mod_mpm_event.so`]: '',
    });
    const placed = on({ ...files('/w/httpd', '/w/httpd') }).known;
    await placed.open('file:///w/httpd/conf/httpd.conf', files('/w/httpd', '/w/httpd')['/w/httpd/conf/httpd.conf']!);
    expect(await findings(placed, '/w/httpd/conf/httpd.conf')).toEqual([
      '/w/httpd/conf.d/workes.conf does not exist: httpd does not start; did you mean workers.conf?',
      '/w/httpd/none does not exist: httpd does not start',
    ]);
    const copy = on({ ...files('/w/httpd', '/etc/httpd') }).known;
    await copy.open('file:///w/httpd/conf/httpd.conf', files('/w/httpd', '/etc/httpd')['/w/httpd/conf/httpd.conf']!);
    expect(await findings(copy, '/w/httpd/conf/httpd.conf')).toEqual([
      '/etc/httpd/conf.d/workes.conf is not here; did you mean workers.conf?',
    ]);
  });

  test('is found from a file that its main file includes by a link', async () => {
    const { known } = on(debian);
    await known.open(`file://${event}`, debian[event]!);
    expect(await findings(known, event)).toEqual([aboutMaxRequestWorkers]);
    const judgement = await judgementOf(known, `file://${event}`);
    expect(judgement?.analyses).toHaveLength(1);
    expect(judgement?.analyses[0]?.model?.chosenBy?.path).toBe('/w/etc/apache2/mods-enabled/mpm_event.load');
  });

  test('takes the open text instead of the stored one, in every file', async () => {
    const { known } = on(debian);
    await known.open(`file://${main}`, debian[main]!);
    await known.open(`file://${event}`, 'ThreadsPerChild 30\nMaxRequestWorkers 410\n');
    expect((await findings(known, event))[0]).toContain('ThreadsPerChild 30');
    const document = known.documentOf(`file://${main}`)!;
    changeDocument(
      document,
      { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
      'ThreadsPerChild 41\n',
    );
    expect(await findings(known, event)).toEqual(['ThreadsPerChild 30 has no effect: apache2.conf:3 sets 41']);
    known.close(`file://${main}`);
    expect((await findings(known, event))[0]).toContain('ThreadsPerChild 30');
  });

  test('is looked at again only where something changed', async () => {
    const disk = { ...debian };
    const { known, looked } = on(disk);
    await known.open(`file://${event}`, debian[event]!);
    await findings(known, event);
    const before = looked();
    changeDocument(
      known.documentOf(`file://${event}`)!,
      { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      '\n',
    );
    expect(await findings(known, event)).toEqual([aboutMaxRequestWorkers]);
    expect(looked()).toBe(before);

    disk['/w/etc/apache2/mods-enabled/zz.conf'] = 'MaxRequestWorkers 50\n';
    known.watched(['file:///w/etc/apache2/mods-enabled/zz.conf']);
    expect(await findings(known, event)).toEqual(['MaxRequestWorkers 410 has no effect: zz.conf:1 sets 50']);
    delete disk['/w/etc/apache2/mods-enabled/zz.conf'];
    known.watched(['file:///w/etc/apache2/mods-enabled/zz.conf']);
    expect(await findings(known, event)).toEqual([aboutMaxRequestWorkers]);
  });

  test('reads a file again that changed while it was read', async () => {
    const disk: Disk = { ...debian };
    const { known } = on(disk, {}, (uri) => {
      if (uri !== `file://${event}` || disk[event] !== debian[event]) return;
      disk[event] = 'ThreadsPerChild 25\nMaxRequestWorkers 400\n';
      known.watched([uri]);
    });
    await known.open(`file://${main}`, disk[main]!);
    const judgement = await judgementOf(known, `file://${main}`);
    const { settings } = judgement!.analyses[0]!.model!;
    expect(settings.get('MaxRequestWorkers')?.asked).toBe(400);
  });

  test('of many files is judged anew only when one of them says something else', async () => {
    const disk: Disk = { '/w/httpd.conf': 'LoadModule mpm_event_module x\nInclude vhosts/*.conf\n' };
    const host = (i: number) => `/w/vhosts/${i}.conf`;
    for (let i = 0; i < 500; i++) disk[host(i)] = `<VirtualHost *:80>\nServerName ${i}.example\n</VirtualHost>\n`;
    const { known, looked } = on(disk);
    const root = 'file:///w/httpd.conf';
    await known.open(root, disk['/w/httpd.conf']!);
    const judgement = await judgementOf(known, root);
    let before = looked();
    const same = async () => {
      expect(await judgementOf(known, root)).toBe(judgement);
      expect(looked() - before).toBeLessThan(20);
      before = looked();
    };
    await known.open(`file://${host(7)}`, disk[host(7)]!);
    expect(await judgementOf(known, `file://${host(7)}`)).toBe(judgement);
    await same();
    const end = { line: 1, character: 12 };
    changeDocument(known.documentOf(`file://${host(7)}`)!, { start: end, end }, 'x');
    await same();
    changeDocument(known.documentOf(`file://${host(7)}`)!, { start: end, end: { line: 1, character: 13 } }, '');
    known.close(`file://${host(7)}`);
    await same();
    known.close(root);
    await known.open(root, disk['/w/httpd.conf']!);
    await same();
    known.watched([`file://${host(8)}`, 'file:///w/vhosts/readme.md', 'file:///w/elsewhere.conf']);
    await same();
    known.configure({ ...defaults, levelsAt: async () => new Map() });
    await same();

    const findingsNow = async () => (await judgementOf(known, root))!.findings.map(({ rule }) => rule.id);
    expect(await findingsNow()).toEqual([]);
    disk[host(8)] = 'MaxRequestWorkers 410\n';
    known.watched([`file://${host(8)}`]);
    expect(await findingsNow()).toEqual(['max-request-workers-not-a-multiple']);
    known.configure({ ...defaults, levelsAt: async () => new Map([['max-request-workers-not-a-multiple', 'off']]) });
    expect(await findingsNow()).toEqual([]);
    expect(looked() - before).toBeLessThan(20);
  });

  test('an edit in one file changes what is found in another', async () => {
    const disk: Disk = {
      '/w/httpd.conf': 'LoadModule mpm_event_module x\nInclude a.conf\nInclude b.conf\n',
      '/w/a.conf': '<VirtualHost *:80>\nServerName a\n</VirtualHost>\nThreadsPerChild 25\n',
      '/w/b.conf': 'MaxRequestWorkers 410\n',
    };
    const { known } = on(disk);
    await known.open('file:///w/b.conf', disk['/w/b.conf']!);
    expect(await findings(known, '/w/b.conf')).toEqual([aboutMaxRequestWorkers]);
    await known.open('file:///w/a.conf', disk['/w/a.conf']!);
    const type = (line: number, from: number, to: number, text: string) =>
      changeDocument(
        known.documentOf('file:///w/a.conf')!,
        { start: { line, character: from }, end: { line, character: to } },
        text,
      );
    type(3, 16, 18, '41');
    expect(await findings(known, '/w/b.conf')).toEqual([]);
    type(1, 12, 12, '\nServerAlias b');
    expect(await findings(known, '/w/b.conf')).toEqual([]);
    type(4, 16, 18, '25');
    expect(await findings(known, '/w/b.conf')).toEqual([aboutMaxRequestWorkers]);
    known.close('file:///w/a.conf');
    expect(await findings(known, '/w/b.conf')).toEqual([aboutMaxRequestWorkers]);
  });

  test('sees what changes behind a link', async () => {
    const disk = { ...debian };
    const { known } = on(disk);
    await known.open(`file://${main}`, disk[main]!);
    const asked = async () =>
      (await judgementOf(known, `file://${main}`))?.analyses[0]?.model?.settings.get('MaxRequestWorkers')?.asked;
    expect(await asked()).toBe(410);
    disk[event] = 'MaxRequestWorkers 400\n';
    known.watched([`file://${event}`]);
    expect(await asked()).toBe(400);
  });

  test('of a file that no main file includes is the file alone', async () => {
    const prefork = '/w/etc/apache2/mods-available/mpm_prefork.conf';
    const { known } = on({ ...debian, [prefork]: 'MaxRequestWorkers 400\n' });
    await known.open(`file://${prefork}`, 'MaxRequestWorkers 400\n');
    const notRead = 'Not read: apache2.conf does not include this file';
    const tooMany = 'MaxRequestWorkers 400 is above ServerLimit 256: httpd runs 256';
    expect((await findings(known, prefork)).toSorted()).toEqual([tooMany, notRead]);

    // As soon as the main file includes it, or may do so, nothing is said.
    await known.open(`file://${main}`, debian[main]!);
    const document = known.documentOf(`file://${main}`)!;
    const start = { line: 0, character: 0 };
    changeDocument(document, { start, end: start }, 'IncludeOptional elsewhere/*.conf\n');
    expect(await findings(known, prefork)).toEqual([tooMany]);
    changeDocument(document, { start, end: { line: 1, character: 0 } }, 'Include mods-available/mpm_prefork.conf\n');
    expect(await findings(known, prefork)).not.toContain(notRead);
    changeDocument(document, { start, end: { line: 1, character: 0 } }, 'Include ${ELSEWHERE}/mpm.conf\n');
    expect(await findings(known, prefork)).toEqual([tooMany]);

    const unlinked = on({
      ...debian,
      '/w/etc/apache2/mods-enabled/mpm_event.conf': '../mods-available/mpm_event.conf',
    });
    await unlinked.known.open(`file://${prefork}`, 'MaxRequestWorkers 400\n');
    expect(await findings(unlinked.known, prefork)).toEqual([tooMany]);
  });

  test('of a file that lies elsewhere than such files do says nothing of the main file', async () => {
    const notes = '/w/etc/apache2/notes/prefork.conf';
    const { known } = on({ ...debian, [notes]: 'MinSpareServers 4\n' });
    await known.open(`file://${notes}`, 'MinSpareServers 4\n');
    expect(await findings(known, notes)).toEqual([]);
  });

  test('of RHEL, a source build and a copied tree is found by its ServerRoot', async () => {
    const disk = {
      '/w/files/conf/httpd.conf':
        'ServerRoot "/etc/httpd"\nInclude conf.modules.d/*.conf\nIncludeOptional conf.d/*.conf\nInclude /etc/httpd/last.conf\n',
      '/w/files/conf.modules.d/00-mpm.conf': 'LoadModule mpm_event_module modules/mod_mpm_event.so\n',
      '/w/files/conf.d/mpm.conf': 'MaxRequestWorkers 410\n',
      '/w/files/last.conf': 'ThreadsPerChild 41\n',
    };
    const { known } = on(disk);
    await known.open('file:///w/files/conf.d/mpm.conf', disk['/w/files/conf.d/mpm.conf']);
    expect(await findings(known, '/w/files/conf.d/mpm.conf')).toEqual([]);
    const judgement = await judgementOf(known, 'file:///w/files/conf.d/mpm.conf');
    expect(judgement?.analyses[0]?.model?.settings.get('ThreadsPerChild')?.effective).toBe(41);
  });

  test('follows what the person has set', async () => {
    const disk = {
      '/w/a/main.conf': 'Include /srv/web/mpm.conf\n',
      '/w/b/mpm.conf': 'LoadModule mpm_worker_module x\nMaxRequestWorkers 410\n',
    };
    const { known } = on(disk, { roots: ['file:///w/a/main.conf'], pathMappings: { '/srv/web': 'file:///w/b' } });
    await known.open('file:///w/b/mpm.conf', disk['/w/b/mpm.conf']);
    const judgement = await judgementOf(known, 'file:///w/b/mpm.conf');
    expect(judgement?.analyses[0]?.snapshot.path).toBe('/w/a/main.conf');
    expect(judgement?.findings).toHaveLength(1);
  });

  test('takes variables from envvars beside the main file', async () => {
    const disk = {
      '/w/apache2.conf': 'LoadModule mpm_event_module x\nInclude ${CONF}/mpm.conf\n',
      '/w/envvars': 'export CONF=/w/more$SUFFIX\n',
      '/w/more/mpm.conf': 'MaxRequestWorkers 410\n',
    };
    const { known } = on(disk);
    await known.open('file:///w/more/mpm.conf', disk['/w/more/mpm.conf']);
    const mainFile = async () => (await judgementOf(known, 'file:///w/more/mpm.conf'))?.analyses[0]?.snapshot.path;
    expect(await mainFile()).toBe('/w/apache2.conf');
    disk['/w/envvars'] = 'export CONF=/w/other\n';
    known.watched(['file:///w/envvars']);
    expect(await mainFile()).toBe('/w/more/mpm.conf');
  });

  test('with 20,000 files is read to the end, and reading can be cancelled', async () => {
    const disk: Disk = {
      '/w/httpd.conf': 'LoadModule mpm_event_module x\nInclude vhosts/*.conf\nMaxRequestWorkers 410\n',
    };
    for (let i = 0; i < 20_000; i++)
      disk[`/w/vhosts/${i}.conf`] = `<VirtualHost *:80>\nServerName ${i}.example\n</VirtualHost>\n`;
    const listed = look(disk, 'file:///w/vhosts', true);
    const files = {
      look: async (uri: string, content: boolean) =>
        uri === 'file:///w/vhosts'
          ? listed
          : disk[uri.replace('file://', '')]
            ? look(disk, uri, content)
            : { kind: 'missing' as const, uri },
    };
    const reported: number[] = [];
    let cancelled = false;
    const progress = { report: (read: number) => void reported.push(read), cancelled: () => cancelled, done: () => {} };
    const known = configurations(files, ruleSets, () => progress);
    known.configure(defaults);
    await known.open('file:///w/httpd.conf', disk['/w/httpd.conf']!);
    expect(await findings(known, '/w/httpd.conf')).toHaveLength(1);
    expect(reported.at(-1)).toBeGreaterThan(19_000);
    cancelled = true;
    known.configure({ ...defaults, roots: ['file:///w/none.conf'] });
    const judgement = await judgementOf(known, 'file:///w/httpd.conf');
    expect(judgement?.analyses[0]?.resolution.files.size).toBeLessThan(1000);
    expect(await findings(known, '/w/httpd.conf')).toEqual([
      expect.stringMatching(
        /^\/w\/vhosts\/\d+\.conf and \d+ more are not read, the reading was cancelled: what they set is not looked at$/,
      ),
      aboutMaxRequestWorkers,
    ]);
  });
});

test('layouts', () => {
  expect(layoutOf('file:///w/etc/apache2/apache2.conf', ['file:///w']).serverRoot).toBe('/w/etc/apache2');
  expect(layoutOf('file:///w/httpd/conf/httpd.conf', []).serverRoot).toBe('/w/httpd');
  const roots = possibleRoots('file:///w/a/mods-enabled/x.conf', ['file:///w']);
  expect(roots).toContain('file:///w/a/apache2.conf');
  expect(roots.some((root) => !root.startsWith('file:///w/'))).toBe(false);
  expect(roots.at(-1)).toBe('file:///w/a/mods-enabled/x.conf');
  const copied = layoutOf('file:///w/etc/httpd/conf/httpd.conf', ['file:///w']);
  expect(locate('/etc/httpd/conf.d', copied, '/etc/httpd', {})[0]).toBe('file:///w/etc/httpd/conf.d');
  expect(locate('/etc/other.conf', copied, '/etc/httpd', {})).toEqual([
    'file:///w/etc/httpd/conf/etc/other.conf',
    'file:///w/etc/httpd/etc/other.conf',
    'file:///w/etc/etc/other.conf',
    'file:///w/etc/other.conf',
  ]);
  const installed = layoutOf('file:///etc/apache2/apache2.conf', ['file:///etc/apache2']);
  expect(locate('/usr/share/x.conf', installed, undefined, {}).at(-1)).toBe('file:///usr/share/x.conf');
});

test('many paths are looked for where each of them is', () => {
  const folder = fc.constantFrom(
    '/',
    '/w',
    '/w/etc/apache2',
    '/etc/apache2',
    '/srv/web',
    '/srv',
    '/c:/Apache24/conf',
    '/w/a b',
  );
  const name = fc.constantFrom('x.conf', 'a b.conf', 'é', 'c:', 'sub/y.conf', '');
  const mappings = fc.constantFrom(
    {},
    { '/srv/web': 'file:///w/b' },
    { '/srv/': 'test://x/y/', '/srv/web/x.conf': 'file:///z' },
  );
  const root = fc.constantFrom(
    'file:///w/etc/apache2/apache2.conf',
    'file:///etc/apache2/apache2.conf',
    'file:///c:/Apache24/conf/httpd.conf',
  );
  const declared = fc.constantFrom(undefined, '/etc/apache2', '/srv', 'C:/Apache24');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(folder, name), { minLength: 3 }),
      mappings,
      root,
      declared,
      (all, mapped, main, own) => {
        const layout = layoutOf(main, ['file:///w']);
        const placesOf = locator(layout, own, mapped);
        for (const [folder, name] of all) {
          const path = `${folder === '/' ? '' : folder}/${name}`;
          expect(placesOf(path)).toEqual(locate(path, layout, own, mapped));
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('envvars', () => {
  const text = `# envvars
unset HOME
if [ "$A" != "" ] ; then
	SUFFIX="-\${A##/etc/apache2-}"
else
	SUFFIX=
fi
export APACHE_RUN_DIR=/var/run/apache2$SUFFIX
export QUOTED="/var/log/\${APACHE_RUN_DIR}" # why
export LITERAL='$NOT'
export RUN=$(id -u)
APACHE_ULIMIT_MAX_FILES='ulimit -n 65536'
`;
  expect(Object.fromEntries(envvarsOf(text))).toEqual({
    SUFFIX: '',
    APACHE_RUN_DIR: '/var/run/apache2',
    QUOTED: '/var/log//var/run/apache2',
    LITERAL: '$NOT',
    APACHE_ULIMIT_MAX_FILES: 'ulimit -n 65536',
  });
});

test('what a feature wants to know of is looked up, where it stands here, and once', async () => {
  const { known, looked } = on({ [main]: 'ServerRoot /etc/apache2\n', '/w/etc/apache2/extra/a.conf': '' });
  await known.open(`file://${main}`, 'ServerRoot /etc/apache2\n');
  const judgement = await judgementOf(known, `file://${main}`);
  const wanted = [{ path: '/etc/apache2/extra', content: true }];
  await known.lookUp(`file://${main}`, wanted);
  const found = judgement?.analyses[0]?.snapshot.found.get('/etc/apache2/extra');
  expect(found?.entries).toEqual([{ name: 'a.conf', folder: false }]);
  const before = looked();
  await known.lookUp(`file://${main}`, wanted);
  expect(looked()).toBe(before);
  await known.lookUp('file:///not/open', wanted);
});

describe('a file .apache-mpm.json', () => {
  const conf = 'MaxClients 300\n';
  const levelOf = async (known: Configurations, path: string) => {
    const judgement = await judgementOf(known, `file://${path}`);
    return judgement?.findings
      .filter(({ rule }) => rule.id === 'deprecated-directive-name')
      .map(({ severity }) => severity);
  };
  const rule = (level: string) => JSON.stringify({ rules: { 'deprecated-directive-name': level } });

  test('holds for what is below it, the nearest alone, up to the folder that is open', async () => {
    const disk = {
      '/.apache-mpm.json': rule('off'),
      '/w/a/mpm_event.conf': conf,
      '/w/b/.apache-mpm.json': rule('warning'),
      '/w/b/mpm_event.conf': conf,
      '/w/b/c/.apache-mpm.json': '{}',
      '/w/b/c/mpm_event.conf': conf,
    };
    const { known } = on(disk);
    for (const folder of ['a', 'b', 'b/c']) await known.open(`file:///w/${folder}/mpm_event.conf`, conf);
    expect(await levelOf(known, '/w/a/mpm_event.conf')).toEqual(['hint']);
    expect(await levelOf(known, '/w/b/mpm_event.conf')).toEqual(['warning']);
    expect(await levelOf(known, '/w/b/c/mpm_event.conf')).toEqual(['hint']);
    expect((await known.configurationOf('file:///w/b/mpm_event.conf'))?.project?.uri).toBe(
      'file:///w/b/.apache-mpm.json',
    );
  });

  test('goes before the settings, rule by rule', async () => {
    const disk = { '/w/.apache-mpm.json': rule('error'), '/w/mpm_event.conf': conf };
    const levelsAt = async () =>
      new Map([['deprecated-directive-name', 'off'] as const, ['unused-ignore', 'off'] as const]);
    const { known } = on(disk, { levelsAt });
    await known.open('file:///w/mpm_event.conf', `# apache-mpm-ignore none\n${conf}`);
    const judgement = await judgementOf(known, 'file:///w/mpm_event.conf');
    expect(judgement?.findings.map(({ rule, severity }) => `${severity} ${rule.id}`)).toEqual([
      'error deprecated-directive-name',
    ]);
  });

  test('is read again when it changes', async () => {
    const disk: Disk = { '/w/mpm_event.conf': conf };
    const { known } = on(disk);
    await known.open('file:///w/mpm_event.conf', conf);
    const changed = async (text: string | undefined) => {
      if (text === undefined) delete disk['/w/.apache-mpm.json'];
      else disk['/w/.apache-mpm.json'] = text;
      known.watched(['file:///w/.apache-mpm.json']);
      return levelOf(known, '/w/mpm_event.conf');
    };
    expect(await levelOf(known, '/w/mpm_event.conf')).toEqual(['hint']);
    expect(await changed(rule('off'))).toEqual([]);
    expect(await changed(rule('information'))).toEqual(['information']);
    expect(known.projects().map(({ problems }) => problems.length)).toEqual([0]);
    expect(await changed('{ "rules": 7 }')).toEqual(['hint']);
    expect(known.projects().map(({ problems }) => problems.length)).toEqual([1]);
    expect(await changed(undefined)).toEqual(['hint']);
    expect(known.projects()).toEqual([]);
  });

  test('names main files, places and what httpd is told', async () => {
    const disk = {
      '/w/.apache-mpm.json': JSON.stringify({
        roots: ['servers/main.conf'],
        pathMappings: { '/srv/web': 'parts' },
        defines: ['BIG'],
        environment: { WORKERS: '410' },
      }),
      '/w/servers/main.conf': 'LoadModule mpm_event_module x\n<IfDefine BIG>\nInclude /srv/web/mpm.conf\n</IfDefine>\n',
      '/w/parts/mpm.conf': 'MaxRequestWorkers ${WORKERS}\n',
    };
    const { known } = on(disk);
    await known.open('file:///w/parts/mpm.conf', disk['/w/parts/mpm.conf']);
    const judgement = await judgementOf(known, 'file:///w/parts/mpm.conf');
    expect(judgement?.analyses[0]?.snapshot.path).toBe('/w/servers/main.conf');
    expect(judgement?.analyses[0]?.model?.settings.get('MaxRequestWorkers')?.effective).toBe(400);
  });
});

describe('a per-directory file', () => {
  const htaccess = '/w/www/.htaccess';
  const refused = 'KeepAlive On is not allowed in .htaccess';

  test('beside a main file is judged for itself, and without its MPM', async () => {
    const { known } = on({ ...debian, [htaccess]: 'KeepAlive On\n' }, { workspaces: ['file:///w'] });
    await known.open(`file://${htaccess}`, 'KeepAlive On\n');
    const judgement = await judgementOf(known, `file://${htaccess}`);
    expect(judgement?.analyses.map(({ model, snapshot }) => [model, snapshot.path])).toEqual([[undefined, htaccess]]);
    expect((await findings(known, htaccess)).map((message) => message.startsWith(refused))).toEqual([true]);
    const start = { line: 0, character: 0 };
    changeDocument(known.documentOf(`file://${htaccess}`)!, { start, end: start }, '#');
    expect(await findings(known, htaccess)).toEqual([]);
  });

  test('that a main file includes is a part of that', async () => {
    const including = { ...debian, [main]: `${debian[main]}Include ${htaccess}\n`, [htaccess]: 'KeepAlive On\n' };
    const { known } = on(including, { workspaces: ['file:///w'], roots: [`file://${main}`] });
    await known.open(`file://${htaccess}`, 'KeepAlive On\n');
    const judgement = await judgementOf(known, `file://${htaccess}`);
    expect(judgement?.analyses.map(({ model, snapshot }) => [model?.mpm, snapshot.path])).toEqual([['event', main]]);
    expect(await findings(known, htaccess)).toEqual([]);
  });
});
