/** Where the editor has it: in no place from which a httpd of this machine reads, so that the machine decides nothing. */
export const placeOfConfiguration = 'file:///srv/hosting/etc/apache2/apache2.conf';

/** A configuration of a hosting server with so many lines, a hundred at least; the same number and seed give the same text. */
export function configuration(lines: number, seed = 1): string {
  const random = numbers(seed);
  const text = [...head];
  for (let host = 1; text.length < lines; host++) text.push(...virtualHost(host, random));
  // Cut within a virtual host, the text would be one with errors.
  let end = Math.min(lines, text.length);
  while (end > head.length && text[end - 1] !== '</VirtualHost>') end--;
  return `${text
    .slice(0, end)
    .concat(new Array(Math.max(0, lines - end)).fill('# end'))
    .join('\n')}\n`;
}

/** A configuration with so many findings, in virtual hosts of ten lines. */
export function withFindings(count: number): string {
  const hosts = Array.from({ length: Math.ceil(count / 5) }, (_, host) => [
    '<VirtualHost *:80>',
    `    ServerName site${host}.example`,
    ...Array.from({ length: 5 }, (_, at) => `    Timeout 300 # seconds, ${host}.${at}`),
    '    <IfModule mod_rewrite.c>',
    '    </IfModule>',
    '</VirtualHost>',
  ]);
  return `${[...head, ...hosts.flat()].join('\n')}\n`;
}

const head = `
ServerRoot "/etc/apache2"
Define SRVROOT /var/www
Define LOGDIR /var/log/apache2
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule expires_module modules/mod_expires.so
LoadModule headers_module modules/mod_headers.so
LoadModule proxy_module modules/mod_proxy.so
LoadModule proxy_http_module modules/mod_proxy_http.so
LoadModule rewrite_module modules/mod_rewrite.so
LoadModule socache_shmcb_module modules/mod_socache_shmcb.so
LoadModule ssl_module modules/mod_ssl.so
<IfModule mpm_event_module>
    StartServers             2
    ThreadsPerChild         25
    MaxRequestWorkers      150
</IfModule>
Timeout 300
KeepAlive On
Listen 80
<IfModule ssl_module>
    Listen 443
</IfModule>
<Directory />
    AllowOverride None
    Require all denied
</Directory>
`.split('\n');

type Numbers = () => number;

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator, the constants of Numerical Recipes). */
function numbers(seed: number): Numbers {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function virtualHost(number: number, random: Numbers): readonly string[] {
  const name = `site${number}.example`;
  const parts = [rewriting, directory, headers, proxied, defined];
  const secure = random() < 0.5;
  return [
    `# ---- ${name}`,
    `<VirtualHost *:${secure ? 443 : 80}>`,
    `    ServerName ${name}`,
    `    ServerAlias www.${name}`,
    `    DocumentRoot ${random() < 0.5 ? '"/var/www/html"' : `\${SRVROOT}/${name}`}`,
    `    CustomLog \${LOGDIR}/${name}.log combined`,
    '',
    ...(secure ? ['    SSLEngine on', `    SSLCertificateFile /etc/ssl/${name}.crt`] : []),
    ...parts.flatMap((part) => (random() < 0.6 ? part(name, random) : [])),
    '</VirtualHost>',
  ];
}

function rewriting(name: string, random: Numbers): readonly string[] {
  const rules = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, i) => [
    `        RewriteCond %{HTTP_HOST} !^www\\.${name}$ [NC]`,
    `        RewriteRule ^/old${i}/(.*)$ /new${i}/$1 [R=301,L]`,
  ]);
  return ['    <IfModule mod_rewrite.c>', '        RewriteEngine On', ...rules.flat(), '    </IfModule>'];
}

function directory(name: string): readonly string[] {
  return [
    `    <Directory "/var/www/${name}">`,
    '        Options -Indexes +FollowSymLinks',
    '        AllowOverride All',
    '        # The trailing slash matters here.',
    '        Require all granted',
    '    </Directory>',
  ];
}

function headers(name: string): readonly string[] {
  return [`    Header set X-Site "${name}"`, '    ExpiresByType text/css "access plus 1 month"', ''];
}

function proxied(_: string, random: Numbers): readonly string[] {
  const port = 8000 + Math.floor(random() * 1000);
  return [`    ProxyPass /app http://127.0.0.1:${port}/app \\`, '        retry=5 timeout=60', ''];
}

function defined(name: string): readonly string[] {
  return [
    '    <IfDefine Debug>',
    '        LogLevel debug',
    `        ErrorLog \${LOGDIR}/${name}.debug`,
    '    </IfDefine>',
  ];
}
