// Mocha 11: esbuild takes Mocha 12 for an ES module and would let it overwrite module.exports.
import 'mocha/mocha.js';
import { LineReporter } from './line-reporter.ts';

declare const mocha: BrowserMocha;

/** Runs the tests that `load` defines with Mocha's browser build; rejects when one fails. */
export function runMocha(load: () => void): Promise<void> {
  mocha.setup({ ui: 'bdd', timeout: 20_000, reporter: LineReporter as unknown as Mocha.ReporterConstructor });
  load();
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} of the tests failed`)) : resolve()));
  });
}
