import { fold } from '../text/letter-case.ts';

/**
 * Directives of httpd that the modules of Debian's package do not have, by the manual: those of Windows, NetWare, Solaris
 * and OS/2, of builds for developers, and of modules that Debian leaves out.
 */
export const directivesOfOtherBuilds: readonly string[] = [
  ...['CGIMapExtension', 'GprofDir', 'ScriptInterpreterSource', 'UNCList', 'Example', 'ISAPIAppendLogToErrors'],
  ...['ISAPIAppendLogToQuery', 'ISAPICacheFile', 'ISAPIFakeAsync', 'ISAPILogNotSupported', 'ISAPIReadAheadBuffer'],
  ...['LuaHookPreTranslate', 'MDCertificateMonitor', 'NWSSLTrustedCerts', 'NWSSLUpgradeable', 'SecureListen'],
  ...['DTracePrivileges', 'PrivilegesMode', 'VHostCGIMode', 'VHostCGIPrivs', 'VHostGroup', 'VHostPrivs'],
  ...['VHostSecure', 'VHostUser'],
];

const keys: ReadonlySet<string> = new Set(directivesOfOtherBuilds.map(fold));

/** Whether a directive, by its folded name, is one of httpd's, though none of Debian's. */
export function isOfOtherBuild(key: string): boolean {
  return keys.has(key);
}
