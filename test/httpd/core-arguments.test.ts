import { describe, expect, it } from 'vitest';
import { findHttpd } from '../../scripts/ask-httpd.ts';
import { keywords } from '../../server/src/catalogue/keywords.ts';
import { bothSides } from '../support/both-sides.ts';

const httpd = findHttpd();
if (!httpd) console.warn('skipped: no httpd found; install apache2, or name one with APACHE_MPM_HTTPD');

/** What both say of the lines beside a folder `conf.d`. */
function bothOf(lines: string) {
  return bothSides(httpd!, { mpm: 'event', files: { 'httpd.conf': `${lines}\n`, 'conf.d/a.conf': '' } });
}

describe.skipIf(!httpd)('httpd says what we say it says of', () => {
  it.each([
    'CoreDumpDirectory /nowhere',
    'CoreDumpDirectory conf.d/../nowhere/',
    'CoreDumpDirectory httpd.conf',
    'CoreDumpDirectory httpd.conf/x',
    'CoreDumpDirectory conf.d',
    'ChrootDir /nowhere',
    'PidFile /nowhere/httpd.pid',
    'ScoreBoardFile /nowhere/scoreboard',
    'DefaultRuntimeDir nowhere',
  ])('the folder of %s', (line) => {
    const { ours, theirs } = bothOf(line);
    expect(ours).toEqual(theirs);
  });

  it.each([
    'LoadFile /nowhere/libxml2.so.2',
    'LoadFile conf.d/libxml2.so.2',
    'LoadFile /tmp',
    'LoadFile modules/mod_env.so /nowhere/x.so',
    'LoadFile modules/mod_env.so "" /nowhere/x.so',
    'LoadFile libm.so.6',
    'LoadFile nowhere',
    '<IfModule !nothing.c>\nLoadFile "/no where/x.so"\n</IfModule>',
    '<IfModule nothing.c>\nLoadFile /nowhere/x.so\n</IfModule>',
  ])('%s', (lines) => {
    const { ours, theirs } = bothOf(lines);
    expect(ours).toEqual(theirs);
  });

  it.each([
    'DefaultType text/plain',
    'DefaultType None',
    'LogLevel error\nDefaultType text/plain',
    'LogLevel core:error\nDefaultType text/plain',
    'LogLevel core:warn error\nDefaultType text/plain',
    'LogLevel error core:warn\nDefaultType text/plain\nDefaultType text/html',
    '<VirtualHost *:80>\nDefaultType text/plain\n</VirtualHost>',
    '<VirtualHost *:80>\nLogLevel warn\nDefaultType text/plain\n</VirtualHost>\nDefaultType text/html',
    '<Directory />\nLogLevel error\nDefaultType text/plain\n</Directory>',
    '<Location /x>\nAllowOverride None\n</Location>',
    '<Files x>\nAllowOverride Foo\n</Files>',
    '<Directory />\n<If true>\nAllowOverrideList None\n</If>\n</Directory>',
    '<Directory />\n<Limit GET>\nAllowOverride None\n</Limit>\n</Directory>',
    '<Directory />\nAllowOverrideList Redirect NoSuch ThreadLimit Options None\n</Directory>',
    'LimitInternalRecursion 3 3',
    'LimitInternalRecursion 3 0',
    'ErrorDocument 401 http://localhost/',
    'LogLevel emerg\nErrorDocument 401 http://localhost/',
  ])('what it remarks: %s', (lines) => {
    const { ours, theirs } = bothOf(lines);
    expect(ours).toEqual(theirs);
  });

  it.each([
    ['-Indexes FollowSymLinks', 'Indexes +FollowSymLinks', 'All -Indexes', 'Indexes None', '+None', 'Foo', '+', ''],
  ])('Options %s and others', (...all) => {
    for (const words of all) {
      const { ours, theirs } = bothOf(`<Directory />\nOptions ${words}\n</Directory>`);
      expect(ours, words).toEqual(theirs);
    }
  });

  it.each([
    [
      'warning',
      'WARN',
      'warn, error',
      'trace8x',
      'ssl:warn',
      'mod_so.c:info',
      'so:info core:x',
      'core:',
      ':info',
      'none',
    ],
  ])('LogLevel %s and others', (...all) => {
    for (const words of all) {
      const { ours, theirs } = bothOf(`LogLevel ${words}`);
      expect(ours, words).toEqual(theirs);
    }
  });

  it('directives of the core that take some words and no others', () => {
    const all = new Set([...keywords.values()].flatMap(({ words }) => words));
    for (const [name, { words, message }] of keywords) {
      const inUpperCase = words.map((word) => `${name} ${word.toUpperCase()}`);
      const both = bothOf(inUpperCase.join('\n'));
      expect(both.theirs, name).toEqual({ lines: ['Syntax OK'], exit: 0 });
      expect(both.ours, name).toEqual(both.theirs);
      for (const word of ['maybe', 'offf', 'o', [...all].find((each) => !words.includes(each))!]) {
        const { ours, theirs } = bothOf(`${name} ${word}`);
        expect(ours, `${name} ${word}`).toEqual(theirs);
        expect(theirs.lines.at(-1)).toBe(message);
      }
    }
  });

  it.each([
    'Include c:/wamp/alias/*.conf',
    'Include "C:/wamp/x.conf"',
    'IncludeOptional c:/wamp/*.conf\nLoadFile c:/php/php5ts.dll',
    'ServerRoot "c:/wamp"',
    'CoreDumpDirectory c:/wamp',
    'LoadModule php_module C:/php/php8apache2_4.dll',
  ])('a drive, which is a folder here: %s', (lines) => {
    const { ours, theirs } = bothOf(lines);
    expect(ours).toEqual(theirs);
  });
});
