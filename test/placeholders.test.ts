import { describe, expect, test } from 'vitest';
import { judge } from '../server/src/judge.ts';
import { defaultTarget, type Target } from '../server/src/resolve/snapshot.ts';
import { isPlaceholder } from '../server/src/resolve/template.ts';
import { rules } from '../server/src/rules/index.ts';
import { openDocument } from '../server/src/syntax/document.ts';

const words = (text: string) => text.split(' ');

/** Of shells and sed, make, m4 and autoconf, templates of all kinds, printf, and people. */
const placeholders = [
  ...words('%N% %%N%% %N $N $NAME $name $1 ${N} $(N) $((2*N)) $[N] $$N `nproc` @N@ @@N@@ @N @{N} __N__ __n__ _N_'),
  ...words('m4_N(1) env(N) $ENV{N} {{n}} {%n%} {#n#} {{{n}}} {n} {0} {} {$n} #{n} %{n} <%=n%> <?=$n?> <?php $!n $!{n}'),
  ...words('[[N]] [N] <N> <<N>> <n> #N# -N- !!N!! ~N~ |N| :N: &n; %s %d %1$d %(n)s %(n)d 4$N %N%0 N n X'),
  ...words('TODO FIXME CHANGEME CHANGE_ME change-me XXX xxx TBD todo REPLACE_ME your_value ... ??? …'),
  ...words('APACHE_MAX_REQ_WORKERS WAMPAPACHEPORT MAXCLIENTS PORT1 APACHE.PORT APACHE-PORT'),
];
const wrongWords = [
  ...words(
    'never NEVER unlimited UNLIMITED none NONE auto AUTO off Off OFF on yes TRUE default max MAX inf INFINITY NaN',
  ),
  ...words(
    '400 -1 +7 1.5 0x40 0X40 4OO OO4 10k 64MB MB 10,000 400; 400. ４００ 80% 1e3 5m ms MS “5” “off” =200 O l0 abc half',
  ),
];

test('a placeholder is told from a wrong word', () => {
  expect(placeholders.filter((word) => !isPlaceholder(word))).toEqual([]);
  expect(wrongWords.filter(isPlaceholder)).toEqual([]);
});

function judged(text: string, target: Partial<Target> = {}) {
  const document = openDocument('file:///a.conf', text);
  return judge({ path: '/a.conf', document, target: { ...defaultTarget, ...target }, found: new Map() }, rules);
}
const effective = (text: string, name: string, target: Partial<Target>) =>
  judged(text, target).analyses[0]!.model!.settings.get(name)!.effective;

describe.each(placeholders.filter((word) => !word.includes('${')))('%s', (word) => {
  test.each(['event', 'worker', 'prefork'] as const)(
    'is an unknown value under %s, and nothing is said of it',
    (mpm) => {
      const own = mpm === 'prefork' ? 'MinSpareServers MaxSpareServers' : 'ThreadsPerChild ThreadLimit MinSpareThreads';
      const names = words(
        `MaxRequestWorkers ServerLimit StartServers ${own} MaxMemFree Timeout KeepAliveTimeout KeepAlive`,
      );
      for (const name of names) {
        const { findings } = judged(`${name} ${word}\n`, { mpm });
        expect(
          findings.map(({ rule }) => rule.id),
          name,
        ).toEqual([]);
      }
      expect(effective(`StartServers ${word}\n`, 'StartServers', { mpm })).toBeUndefined();
      const all = names.map((name) => `${name} ${word}`).join('\n');
      expect(judged(`${all}\nListen ${word}\nListen 127.0.0.1:${word}\n`, { mpm }).findings).toEqual([]);
    },
  );

  test('is read as it stands by a httpd that is started', () => {
    expect(effective(`StartServers ${word}\n`, 'StartServers', { mpm: 'event', started: true })).toEqual(
      expect.any(Number),
    );
  });
});

test('with blanks in it, by way of a variable, in the name of a module or of a file, too', () => {
  for (const line of [
    'MaxRequestWorkers <number of workers>',
    'MaxRequestWorkers #{ n }',
    'MaxRequestWorkers "$( nproc )"',
    'Define N %N%\nMaxRequestWorkers ${N}',
    'Include $CONFIGURATION/*.conf',
    'Include %ROOT%/conf/mpm.conf',
    'LoadModule $MPM modules/$MPM.so',
    'ServerRoot %ROOT%',
    '<IfModule $MPM>\nMaxRequestWorkers 5\n</IfModule>',
  ]) {
    expect(judged(`${line}\n`, { mpm: 'event' }).findings, line).toEqual([]);
  }
});

test('what is none elsewhere stays what it is', () => {
  const loaded = 'LoadModule mpm_event_module m.so\nLoadModule rewrite_module m.so\n';
  const found = (line: string) => judged(`${loaded}${line}\n`).findings.map(({ rule }) => rule.id);
  expect(found('RewriteRule ^/(.*)$ /$1 [L]')).toEqual([]);
  expect(found('ServerTokens $1 %{n}')).toEqual(['wrong-argument-count']);
  expect(found('<VirtualHost *:80>\nMaxRequestWorkers 5\n</VirtualHost>')).toEqual(['misplaced-directive']);
  expect(found('KeepAlive On # TODO')).toEqual(['extra-words-ignored']);
  for (const word of ['%N%', '<%= @n %>', '@N@', 'TODO']) expect(found(`MaxClients ${word}`), word).toEqual([]);
  expect(found('MaxClients 400')).toEqual(['deprecated-directive-name']);
});
