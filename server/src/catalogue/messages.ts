/** A message of httpd that has to do with its MPM, beside those of the ladders of corrections. */
export interface MessageFact {
  /** The same message has a code of its own in each MPM. */
  readonly codes: readonly string[];
  /** httpd's words; `…` stands for what differs. */
  readonly text: string;
  /** What has happened. Sentences. */
  readonly means: string;
  /** What to look at or to change. Sentences. */
  readonly repair: string;
  /** The rule that finds it before httpd says it. */
  readonly rule?: string;
}

/** What stops httpd at its start (main.c, config.c, core.c, mod_so.c). */
const atStart: readonly MessageFact[] = [
  {
    codes: ['AH00534'],
    text: 'Configuration error: No MPM loaded. / More than one MPM loaded.',
    means: 'All files were read, and the LoadModule lines have loaded no MPM, or two. httpd does not start.',
    repair: 'Keep exactly one LoadModule line of an MPM; on Debian use a2dismod and a2enmod.',
    rule: 'several-mpms-loaded',
  },
  {
    codes: ['AH00526'],
    text: 'Syntax error on line … of …:',
    means:
      'In its second pass httpd has met a directive that it cannot take; the next line says why. What it meets while it reads, such as tags that do not match, has no code. httpd does not start.',
    repair: 'Correct the line. Only the first one is told: apache-mpm check tells all.',
    rule: 'refused-by-httpd',
  },
  {
    codes: ['AH00111'],
    text: 'Config variable … is not defined',
    means:
      'No Define above the line and nothing in the environment has the name. The text stays as it is, and a number is read from it as 0.',
    repair:
      'Define it above the line. On Debian the variables are in /etc/apache2/envvars, which apache2ctl reads and apache2 -t alone does not.',
    rule: 'variable-not-defined',
  },
  {
    codes: ['AH00548'],
    text: 'NameVirtualHost has no effect and will be removed in the next release …',
    means: 'Since 2.3.11 virtual hosts with equal addresses need no announcement. httpd starts.',
    repair: 'Remove the line.',
    rule: 'removed-directive',
  },
  {
    codes: ['AH01574'],
    text: 'module … is already loaded, skipping',
    means: 'A second LoadModule line has the same identifier. The first counts; httpd starts.',
    repair: 'Remove one of the lines.',
    rule: 'module-loaded-twice',
  },
  {
    codes: ['AH00558'],
    text: "…: Could not reliably determine the server's fully qualified domain name, using …. Set the 'ServerName' directive globally to suppress this message",
    means: 'The host has no name that can be looked up. It has nothing to do with the MPM; httpd starts.',
    repair: 'Write ServerName in the main file.',
  },
  {
    codes: ['AH00013', 'AH00014', 'AH00015', 'AH00016', 'AH00017', 'AH00018', 'AH00019', 'AH00020'],
    text: 'Pre-configuration failed / Configuration check failed / Unable to open logs / Configuration Failed',
    means:
      'A module refused what it found; its own message is the line before. AH00015 follows when no port can be opened. AH00017 to AH00020 are the same in the second reading and at a restart, where httpd then exits.',
    repair:
      'Read the line before. AH00013 behind "Apache is running a threaded MPM" is mod_php without thread safety: run prefork or php-fpm.',
    rule: 'mod-php-without-thread-safety',
  },
  {
    codes: ['AH00072'],
    text: 'make_sock: could not bind to address …',
    means: 'Another process, or another Listen line in other words, has the port. httpd does not start.',
    repair: 'Find who has it (ss -ltnp), or remove one of the Listen lines.',
    rule: 'listen-twice',
  },
];

