// Generated from the files of this folder by scripts/generate.ts; do not edit.
import { page as asyncRequestWorkerFactorNotAnInteger } from './async-request-worker-factor-not-an-integer.ts';
import { page as blockBeforeLoadModule } from './block-before-load-module.ts';
import { page as byteOrderMark } from './byte-order-mark.ts';
import { page as cgiForkedFromThreads } from './cgi-forked-from-threads.ts';
import { page as commentSwallowsNextLine } from './comment-swallows-next-line.ts';
import { page as connectionsAboveOpenFiles } from './connections-above-open-files.ts';
import { page as deprecatedDirectiveName } from './deprecated-directive-name.ts';
import { page as directiveNeedsModule } from './directive-needs-module.ts';
import { page as directiveOfAnotherMpm } from './directive-of-another-mpm.ts';
import { page as extraWordsIgnored } from './extra-words-ignored.ts';
import { page as fewProcessesHoldAllWorkers } from './few-processes-hold-all-workers.ts';
import { page as fileNotIncluded } from './file-not-included.ts';
import { page as gracefulShutdownTimeoutNegative } from './graceful-shutdown-timeout-negative.ts';
import { page as httpTwoUnderPrefork } from './http-two-under-prefork.ts';
import { page as ifDefineMissesItsDefine } from './if-define-misses-its-define.ts';
import { page as ifModuleNameNeverMatches } from './if-module-name-never-matches.ts';
import { page as ifVersionNeverTrue } from './if-version-never-true.ts';
import { page as inactiveMpmBlock } from './inactive-mpm-block.ts';
import { page as includeNotRead } from './include-not-read.ts';
import { page as keepAliveOffUnderEvent } from './keep-alive-off-under-event.ts';
import { page as keepAliveTimeoutHoldsWorkers } from './keep-alive-timeout-holds-workers.ts';
import { page as keepAliveTimeoutWithoutKeepAlive } from './keep-alive-timeout-without-keep-alive.ts';
import { page as keepAliveTimeoutZero } from './keep-alive-timeout-zero.ts';
import { page as listenBacklogAboveKernelLimit } from './listen-backlog-above-kernel-limit.ts';
import { page as listenTwice } from './listen-twice.ts';
import { page as listenerBucketsAboveServerLimit } from './listener-buckets-above-server-limit.ts';
import { page as machineFactsNotUnderstood } from './machine-facts-not-understood.ts';
import { page as maxConnectionsPerChildNegative } from './max-connections-per-child-negative.ts';
import { page as maxConnectionsPerChildTooSmall } from './max-connections-per-child-too-small.ts';
import { page as maxKeepAliveRequestsNegative } from './max-keep-alive-requests-negative.ts';
import { page as maxKeepAliveRequestsTooSmall } from './max-keep-alive-requests-too-small.ts';
import { page as maxMemFreeInBytes } from './max-mem-free-in-bytes.ts';
import { page as maxMemFreeWithoutLimit } from './max-mem-free-without-limit.ts';
import { page as maxRequestWorkersAboveServerLimit } from './max-request-workers-above-server-limit.ts';
import { page as maxRequestWorkersBelowOne } from './max-request-workers-below-one.ts';
import { page as maxRequestWorkersBelowThreadsPerChild } from './max-request-workers-below-threads-per-child.ts';
import { page as maxRequestWorkersNotAMultiple } from './max-request-workers-not-a-multiple.ts';
import { page as maxSpareTooSmall } from './max-spare-too-small.ts';
import { page as maxThreadsAboveCompiledLimit } from './max-threads-above-compiled-limit.ts';
import { page as maxThreadsBelowOne } from './max-threads-below-one.ts';
import { page as memoryOverBudget } from './memory-over-budget.ts';
import { page as memoryUnusedBudget } from './memory-unused-budget.ts';
import { page as millisecondsReadAsMinutes } from './milliseconds-read-as-minutes.ts';
import { page as minSpareServersBelowOne } from './min-spare-servers-below-one.ts';
import { page as minSpareTakesAllWorkers } from './min-spare-takes-all-workers.ts';
import { page as minSpareThreadsBelowOne } from './min-spare-threads-below-one.ts';
import { page as misplacedDirective } from './misplaced-directive.ts';
import { page as missingInclude } from './missing-include.ts';
import { page as modPhpWithoutThreadSafety } from './mod-php-without-thread-safety.ts';
import { page as moduleLoadedTwice } from './module-loaded-twice.ts';
import { page as mutexMpmAcceptUnderEvent } from './mutex-mpm-accept-under-event.ts';
import { page as noMpmLoaded } from './no-mpm-loaded.ts';
import { page as noRoomForFinishingProcesses } from './no-room-for-finishing-processes.ts';
import { page as notANumber } from './not-a-number.ts';
import { page as notAllowedInHtaccess } from './not-allowed-in-htaccess.ts';
import { page as notFullyChecked } from './not-fully-checked.ts';
import { page as numberWrapsAround } from './number-wraps-around.ts';
import { page as overriddenByLaterLine } from './overridden-by-later-line.ts';
import { page as refusedByHttpd } from './refused-by-httpd.ts';
import { page as removedDirective } from './removed-directive.ts';
import type { RulePage } from './rule.ts';
import { page as sameSettingUnderTwoNames } from './same-setting-under-two-names.ts';
import { page as scoreboardMostlyUnused } from './scoreboard-mostly-unused.ts';
import { page as serverLimitAboveCompiledLimit } from './server-limit-above-compiled-limit.ts';
import { page as serverLimitBelowOne } from './server-limit-below-one.ts';
import { page as serverLimitWithoutMaxRequestWorkers } from './server-limit-without-max-request-workers.ts';
import { page as severalMpmsLoaded } from './several-mpms-loaded.ts';
import { page as startServersAboveMaxSpare } from './start-servers-above-max-spare.ts';
import { page as startServersAboveProcessLimit } from './start-servers-above-process-limit.ts';
import { page as startServersBelowOne } from './start-servers-below-one.ts';
import { page as startThreadsNegative } from './start-threads-negative.ts';
import { page as thousandsOfProcesses } from './thousands-of-processes.ts';
import { page as threadLimitAboveCompiledLimit } from './thread-limit-above-compiled-limit.ts';
import { page as threadLimitBelowOne } from './thread-limit-below-one.ts';
import { page as threadStackSizeTooSmall } from './thread-stack-size-too-small.ts';
import { page as threadsPerChildAboveThreadLimit } from './threads-per-child-above-thread-limit.ts';
import { page as threadsPerChildBelowOne } from './threads-per-child-below-one.ts';
import { page as timeoutHoldsWorkers } from './timeout-holds-workers.ts';
import { page as timeoutNotPositive } from './timeout-not-positive.ts';
import { page as trailingComment } from './trailing-comment.ts';
import { page as unclosedSection } from './unclosed-section.ts';
import { page as unfinishedTag } from './unfinished-tag.ts';
import { page as unknownDirective } from './unknown-directive.ts';
import { page as unmatchedEndTag } from './unmatched-end-tag.ts';
import { page as unusedIgnore } from './unused-ignore.ts';
import { page as valueRefusedByHttpd } from './value-refused-by-httpd.ts';
import { page as variableNotDefined } from './variable-not-defined.ts';
import { page as warnedByHttpd } from './warned-by-httpd.ts';
import { page as wrongArgumentCount } from './wrong-argument-count.ts';

