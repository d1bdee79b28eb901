/**
 * MPMs that httpd had before 2.4, by what `<IfModule>` asked for them: identifiers and source files (server/mpm of 2.0,
 * 2.2 and 2.3; of peruser, itk and metux, which patched 2.0 and 2.2, their own). No httpd 2.4 has a module of these names.
 */
const formerMpms: ReadonlySet<string> = new Set(
  [
    'mpm_beos_module mpmt_beos_module beos.c mpmt_beos.c mpm_leader_module leader.c mpm_perchild_module perchild.c',
    'mpm_threadpool_module threadpool.c mpm_threaded_module threaded.c mpm_mpmt_pthread_module mpmt_pthread_module',
    'mpmt_pthread.c mpm_dexter_module dexter.c mpm_spmt_os2_module spmt_os2_module spmt_os2.c mpm_simple_module',
    'simple.c simple_core.c mpm_peruser_module peruser.c mpm_metuxmpm_module metuxmpm.c mpm_metux_module metux.c',
  ].flatMap((names) => names.split(' ')),
);

/**
 * The source file of mpm-itk as an MPM of 2.2. Since 2.4 it is an ordinary module beside prefork, whose source file is
 * mpm_itk.c; the identifier, mpm_itk_module, is the same.
 */
const formerItk = 'itk.c';

/** Whether `<IfModule name>` asks for an MPM that httpd 2.4 no longer has. */
export function isFormerMpm(name: string): boolean {
  return formerMpms.has(name);
}

/** Whether no httpd 2.4 can have a module of this name, whichever MPM it runs. */
export function isFormerModule(name: string): boolean {
  return name === formerItk;
}
