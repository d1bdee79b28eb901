const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Bytes in words of three figures: `7.5 GiB`. */
export function bytesInWords(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${units[power]}`;
}

/** `{0} of {1}` with its values. */
export function filled(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d)\}/g, (whole, at: string) => String(values[Number(at)] ?? whole));
}

/** How many of `count` one box stands for, so that not more than `most` are drawn. */
export function perBox(count: number, most: number): number {
  return Math.max(1, Math.ceil(count / most));
}
