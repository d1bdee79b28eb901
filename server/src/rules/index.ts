// Generated from the files of this folder by scripts/generate.ts; do not edit.
import blockBeforeLoadModule from './block-before-load-module.ts';
import deprecatedDirectiveName from './deprecated-directive-name.ts';
import fewProcessesHoldAllWorkers from './few-processes-hold-all-workers.ts';
import ifModuleNameNeverMatches from './if-module-name-never-matches.ts';
import inactiveMpmBlock from './inactive-mpm-block.ts';
import maxConnectionsPerChildTooSmall from './max-connections-per-child-too-small.ts';
import maxRequestWorkersAboveServerLimit from './max-request-workers-above-server-limit.ts';
import maxRequestWorkersBelowThreadsPerChild from './max-request-workers-below-threads-per-child.ts';
import maxRequestWorkersNotAMultiple from './max-request-workers-not-a-multiple.ts';
import maxSpareTooSmall from './max-spare-too-small.ts';
import minSpareTakesAllWorkers from './min-spare-takes-all-workers.ts';
import noRoomForFinishingProcesses from './no-room-for-finishing-processes.ts';
import notANumber from './not-a-number.ts';
import overriddenByLaterLine from './overridden-by-later-line.ts';
import refusedByHttpd from './refused-by-httpd.ts';
import type { Rule } from './rule.ts';
import sameSettingUnderTwoNames from './same-setting-under-two-names.ts';
import scoreboardMostlyUnused from './scoreboard-mostly-unused.ts';
import startServersAboveMaxSpare from './start-servers-above-max-spare.ts';
import startServersAboveProcessLimit from './start-servers-above-process-limit.ts';
import threadsPerChildAboveThreadLimit from './threads-per-child-above-thread-limit.ts';
import unusedIgnore from './unused-ignore.ts';

/** Every file of this folder that is a rule. */
export const rules: readonly Rule[] = [
  blockBeforeLoadModule,
  deprecatedDirectiveName,
  fewProcessesHoldAllWorkers,
  ifModuleNameNeverMatches,
  inactiveMpmBlock,
  maxConnectionsPerChildTooSmall,
  maxRequestWorkersAboveServerLimit,
  maxRequestWorkersBelowThreadsPerChild,
  maxRequestWorkersNotAMultiple,
  maxSpareTooSmall,
  minSpareTakesAllWorkers,
  noRoomForFinishingProcesses,
  notANumber,
  overriddenByLaterLine,
  refusedByHttpd,
  sameSettingUnderTwoNames,
  scoreboardMostlyUnused,
  startServersAboveMaxSpare,
  startServersAboveProcessLimit,
  threadsPerChildAboveThreadLimit,
  unusedIgnore,
];
