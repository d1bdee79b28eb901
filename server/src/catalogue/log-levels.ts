/** The levels of `LogLevel`, in any letter case, the most severe first (util.c or core.c, ap_parse_log_level). */
const levels =
  'emerg alert crit error warn notice info debug trace1 trace2 trace3 trace4 trace5 trace6 trace7 trace8'.split(' ');

/** The number of a level of `LogLevel`, 0 for emerg up to 15 for trace8; undefined of another word. */
export function logLevelNamed(word: string): number | undefined {
  const at = levels.indexOf(word.toLowerCase());
  return at < 0 ? undefined : at;
}

/** What httpd logs at while no line says otherwise, and what most of its warnings need: `warn`. */
export const warnLevel = 4;

/** What httpd says of another word. */
export const logLevelKeyword =
  'Log level keyword must be one of emerg/alert/crit/error/warn/notice/info/debug/trace1/.../trace8';
