import type { PageMessage, PlannerState, ShowMessage } from '../messages.ts';
import type { PlannerAnswer } from '../planner-answer.ts';
import { filled } from '../scale.ts';
import type { PlannerWords } from '../words.ts';
import { type Controls, controls } from './controls.ts';
import { element } from './element.ts';
import { curves, mpms, ramp, rampLegend, settings } from './forecasts.ts';
import { poolDrawing } from './pool-drawing.ts';

declare function acquireVsCodeApi(): { postMessage(message: PageMessage): void; setState(state: PlannerState): void };

const editor = acquireVsCodeApi();
const main = document.getElementById('planner')!;
const heading = element('h1');
const problems = element('ul', { class: 'problems', role: 'alert' });
const output = element('div');
let made: Controls | undefined;
let round = 0;

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  // An answer to what is no longer wanted would move a slider back under the hand.
  if (isShow(data) && data.round >= round) show(data);
});
editor.postMessage({ kind: 'ready' });

function isShow(data: unknown): data is ShowMessage {
  return typeof data === 'object' && data !== null && (data as { kind?: unknown }).kind === 'show';
}

function show(message: ShowMessage): void {
  round = message.round;
  const { planner, words, state, file } = message;
  editor.setState(state);
  heading.textContent = filled(words.title, planner ? `${file}: ${planner.title}` : file);
  if (!planner) {
    main.replaceChildren(heading, element('p', {}, words.noPool));
    made = undefined;
    return;
  }
  if (!made) {
    made = controls(words, planner.facts, {
      want: (goal, facts, mpm) =>
        editor.postMessage({ kind: 'want', round: ++round, facts, ...(goal && { goal }), ...(mpm && { mpm }) }),
      apply: () => editor.postMessage({ kind: 'apply' }),
      writeFacts: () => editor.postMessage({ kind: 'write facts' }),
    });
    main.replaceChildren(heading, made.root, problems, output);
  }
  made.update(message);
  problems.replaceChildren(...planner.problems.map((problem) => element('li', {}, problem)));
  problems.hidden = planner.problems.length === 0;
  draw(message);
}

/** Under another MPM it is named. */
function proposedTitle({ mpm, mpms, proposedMpm }: PlannerAnswer, words: PlannerWords): string {
  const other = mpms.find((each) => each.mpm === proposedMpm && each.mpm !== mpm);
  return other ? `${words.proposed}: ${other.title}` : words.proposed;
}

function draw({ planner, words }: ShowMessage): void {
  if (!planner) return;
  const sides = [
    { title: words.now, side: planner.now },
    ...(planner.proposed ? [{ title: proposedTitle(planner, words), side: planner.proposed }] : []),
  ];
  const open = new Set([...output.querySelectorAll('details[open]')].map((each) => each.getAttribute('data-key')));
  output.replaceChildren(
    element(
      'div',
      { class: 'sides' },
      ...sides.map(({ title, side }) => poolDrawing(title, side, planner.budget?.bytes, words)),
    ),
    ...(planner.budget ? [element('p', { class: 'quiet' }, planner.budget.arithmetic)] : []),
    ...(planner.notes.length > 0
      ? [element('ul', { class: 'notes' }, ...planner.notes.map((note) => element('li', {}, note)))]
      : []),
    element('section', {}, settings(planner, words)),
    ...mpms(planner, words),
    element(
      'section',
      {},
      element('h2', {}, words.ramp),
      rampLegend(words),
      element('div', { class: 'sides' }, ...sides.map(({ title, side }) => ramp(title, side, words))),
      element('p', { class: 'quiet' }, words.simulated),
    ),
    ...curves(planner, words),
  );
  for (const details of output.querySelectorAll('details')) details.open = open.has(details.getAttribute('data-key'));
}
