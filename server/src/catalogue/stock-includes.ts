/** Folders and files that the main files of distributions, of source builds and of Docker's images include. */
const stock =
  /(?:^|\/)(?:(?:mods|conf|sites)-enabled|conf\.modules\.d|conf\.d|modules\.d|vhosts\.d|sites\.d|sysconfig\.d|extra|Includes|other)(?:\/[^/]*)?$|(?:^|\/)(?:ports|httpd|uid|errors|global|protocols|default-server|server-tuning|ssl-global|mod_[\w-]+)\.conf(?:\.local)?$/;

/** Whether an `Include` of this path stands in main files as they are shipped. */
export function isStockInclude(path: string): boolean {
  return stock.test(path);
}
