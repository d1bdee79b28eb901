// Generated from the files of this folder by scripts/generate.ts; do not edit.
import blockBeforeLoadModule from './block-before-load-module.ts';
import cgiForkedFromThreads from './cgi-forked-from-threads.ts';
import connectionsAboveOpenFiles from './connections-above-open-files.ts';
import deprecatedDirectiveName from './deprecated-directive-name.ts';
import extraWordsIgnored from './extra-words-ignored.ts';
import fewProcessesHoldAllWorkers from './few-processes-hold-all-workers.ts';
import httpTwoUnderPrefork from './http-two-under-prefork.ts';
import ifDefineMissesItsDefine from './if-define-misses-its-define.ts';
import ifModuleNameNeverMatches from './if-module-name-never-matches.ts';
import ifVersionNeverTrue from './if-version-never-true.ts';
import inactiveMpmBlock from './inactive-mpm-block.ts';
import keepAliveOffUnderEvent from './keep-alive-off-under-event.ts';
import keepAliveTimeoutHoldsWorkers from './keep-alive-timeout-holds-workers.ts';
import keepAliveTimeoutWithoutKeepAlive from './keep-alive-timeout-without-keep-alive.ts';
import keepAliveTimeoutZero from './keep-alive-timeout-zero.ts';
import maxConnectionsPerChildNegative from './max-connections-per-child-negative.ts';
import maxConnectionsPerChildTooSmall from './max-connections-per-child-too-small.ts';
import maxKeepAliveRequestsNegative from './max-keep-alive-requests-negative.ts';
import maxKeepAliveRequestsTooSmall from './max-keep-alive-requests-too-small.ts';
import millisecondsReadAsMinutes from './milliseconds-read-as-minutes.ts';
import minSpareTakesAllWorkers from './min-spare-takes-all-workers.ts';
import modPhpWithoutThreadSafety from './mod-php-without-thread-safety.ts';
import noMpmLoaded from './no-mpm-loaded.ts';
import noRoomForFinishingProcesses from './no-room-for-finishing-processes.ts';
import notANumber from './not-a-number.ts';
import numberWrapsAround from './number-wraps-around.ts';
import overriddenByLaterLine from './overridden-by-later-line.ts';
import type { Rule } from './rule.ts';
import sameSettingUnderTwoNames from './same-setting-under-two-names.ts';
import scoreboardMostlyUnused from './scoreboard-mostly-unused.ts';
import serverLimitWithoutMaxRequestWorkers from './server-limit-without-max-request-workers.ts';
import startServersAboveMaxSpare from './start-servers-above-max-spare.ts';
import thousandsOfProcesses from './thousands-of-processes.ts';
import timeoutHoldsWorkers from './timeout-holds-workers.ts';
import timeoutNotPositive from './timeout-not-positive.ts';
import variableNotDefined from './variable-not-defined.ts';

/** The rules that are asked of every configuration. */
export const usualRules: readonly Rule[] = [
  blockBeforeLoadModule,
  cgiForkedFromThreads,
  connectionsAboveOpenFiles,
  deprecatedDirectiveName,
  extraWordsIgnored,
  fewProcessesHoldAllWorkers,
  httpTwoUnderPrefork,
  ifDefineMissesItsDefine,
  ifModuleNameNeverMatches,
  ifVersionNeverTrue,
  inactiveMpmBlock,
  keepAliveOffUnderEvent,
  keepAliveTimeoutHoldsWorkers,
  keepAliveTimeoutWithoutKeepAlive,
  keepAliveTimeoutZero,
  maxConnectionsPerChildNegative,
  maxConnectionsPerChildTooSmall,
  maxKeepAliveRequestsNegative,
  maxKeepAliveRequestsTooSmall,
  millisecondsReadAsMinutes,
  minSpareTakesAllWorkers,
  modPhpWithoutThreadSafety,
  noMpmLoaded,
  noRoomForFinishingProcesses,
  notANumber,
  numberWrapsAround,
  overriddenByLaterLine,
  sameSettingUnderTwoNames,
  scoreboardMostlyUnused,
  serverLimitWithoutMaxRequestWorkers,
  startServersAboveMaxSpare,
  thousandsOfProcesses,
  timeoutHoldsWorkers,
  timeoutNotPositive,
  variableNotDefined,
];

/** The directives that other rules are about. */
export const seldomDirectives: readonly string[] = [
  'GracefulShutdownTimeout',
  'ListenBacklog',
  'ListenCoresBucketsRatio',
  'MaxMemFree',
  'ThreadStackSize',
];