/** The page of every rule, by its id. */
export const pages: Readonly<Record<string, RulePage>> = {
  'async-request-worker-factor-not-an-integer': asyncRequestWorkerFactorNotAnInteger,
  'block-before-load-module': blockBeforeLoadModule,
  'byte-order-mark': byteOrderMark,
  'cgi-forked-from-threads': cgiForkedFromThreads,
  'comment-swallows-next-line': commentSwallowsNextLine,
  'connections-above-open-files': connectionsAboveOpenFiles,
  'deprecated-directive-name': deprecatedDirectiveName,
  'directive-needs-module': directiveNeedsModule,
  'directive-of-another-mpm': directiveOfAnotherMpm,
  'extra-words-ignored': extraWordsIgnored,
  'few-processes-hold-all-workers': fewProcessesHoldAllWorkers,
  'file-not-included': fileNotIncluded,
  'graceful-shutdown-timeout-negative': gracefulShutdownTimeoutNegative,
  'http-two-under-prefork': httpTwoUnderPrefork,
  'if-define-misses-its-define': ifDefineMissesItsDefine,
  'if-module-name-never-matches': ifModuleNameNeverMatches,
  'if-version-never-true': ifVersionNeverTrue,
  'inactive-mpm-block': inactiveMpmBlock,
  'include-not-read': includeNotRead,
  'keep-alive-off-under-event': keepAliveOffUnderEvent,
  'keep-alive-timeout-holds-workers': keepAliveTimeoutHoldsWorkers,
  'keep-alive-timeout-without-keep-alive': keepAliveTimeoutWithoutKeepAlive,
  'keep-alive-timeout-zero': keepAliveTimeoutZero,
  'listen-backlog-above-kernel-limit': listenBacklogAboveKernelLimit,
  'listen-twice': listenTwice,
  'listener-buckets-above-server-limit': listenerBucketsAboveServerLimit,
  'machine-facts-not-understood': machineFactsNotUnderstood,
  'max-connections-per-child-negative': maxConnectionsPerChildNegative,
  'max-connections-per-child-too-small': maxConnectionsPerChildTooSmall,
  'max-keep-alive-requests-negative': maxKeepAliveRequestsNegative,
  'max-keep-alive-requests-too-small': maxKeepAliveRequestsTooSmall,
  'max-mem-free-in-bytes': maxMemFreeInBytes,
  'max-mem-free-without-limit': maxMemFreeWithoutLimit,
  'max-request-workers-above-server-limit': maxRequestWorkersAboveServerLimit,
  'max-request-workers-below-one': maxRequestWorkersBelowOne,
  'max-request-workers-below-threads-per-child': maxRequestWorkersBelowThreadsPerChild,
  'max-request-workers-not-a-multiple': maxRequestWorkersNotAMultiple,
  'max-spare-too-small': maxSpareTooSmall,
  'max-threads-above-compiled-limit': maxThreadsAboveCompiledLimit,
  'max-threads-below-one': maxThreadsBelowOne,
  'memory-over-budget': memoryOverBudget,
  'memory-unused-budget': memoryUnusedBudget,
  'milliseconds-read-as-minutes': millisecondsReadAsMinutes,
  'min-spare-servers-below-one': minSpareServersBelowOne,
  'min-spare-takes-all-workers': minSpareTakesAllWorkers,
  'min-spare-threads-below-one': minSpareThreadsBelowOne,
  'misplaced-directive': misplacedDirective,
  'missing-include': missingInclude,
  'mod-php-without-thread-safety': modPhpWithoutThreadSafety,
  'module-loaded-twice': moduleLoadedTwice,
  'mutex-mpm-accept-under-event': mutexMpmAcceptUnderEvent,
  'no-mpm-loaded': noMpmLoaded,
  'no-room-for-finishing-processes': noRoomForFinishingProcesses,
  'not-a-number': notANumber,
  'not-allowed-in-htaccess': notAllowedInHtaccess,
  'not-fully-checked': notFullyChecked,
  'number-wraps-around': numberWrapsAround,
  'overridden-by-later-line': overriddenByLaterLine,
  'refused-by-httpd': refusedByHttpd,
  'removed-directive': removedDirective,
  'same-setting-under-two-names': sameSettingUnderTwoNames,
  'scoreboard-mostly-unused': scoreboardMostlyUnused,
  'server-limit-above-compiled-limit': serverLimitAboveCompiledLimit,
  'server-limit-below-one': serverLimitBelowOne,
  'server-limit-without-max-request-workers': serverLimitWithoutMaxRequestWorkers,
  'several-mpms-loaded': severalMpmsLoaded,
  'start-servers-above-max-spare': startServersAboveMaxSpare,
  'start-servers-above-process-limit': startServersAboveProcessLimit,
  'start-servers-below-one': startServersBelowOne,
  'start-threads-negative': startThreadsNegative,
  'thousands-of-processes': thousandsOfProcesses,
  'thread-limit-above-compiled-limit': threadLimitAboveCompiledLimit,
  'thread-limit-below-one': threadLimitBelowOne,
  'thread-stack-size-too-small': threadStackSizeTooSmall,
  'threads-per-child-above-thread-limit': threadsPerChildAboveThreadLimit,
  'threads-per-child-below-one': threadsPerChildBelowOne,
  'timeout-holds-workers': timeoutHoldsWorkers,
  'timeout-not-positive': timeoutNotPositive,
  'trailing-comment': trailingComment,
  'unclosed-section': unclosedSection,
  'unfinished-tag': unfinishedTag,
  'unknown-directive': unknownDirective,
  'unmatched-end-tag': unmatchedEndTag,
  'unused-ignore': unusedIgnore,
  'value-refused-by-httpd': valueRefusedByHttpd,
  'variable-not-defined': variableNotDefined,
  'warned-by-httpd': warnedByHttpd,
  'wrong-argument-count': wrongArgumentCount,
};