/** What a running httpd says of its pool (prefork.c, worker.c, event.c: perform_idle_server_maintenance; mpm_winnt.c). */
const underLoad: readonly MessageFact[] = [
  {
    codes: ['AH00161', 'AH00286', 'AH00484'],
    text: 'server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting',
    means:
      'As many workers as MaxRequestWorkers allows are there and all are busy; under prefork, fewer are idle than MinSpareServers. It is said once in the life of the parent process.',
    repair:
      'First see why they are busy: a slow backend is not cured by more workers. Then raise MaxRequestWorkers, with ServerLimit where it limits, as far as the memory goes.',
  },
  {
    codes: ['AH00287', 'AH10159'],
    text: 'server is within MinSpareThreads of MaxRequestWorkers, consider raising the MaxRequestWorkers setting',
    means:
      'MaxRequestWorkers is reached, and some workers are idle, but fewer than MinSpareThreads. Event says so since 2.4.38; it is said once.',
    repair: 'Raise MaxRequestWorkers, or lower MinSpareThreads: above MaxRequestWorkers it can never be met.',
    rule: 'min-spare-takes-all-workers',
  },
  {
    codes: ['AH03490', 'AH00288', 'AH00485'],
    text: 'scoreboard is full, not at MaxRequestWorkers…',
    means:
      'No slot below ServerLimit is free for another process, and there are fewer workers than MaxRequestWorkers: processes that are ending hold their slots until their last connection is closed, or MaxRequestWorkers was cut by ServerLimit. It is said every second. AH03490 is event since 2.4.26, AH00485 event before 2.4.24, AH00288 worker.',
    repair:
      'Raise ServerLimit above MaxRequestWorkers / ThreadsPerChild, restart gracefully less often, let processes live longer (MaxConnectionsPerChild).',
    rule: 'no-room-for-finishing-processes',
  },
  {
    codes: ['AH00162', 'AH00289', 'AH00486'],
    text: 'server seems busy, (you may need to increase StartServers, …), spawning … children, …',
    means: 'httpd starts eight or more processes in a second, because too few workers are idle. Level info.',
    repair:
      'Raise StartServers, the spare settings or ThreadsPerChild if it happens at other times than after a start.',
  },
  {
    codes: ['AH00326'],
    text: 'Server ran out of threads to serve requests. Consider raising the ThreadsPerChild setting',
    means: 'Under Windows no thread was free for a second. It is said once for each child process.',
    repair: 'Raise ThreadsPerChild, above 1920 with ThreadLimit.',
  },
  {
    codes: ['AH00159', 'AH00283', 'AH00481'],
    text: 'fork: Unable to fork new process',
    means: 'The system allows no further process; worker and event then wait ten seconds.',
    repair: 'Raise TasksMax of the unit, pids.max of the container or ulimit -u, or lower MaxRequestWorkers.',
  },
  {
    codes: ['AH00282', 'AH00480', 'AH03142', 'AH00275', 'AH00474'],
    text: 'ap_thread_create: unable to create … thread',
    means: 'The system allows no further thread, or has no memory for its stack. The child process ends.',
    repair: 'Raise TasksMax of the unit or pids.max of the container; lower ThreadsPerChild or ThreadStackSize.',
  },
  {
    codes: ['AH02324', 'AH02325'],
    text: 'A resource shortage or other unrecoverable failure was encountered before any child process initialized successfully... httpd is exiting!',
    means: 'Every child process ended before one was ready. httpd stops.',
    repair: 'Read the lines before: mostly threads that could not be created.',
  },
  {
    codes: ['AH10034'],
    text: 'The mpm module (…) is not supported by mod_http2. …',
    means: 'mod_http2 is loaded under prefork: the server runs, and HTTP/2 is inactive. httpd -t does not say it.',
    repair: 'Run event, with PHP in php-fpm, or take h2 out of Protocols.',
    rule: 'http-two-under-prefork',
  },
];

/** What a restart says that cannot take a new value (event.c, worker.c, prefork.c, mpm_winnt.c: check_config). */
const atRestart: readonly MessageFact[] = [
  {
    codes: ['AH00179', 'AH00304', 'AH00501'],
    text: 'changing ServerLimit to … from original value of … not allowed during restart',
    means: 'The scoreboard was made for the old value at the start. The old value stays.',
    repair: 'Stop httpd and start it.',
  },
  {
    codes: ['AH00309', 'AH00443', 'AH00506'],
    text: 'changing ThreadLimit to … from original value of … not allowed during restart',
    means: 'The scoreboard was made for the old value at the start. The old value stays.',
    repair: 'Stop httpd and start it.',
  },
  {
    codes: ['AH00188', 'AH00324', 'AH00521', 'AH00545'],
    text: '… is deprecated, use … instead.',
    means:
      'MaxClients is now MaxRequestWorkers, MaxRequestsPerChild is MaxConnectionsPerChild. Level info: only -e info shows it.',
    repair: 'Write the present name.',
    rule: 'deprecated-directive-name',
  },
];

/** All of them, in the order in which people meet them. */
export const messages: readonly MessageFact[] = [...atStart, ...underLoad, ...atRestart];

/** The message with this code, `AH` and five digits. */
export function messageWithCode(code: string): MessageFact | undefined {
  return messages.find(({ codes }) => codes.includes(code));
}
