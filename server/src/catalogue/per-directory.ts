import { fold } from '../text/letter-case.ts';
import { type Command, commandsNamed, directiveNamed, removedNamed } from './lookup.ts';

/**
 * Directives that refuse a per-directory file by their own check, whatever `AllowOverride` and `AllowOverrideList` say
 * (core.c, ap_check_cmd_context with NOT_IN_HTACCESS), and those for which httpd wants a path of its own. Asked of httpd
 * 2.4.71 with each of them in `AllowOverrideList`.
 */
const refusing: ReadonlySet<string> = new Set(
  [
    'AllowOverride AllowOverrideList Define UnDefine',
    'AuthDBDUserPWQuery AuthDBDUserRealmQuery AuthzDBDQuery AuthzDBDRedirectQuery',
    'BalancerMember ProxyHCExpr ProxyHCTemplate ProxySet',
    'LuaHookTranslateName LuaInputFilter LuaMapHandler LuaOutputFilter LuaQuickHandler',
  ]
    .join(' ')
    .split(' ')
    .map(fold),
);

/** mod_php's that no `AllowOverride` allows; the others, `php_value` and `php_flag`, need Options (apache_config.c of PHP). */
const ofPhp: ReadonlySet<string> = new Set(['php_admin_value', 'php_admin_flag', 'phpinidir']);

/** Whether some `AllowOverride` lets a per-directory file have the directive or section. */
export function isAllowedPerDirectory({ name, placement }: Pick<Command, 'name' | 'placement'>): boolean {
  return placement.override !== undefined && !refusing.has(fold(name));
}

/**
 * Whether httpd refuses a directive, or a section if the name begins with `<`, in a per-directory file, whichever modules
 * are loaded and whatever `AllowOverride` says. Names of which nobody knows are not refused.
 */
export function isRefusedPerDirectory(name: string): boolean {
  const key = fold(name);
  if (ofPhp.has(key) || directiveNamed(key)) return true;
  const commands = commandsNamed(key);
  return commands.length > 0 ? !commands.some(isAllowedPerDirectory) : removedNamed(key) !== undefined;
}

/** Whether `AllowOverrideList` can allow, by its name, what is refused else (core.c, set_override_list). */
export function mayBeListed(name: string): boolean {
  const [command] = commandsNamed(name);
  return command !== undefined && command.placement.where !== 'outside' && !refusing.has(fold(name));
}
