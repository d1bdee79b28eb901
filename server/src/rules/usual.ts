// Generated from the files of this folder by scripts/generate.ts; do not edit.
import asyncRequestWorkerFactorNotAnInteger from './async-request-worker-factor-not-an-integer.ts';
import blockBeforeLoadModule from './block-before-load-module.ts';
import cgiForkedFromThreads from './cgi-forked-from-threads.ts';
import commentSwallowsNextLine from './comment-swallows-next-line.ts';
import connectionsAboveOpenFiles from './connections-above-open-files.ts';
import deprecatedDirectiveName from './deprecated-directive-name.ts';
import extraWordsIgnored from './extra-words-ignored.ts';
import fewProcessesHoldAllWorkers from './few-processes-hold-all-workers.ts';
import fileNotIncluded from './file-not-included.ts';
import gracefulShutdownTimeoutNegative from './graceful-shutdown-timeout-negative.ts';
import httpTwoUnderPrefork from './http-two-under-prefork.ts';
import ifDefineMissesItsDefine from './if-define-misses-its-define.ts';
import ifModuleNameNeverMatches from './if-module-name-never-matches.ts';
import ifVersionNeverTrue from './if-version-never-true.ts';
import inactiveMpmBlock from './inactive-mpm-block.ts';
import keepAliveOffUnderEvent from './keep-alive-off-under-event.ts';
import keepAliveTimeoutHoldsWorkers from './keep-alive-timeout-holds-workers.ts';
import keepAliveTimeoutWithoutKeepAlive from './keep-alive-timeout-without-keep-alive.ts';
import keepAliveTimeoutZero from './keep-alive-timeout-zero.ts';
import listenBacklogAboveKernelLimit from './listen-backlog-above-kernel-limit.ts';
import listenerBucketsAboveServerLimit from './listener-buckets-above-server-limit.ts';
import maxConnectionsPerChildNegative from './max-connections-per-child-negative.ts';
import maxConnectionsPerChildTooSmall from './max-connections-per-child-too-small.ts';
import maxKeepAliveRequestsNegative from './max-keep-alive-requests-negative.ts';
import maxKeepAliveRequestsTooSmall from './max-keep-alive-requests-too-small.ts';
import maxMemFreeInBytes from './max-mem-free-in-bytes.ts';
import maxMemFreeWithoutLimit from './max-mem-free-without-limit.ts';
import maxRequestWorkersAboveServerLimit from './max-request-workers-above-server-limit.ts';
import maxRequestWorkersBelowOne from './max-request-workers-below-one.ts';
import maxRequestWorkersBelowThreadsPerChild from './max-request-workers-below-threads-per-child.ts';
import maxRequestWorkersNotAMultiple from './max-request-workers-not-a-multiple.ts';
import maxSpareTooSmall from './max-spare-too-small.ts';
import maxThreadsAboveCompiledLimit from './max-threads-above-compiled-limit.ts';
import maxThreadsBelowOne from './max-threads-below-one.ts';
import millisecondsReadAsMinutes from './milliseconds-read-as-minutes.ts';
import minSpareServersBelowOne from './min-spare-servers-below-one.ts';
import minSpareTakesAllWorkers from './min-spare-takes-all-workers.ts';
import minSpareThreadsBelowOne from './min-spare-threads-below-one.ts';
import modPhpWithoutThreadSafety from './mod-php-without-thread-safety.ts';
import moduleLoadedTwice from './module-loaded-twice.ts';
import noMpmLoaded from './no-mpm-loaded.ts';
import noRoomForFinishingProcesses from './no-room-for-finishing-processes.ts';
import notANumber from './not-a-number.ts';
import numberWrapsAround from './number-wraps-around.ts';
import overriddenByLaterLine from './overridden-by-later-line.ts';
import type { Rule } from './rule.ts';
import sameSettingUnderTwoNames from './same-setting-under-two-names.ts';
import scoreboardMostlyUnused from './scoreboard-mostly-unused.ts';
import serverLimitAboveCompiledLimit from './server-limit-above-compiled-limit.ts';
import serverLimitBelowOne from './server-limit-below-one.ts';
import serverLimitWithoutMaxRequestWorkers from './server-limit-without-max-request-workers.ts';
import severalMpmsLoaded from './several-mpms-loaded.ts';
import startServersAboveMaxSpare from './start-servers-above-max-spare.ts';
import startServersAboveProcessLimit from './start-servers-above-process-limit.ts';
import startServersBelowOne from './start-servers-below-one.ts';
import startThreadsNegative from './start-threads-negative.ts';
import thousandsOfProcesses from './thousands-of-processes.ts';
import threadLimitAboveCompiledLimit from './thread-limit-above-compiled-limit.ts';
import threadLimitBelowOne from './thread-limit-below-one.ts';
import threadStackSizeTooSmall from './thread-stack-size-too-small.ts';
import threadsPerChildAboveThreadLimit from './threads-per-child-above-thread-limit.ts';
import threadsPerChildBelowOne from './threads-per-child-below-one.ts';
import timeoutHoldsWorkers from './timeout-holds-workers.ts';
import timeoutNotPositive from './timeout-not-positive.ts';
import variableNotDefined from './variable-not-defined.ts';

