import type { Mpm, MpmFact } from './fact.ts';

/**
 * The MPMs of httpd 2.4. Identifier and source file are what each module's own STANDARD20_MODULE_STUFF and `httpd -l`
 * say; any other spelling in `<IfModule>` is false without a word, letter case included (core.c, start_ifmod).
 */
export const mpmFacts: Readonly<Record<Mpm, MpmFact>> = {
  event: {
    name: 'event',
    title: 'event',
    identifier: 'mpm_event_module',
    sourceFile: 'event.c',
    sharedObject: 'mod_mpm_event.so',
    threaded: true,
    summary:
      'Several processes of many threads, where a listener thread keeps idle keep-alive connections so that they hold no worker',
  },
  worker: {
    name: 'worker',
    title: 'worker',
    identifier: 'mpm_worker_module',
    sourceFile: 'worker.c',
    sharedObject: 'mod_mpm_worker.so',
    threaded: true,
    summary: 'Several processes of many threads, where each connection holds one thread until it is closed',
  },
  prefork: {
    name: 'prefork',
    title: 'prefork',
    identifier: 'mpm_prefork_module',
    sourceFile: 'prefork.c',
    sharedObject: 'mod_mpm_prefork.so',
    threaded: false,
    summary:
      'One process without threads for each connection, which is what modules that are not thread-safe need, such as most builds of mod_php',
  },
  winnt: {
    name: 'winnt',
    title: 'WinNT',
    identifier: 'mpm_winnt_module',
    sourceFile: 'mpm_winnt.c',
    threaded: true,
    summary: 'The MPM of Windows: one control process and one child whose threads serve all connections',
  },
  netware: {
    name: 'netware',
    title: 'NetWare',
    identifier: 'mpm_netware_module',
    sourceFile: 'mpm_netware.c',
    threaded: true,
    summary: 'The MPM of Novell NetWare: one process whose number of threads follows the load',
  },
  mpmt_os2: {
    name: 'mpmt_os2',
    title: 'OS/2',
    identifier: 'mpm_mpmt_os2_module',
    sourceFile: 'mpmt_os2.c',
    threaded: true,
    summary: 'The MPM of OS/2: a few processes, each of which starts and ends threads as the load asks',
  },
};
