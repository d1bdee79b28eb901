/** The settings that say how large the pool is, in the order in which they read best: limits, then pool, then the whole. */
export const poolSizeSettings: readonly string[] = [
  'ServerLimit',
  'StartServers',
  'ThreadLimit',
  'ThreadsPerChild',
  'MinSpareThreads',
  'MaxSpareThreads',
  'MinSpareServers',
  'MaxSpareServers',
  'MaxRequestWorkers',
];

/** All settings of the block of an MPM, in that order. */
export const poolSettings: readonly string[] = [
  ...poolSizeSettings,
  'AsyncRequestWorkerFactor',
  'MaxConnectionsPerChild',
];