/** The rules that are asked of every configuration. */
export const usualRules: readonly Rule[] = [
  asyncRequestWorkerFactorNotAnInteger,
  blockBeforeLoadModule,
  cgiForkedFromThreads,
  commentSwallowsNextLine,
  connectionsAboveOpenFiles,
  deprecatedDirectiveName,
  extraWordsIgnored,
  fewProcessesHoldAllWorkers,
  fileNotIncluded,
  gracefulShutdownTimeoutNegative,
  httpTwoUnderPrefork,
  ifDefineMissesItsDefine,
  ifModuleNameNeverMatches,
  ifVersionNeverTrue,
  inactiveMpmBlock,
  keepAliveOffUnderEvent,
  keepAliveTimeoutHoldsWorkers,
  keepAliveTimeoutWithoutKeepAlive,
  keepAliveTimeoutZero,
  listenBacklogAboveKernelLimit,
  listenerBucketsAboveServerLimit,
  maxConnectionsPerChildNegative,
  maxConnectionsPerChildTooSmall,
  maxKeepAliveRequestsNegative,
  maxKeepAliveRequestsTooSmall,
  maxMemFreeInBytes,
  maxMemFreeWithoutLimit,
  maxRequestWorkersAboveServerLimit,
  maxRequestWorkersBelowOne,
  maxRequestWorkersBelowThreadsPerChild,
  maxRequestWorkersNotAMultiple,
  maxSpareTooSmall,
  maxThreadsAboveCompiledLimit,
  maxThreadsBelowOne,
  millisecondsReadAsMinutes,
  minSpareServersBelowOne,
  minSpareTakesAllWorkers,
  minSpareThreadsBelowOne,
  modPhpWithoutThreadSafety,
  moduleLoadedTwice,
  noMpmLoaded,
  noRoomForFinishingProcesses,
  notANumber,
  numberWrapsAround,
  overriddenByLaterLine,
  sameSettingUnderTwoNames,
  scoreboardMostlyUnused,
  serverLimitAboveCompiledLimit,
  serverLimitBelowOne,
  serverLimitWithoutMaxRequestWorkers,
  severalMpmsLoaded,
  startServersAboveMaxSpare,
  startServersAboveProcessLimit,
  startServersBelowOne,
  startThreadsNegative,
  thousandsOfProcesses,
  threadLimitAboveCompiledLimit,
  threadLimitBelowOne,
  threadStackSizeTooSmall,
  threadsPerChildAboveThreadLimit,
  threadsPerChildBelowOne,
  timeoutHoldsWorkers,
  timeoutNotPositive,
  variableNotDefined,
];
