// Generated from the files of this folder by scripts/generate.ts; do not edit.
import asyncRequestWorkerFactorNotAnInteger from './async-request-worker-factor-not-an-integer.ts';
import blockBeforeLoadModule from './block-before-load-module.ts';
import byteOrderMark from './byte-order-mark.ts';
import cgiForkedFromThreads from './cgi-forked-from-threads.ts';
import commentSwallowsNextLine from './comment-swallows-next-line.ts';
import connectionsAboveOpenFiles from './connections-above-open-files.ts';
import deprecatedDirectiveName from './deprecated-directive-name.ts';
import directiveNeedsModule from './directive-needs-module.ts';
import directiveOfAnotherMpm from './directive-of-another-mpm.ts';
import extraWordsIgnored from './extra-words-ignored.ts';
import fewProcessesHoldAllWorkers from './few-processes-hold-all-workers.ts';
import fileNotIncluded from './file-not-included.ts';
import gracefulShutdownTimeoutNegative from './graceful-shutdown-timeout-negative.ts';
import httpTwoUnderPrefork from './http-two-under-prefork.ts';
import ifDefineMissesItsDefine from './if-define-misses-its-define.ts';
import ifModuleNameNeverMatches from './if-module-name-never-matches.ts';
import ifVersionNeverTrue from './if-version-never-true.ts';
import inactiveMpmBlock from './inactive-mpm-block.ts';
import includeNotRead from './include-not-read.ts';
import keepAliveOffUnderEvent from './keep-alive-off-under-event.ts';
import keepAliveTimeoutHoldsWorkers from './keep-alive-timeout-holds-workers.ts';
import keepAliveTimeoutWithoutKeepAlive from './keep-alive-timeout-without-keep-alive.ts';
import keepAliveTimeoutZero from './keep-alive-timeout-zero.ts';
import listenBacklogAboveKernelLimit from './listen-backlog-above-kernel-limit.ts';
import listenTwice from './listen-twice.ts';
import listenerBucketsAboveServerLimit from './listener-buckets-above-server-limit.ts';
import machineFactsNotUnderstood from './machine-facts-not-understood.ts';
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
import memoryOverBudget from './memory-over-budget.ts';
import memoryUnusedBudget from './memory-unused-budget.ts';
import millisecondsReadAsMinutes from './milliseconds-read-as-minutes.ts';
import minSpareServersBelowOne from './min-spare-servers-below-one.ts';
import minSpareTakesAllWorkers from './min-spare-takes-all-workers.ts';
import minSpareThreadsBelowOne from './min-spare-threads-below-one.ts';
import misplacedDirective from './misplaced-directive.ts';
import missingInclude from './missing-include.ts';
import modPhpWithoutThreadSafety from './mod-php-without-thread-safety.ts';
import moduleLoadedTwice from './module-loaded-twice.ts';
import mutexMpmAcceptUnderEvent from './mutex-mpm-accept-under-event.ts';
import noMpmLoaded from './no-mpm-loaded.ts';
import noRoomForFinishingProcesses from './no-room-for-finishing-processes.ts';
import notANumber from './not-a-number.ts';
import notAllowedInHtaccess from './not-allowed-in-htaccess.ts';
import notFullyChecked from './not-fully-checked.ts';
import numberWrapsAround from './number-wraps-around.ts';
import overriddenByLaterLine from './overridden-by-later-line.ts';
import refusedByHttpd from './refused-by-httpd.ts';
import removedDirective from './removed-directive.ts';
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
import trailingComment from './trailing-comment.ts';
import unclosedSection from './unclosed-section.ts';
import unfinishedTag from './unfinished-tag.ts';
import unknownDirective from './unknown-directive.ts';
import unmatchedEndTag from './unmatched-end-tag.ts';
import unusedIgnore from './unused-ignore.ts';
import valueRefusedByHttpd from './value-refused-by-httpd.ts';
import variableNotDefined from './variable-not-defined.ts';
import warnedByHttpd from './warned-by-httpd.ts';
import wrongArgumentCount from './wrong-argument-count.ts';

/** Every file of this folder that is a rule. */
export const rules: readonly Rule[] = [
  asyncRequestWorkerFactorNotAnInteger,
  blockBeforeLoadModule,
  byteOrderMark,
  cgiForkedFromThreads,
  commentSwallowsNextLine,
  connectionsAboveOpenFiles,
  deprecatedDirectiveName,
  directiveNeedsModule,
  directiveOfAnotherMpm,
  extraWordsIgnored,
  fewProcessesHoldAllWorkers,
  fileNotIncluded,
  gracefulShutdownTimeoutNegative,
  httpTwoUnderPrefork,
  ifDefineMissesItsDefine,
  ifModuleNameNeverMatches,
  ifVersionNeverTrue,
  inactiveMpmBlock,
  includeNotRead,
  keepAliveOffUnderEvent,
  keepAliveTimeoutHoldsWorkers,
  keepAliveTimeoutWithoutKeepAlive,
  keepAliveTimeoutZero,
  listenBacklogAboveKernelLimit,
  listenTwice,
  listenerBucketsAboveServerLimit,
  machineFactsNotUnderstood,
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
  memoryOverBudget,
  memoryUnusedBudget,
  millisecondsReadAsMinutes,
  minSpareServersBelowOne,
  minSpareTakesAllWorkers,
  minSpareThreadsBelowOne,
  misplacedDirective,
  missingInclude,
  modPhpWithoutThreadSafety,
  moduleLoadedTwice,
  mutexMpmAcceptUnderEvent,
  noMpmLoaded,
  noRoomForFinishingProcesses,
  notANumber,
  notAllowedInHtaccess,
  notFullyChecked,
  numberWrapsAround,
  overriddenByLaterLine,
  refusedByHttpd,
  removedDirective,
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
  trailingComment,
  unclosedSection,
  unfinishedTag,
  unknownDirective,
  unmatchedEndTag,
  unusedIgnore,
  valueRefusedByHttpd,
  variableNotDefined,
  warnedByHttpd,
  wrongArgumentCount,
];
