import type { Report } from '../report.ts';
import type { Format } from './format-names.ts';
import { asGithub } from './github.ts';
import { asJson } from './json.ts';
import { asJunit } from './junit.ts';
import { asSarif } from './sarif.ts';
import { asText, type Terminal } from './text.ts';

/** The formats of `check` by the names of its option. */
export const formats: Readonly<Record<Format, (report: Report, terminal: Terminal) => string>> = {
  text: asText,
  json: asJson,
  sarif: asSarif,
  github: asGithub,
  junit: asJunit,
};
