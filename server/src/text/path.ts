/**
 * A path under a folder as httpd joins them (apr_filepath_merge): an absolute path stands for itself, `.`, `..` and
 * doubled slashes are resolved, a slash at the end stays. On a Windows drive a backslash is a slash. Where there are no
 * drives, `c:/x` is relative.
 */
export function under(folder: string, path: string, hasDrives = true): string {
  const whole = (hasDrives ? isAbsolute(path) : path.startsWith('/')) ? path : `${folder}/${path}`;
  const drive = /^[A-Za-z]:/.exec(whole)?.[0] ?? '';
  const parts: string[] = [];
  const steps = whole.slice(drive.length).split(drive === '' ? '/' : /[\\/]/);
  for (const part of steps) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const end = steps.at(-1) === '' && parts.length > 0 ? '/' : '';
  return `${drive}/${parts.join('/')}${end}`;
}

/** The folder that holds the path; `/` holds itself. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** Whether the path says where it begins: at the root or at a Windows drive. */
export function isAbsolute(path: string): boolean {
  return /^(\/|[A-Za-z]:[\\/])/.test(path);
}

/** Whether the path begins at a Windows drive, with or without the slash that URIs have before it. */
export function isOnDrive(path: string): boolean {
  return /^\/?[A-Za-z]:/.test(path);
}

/** Whether the path is in the folder, however deep; a drive before it makes letter case equal, and a slash before that go. */
export function isBelow(folder: string, path: string): boolean {
  const [outer, inner] = [folder, path].map((each) => each.replace(/^\/(?=[A-Za-z]:)/, '').replace(/\/+$/, ''));
  const hasDrive = /^[A-Za-z]:/.test(outer!);
  return hasDrive ? inner!.toLowerCase().startsWith(`${outer!.toLowerCase()}/`) : inner!.startsWith(`${outer}/`);
}
