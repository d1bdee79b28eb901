// Preloaded into a server: timers of 20 to 1000 ms, which put off the checking, run at once. Waiting is no work.
const real = globalThis.setTimeout;
const now = (work, wait, ...rest) => real(work, wait >= 20 && wait <= 1000 ? 0 : wait, ...rest);
globalThis.setTimeout = Object.assign(now, real);
require('node:timers').setTimeout = globalThis.setTimeout;
