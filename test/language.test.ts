import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import configuration from '../syntaxes/language-configuration.json' with { type: 'json' };

const [language] = packageJson.contributes.languages;
if (!language) throw new Error('package.json contributes no language');

/** As VS Code reads a glob (vs/base/common/glob.ts): `**` is any number of folders, none included; `*` stops at a slash. */
function globExpression(pattern: string): RegExp {
  const segments = pattern
    .split('/')
    .map((segment) => segment.replace(/[.+^$()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*?'));
  return new RegExp(`^${segments.join('/').replaceAll('[^/]*?[^/]*?/', '(?:[^/]*/)*?')}$`);
}

/** As VS Code chooses by path (languagesAssociations.ts): in lower case, a pattern with a slash on the whole path. */
function isClaimed(path: string): boolean {
  const lower = path.toLowerCase();
  const name = lower.slice(lower.lastIndexOf('/') + 1);
  return (
    language!.filenames.some((filename) => filename.toLowerCase() === name) ||
    language!.extensions.some((extension) => name.endsWith(extension)) ||
    language!.filenamePatterns.some((pattern) =>
      globExpression(pattern.toLowerCase()).test(pattern.includes('/') ? lower : name),
    )
  );
}

/*
 * `*.conf` belongs to nobody. A path is claimed when its folders are those of an Apache layout or when no other program
 * gives a file that name; the rest is left to what the file says (client/src/detection.ts). So `sites-available` counts
 * only under `apache2`, since nginx has it too, and `conf-available` likewise, since lighttpd has it. OpenBSD and BusyBox
 * have an httpd.conf of their own, but nearly every file of that name is Apache's.
 */
const claimed = [
  '/etc/apache2/apache2.conf',
  '/etc/apache2/ports.conf',
  '/etc/apache2/mods-available/mpm_event.conf',
  '/etc/apache2/mods-enabled/mpm_event.load',
  '/etc/apache2/conf-available/security.conf',
  '/etc/apache2/sites-available/000-default.conf',
  '/etc/apache2/sites-enabled/example.org',
  '/etc/apache2/conf.d/mpm.conf',
  '/etc/apache2/server-tuning.conf',
  '/etc/apache2/vhosts.d/example.org.conf',
  '/private/etc/apache2/extra/httpd-mpm.conf',
  '/private/etc/apache2/users/example.conf',
  '/etc/httpd/conf/httpd.conf',
  '/etc/httpd/conf.d/ssl.conf',
  '/etc/httpd/conf.modules.d/00-mpm.conf',
  '/etc/httpd/conf/extra/php_module.conf',
  '/usr/local/apache2/conf/httpd.conf',
  '/usr/local/apache2/conf/extra/httpd-mpm.conf',
  '/usr/local/etc/apache24/modules.d/000_mpm_prefork_fallback.conf',
  '/usr/local/etc/apache24/Includes/example.conf',
  '/opt/bitnami/apache/conf/vhosts/example.conf',
  'c:/Apache24/conf/extra/httpd-vhosts.conf',
  'c:/xampp/apache/conf/extra/httpd-xampp.conf',
  '/home/user/project/docker/httpd.conf',
  '/home/user/project/roles/apache/files/mods-available/mpm_prefork.conf',
  '/home/user/project/mpm_event.conf',
  '/home/user/project/docker/mpm.conf',
  '/home/user/project/files/00-mpm.conf',
  '/home/user/project/roles/apache/templates/mpm_event.conf.j2',
  '/home/user/project/cookbooks/apache/templates/apache2.conf.erb',
  '/home/user/project/modules/apache/templates/httpd.conf.epp',
  '/home/user/project/httpd.conf.dist',
  '/home/user/httpd/docs/conf/extra/httpd-mpm.conf.in',
  '/srv/www/.htaccess',
  'examples/etc/apache2/mods-available/mpm_event.conf',
];
const unclaimed = [
  '/etc/nginx/nginx.conf',
  '/etc/nginx/conf.d/default.conf',
  '/etc/nginx/sites-available/default.conf',
  '/etc/nginx/sites-available/default',
  '/etc/redis/redis.conf',
  '/etc/postgresql/15/main/postgresql.conf',
  '/etc/lighttpd/conf-available/10-fastcgi.conf',
  '/etc/proftpd/proftpd.conf',
  '/etc/proftpd/conf.d/tls.conf',
  '/etc/freeradius/3.0/mods-available/eap',
  '/etc/fail2ban/filter.d/apache-auth.conf',
  '/etc/logrotate.d/apache2',
  '/etc/apache2/envvars',
  '/etc/apache2/magic',
  '/etc/sysctl.conf',
  '/etc/php/8.2/fpm/pool.d/www.conf',
  '/home/user/project/foo.conf',
  '/home/user/project/worker.conf',
  '/home/user/project/foo.conf.j2',
  '/home/user/project/mpm_event.conf.bak',
  '/home/user/project/apache.conf',
  '/home/user/project/docker/apache2/supervisord.conf',
  '/home/user/project/sites-available/example.conf',
  '/home/user/httpd/redis.conf',
  '/home/user/project/myhttpd.conf',
  '/home/user/project/httpd.conf/notes.txt',
];

const apacheFirstLines = [
  '<IfModule mpm_event_module>',
  '  <IfModule !ssl_module>',
  '<VirtualHost *:80>',
  '<VirtualHost [2001:db8::1]:443 192.0.2.1:443>',
  '<VirtualHost _default_:443>',
  '<Location /server-status>',
  '<FilesMatch "\\.php$">',
  'LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so',
  '# vim: set ft=apache ts=4:',
  '# vim: syntax=apache',
  '# -*- apache -*-',
  '# -*- mode: apache; -*-',
];
const otherFirstLines = [
  '',
  '# Configuration',
  'server {',
  '<?xml version="1.0"?>',
  '<html>',
  '<LocationData>',
  '<IfModule mod_tls.c>',
  '<VirtualHost ftp.example.org>',
  'LoadModule mod_tls.c',
  '# about apache and vim',
  '[section]',
  'key = value',
];

describe('the language is', () => {
  it('apacheconf, by its names in VS Code', () => {
    expect(language.id).toBe('apacheconf');
    expect(language.aliases).toEqual(['Apache Config', 'apacheconf']);
  });
  it.each(claimed)('that of %s', (path) => expect(isClaimed(path)).toBe(true));
  it.each(unclaimed)('not that of %s', (path) => expect(isClaimed(path)).toBe(false));
  it.each(apacheFirstLines)('that of a file that begins with %s', (line) =>
    expect(line).toMatch(new RegExp(language.firstLine)),
  );
  it.each(otherFirstLines)('not that of a file that begins with %j', (line) =>
    expect(line).not.toMatch(new RegExp(language.firstLine)),
  );
});

describe('the language configuration', () => {
  const { indentationRules, folding, onEnterRules, wordPattern } = configuration;
  const words = (text: string) => text.match(new RegExp(wordPattern, 'g')) ?? [];

  it('knows words', () => {
    expect(words('MaxRequestWorkers ${NAME} 4OO')).toEqual(['MaxRequestWorkers', '${NAME}', '4OO']);
    expect(words('<IfModule !mpm_event_module>')).toEqual(['IfModule', 'mpm_event_module']);
    expect(words('ServerName www.example-site.org:443')).toEqual(['ServerName', 'www', 'example-site', 'org', '443']);
    expect(words('RewriteCond "%{HTTP_HOST}" [NC]')).toEqual(['RewriteCond', '%{HTTP_HOST}', 'NC']);
    expect(''.match(new RegExp(wordPattern))).toBeNull();
  });

  it('indents between tags, and folds from tag to tag', () => {
    const opens = (line: string) =>
      [indentationRules.increaseIndentPattern, folding.markers.start].map((pattern) => new RegExp(pattern).test(line));
    const closes = (line: string) =>
      [indentationRules.decreaseIndentPattern, folding.markers.end].map((pattern) => new RegExp(pattern).test(line));
    expect(opens('  <IfModule mpm_event_module>')).toEqual([true, true]);
    expect(opens('<If "%{A} > 3">')).toEqual([true, true]);
    for (const line of ['</IfModule>', '# <IfModule x>', 'Listen 80', '<']) expect(opens(line)).toEqual([false, false]);
    expect(closes('  </IfModule>')).toEqual([true, true]);
    for (const line of ['<IfModule x>', '# </IfModule>', 'Listen 80']) expect(closes(line)).toEqual([false, false]);
    expect('CustomLog a \\').toMatch(new RegExp(indentationRules.indentNextLinePattern));
    expect('# a \\').not.toMatch(new RegExp(indentationRules.indentNextLinePattern));
  });

  /** What Enter does between two texts, as VS Code takes the first rule that fits. */
  const onEnter = (before: string, after = '', previous = '') => {
    const rule = onEnterRules.find(
      ({ beforeText, afterText, previousLineText }) =>
        new RegExp(beforeText).test(before) &&
        (afterText === undefined || new RegExp(afterText).test(after)) &&
        (previousLineText === undefined || new RegExp(previousLineText).test(previous)),
    );
    return rule && `${rule.action.indent}${rule.action.appendText ?? ''}`;
  };

  it('does on Enter what a person expects', () => {
    expect(onEnter('<IfModule x>', '</IfModule>')).toBe('indentOutdent');
    expect(onEnter('<IfModule x>')).toBe('indent');
    expect(onEnter('<RequireAll>')).toBe('indent');
    expect(onEnter('</IfModule>')).toBeUndefined();
    expect(onEnter('Listen 80')).toBeUndefined();
    expect(onEnter('# a comment', ' that goes on')).toBe('none# ');
    expect(onEnter('# a comment')).toBeUndefined();
    expect(onEnter('CustomLog a \\', '', 'Listen 80')).toBe('indent');
    expect(onEnter('  b \\', '', 'CustomLog a \\')).toBeUndefined();
    expect(onEnter('  c', '', 'CustomLog a \\')).toBe('outdent');
  });
});
