/** One console line a test, in the words of Mocha's own summary, for where Mocha finds no terminal. */
export class LineReporter {
  constructor(runner: Mocha.Runner) {
    const counts = { passing: 0, failing: 0, pending: 0 };
    const say = (line: string) => console.log(`[mocha] ${line}`);
    runner.on('pass', (test) => {
      counts.passing++;
      say(`  ✔ ${test.fullTitle()} (${test.duration} ms)`);
    });
    runner.on('fail', (test, error) => {
      counts.failing++;
      say(`  ✖ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
    runner.on('pending', (test) => {
      counts.pending++;
      say(`  - ${test.fullTitle()}`);
    });
    runner.on('end', () => {
      for (const [what, count] of Object.entries(counts)) say(`${count} ${what}`);
    });
  }
}
