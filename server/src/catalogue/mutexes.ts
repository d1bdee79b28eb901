/** A mutex that `Mutex` can name: modules register it by its name before httpd walks its lines. */
export interface MutexType {
  /** As `Mutex` must spell it, letter case included (util_mutex.c, mxcfg_by_type). */
  readonly name: string;
  /** The identifiers of the modules that register it, each in its pre_config by ap_mutex_register. */
  readonly registeredBy: readonly string[];
  /** Set where only earlier versions than the one that was asked register it. */
  readonly formerly?: true;
}

/**
 * All that the modules of Debian's httpd 2.4.71 register; `default`, which stands for all of them, is always there
 * (util_mutex.c, ap_mutex_init). None of them may be `none` (AP_MUTEX_ALLOW_NONE).
 */
export const mutexTypes: readonly MutexType[] = [
  { name: 'authdigest-client', registeredBy: ['auth_digest_module'] },
  { name: 'authdigest-opaque', registeredBy: ['auth_digest_module'], formerly: true },
  { name: 'authn-socache', registeredBy: ['authn_socache_module'] },
  { name: 'cache-socache', registeredBy: ['cache_socache_module'] },
  { name: 'ldap-cache', registeredBy: ['ldap_module'] },
  { name: 'lua-ivm-shm', registeredBy: ['lua_module'] },
  { name: 'mpm-accept', registeredBy: ['mpm_prefork_module', 'mpm_worker_module'] },
  { name: 'proxy', registeredBy: ['proxy_module'] },
  { name: 'proxy-balancer-shm', registeredBy: ['proxy_balancer_module'] },
  { name: 'rewrite-map', registeredBy: ['rewrite_module'] },
  { name: 'ssl-cache', registeredBy: ['ssl_module'] },
  { name: 'ssl-stapling', registeredBy: ['ssl_module'] },
  { name: 'ssl-stapling-refresh', registeredBy: ['ssl_module'] },
  { name: 'watchdog-callback', registeredBy: ['watchdog_module'] },
];

/** What httpd on Unix offers when it refuses a mechanism (util_mutex.h, AP_ALL_AVAILABLE_MUTEXES_STRING). */
export const mutexMechanisms =
  "Mutex mechanisms are: 'none', 'default', 'flock:/path/to/file', 'fcntl:/path/to/file', 'file:/path/to/file', " +
  "'pthread', 'sysvsem', 'posixsem', 'sem'";
