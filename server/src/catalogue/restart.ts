/*
 * What a restart makes of a changed value. httpd reads its files again on both kinds of restart, graceful (SIGUSR1)
 * and hard (SIGHUP), and the parent process lives on; what the parent sized or opened at its first start stays.
 */

/** A value that the next children simply use. */
export const nextChildren = 'Either restart takes a new value over, and the children started from then on use it';

/** A value that the next children use as far as the frozen limits allow. */
export const withinFrozenLimits =
  'Either restart takes a new value over, but only as far as the ServerLimit and ThreadLimit of the first start allow';

/** A value by which the scoreboard was sized. */
export const frozen = 'Neither restart takes a new value over: it needs a stop and a start';

/** A property of listening sockets, which live on while their Listen line stays. */
export const keptSockets =
  'Neither restart changes a socket that stays open, and an unchanged Listen stays open: it needs a stop and a start';
