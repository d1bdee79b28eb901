import type { PlannerGoal, ShowMessage } from '../messages.ts';
import type { PlannerAnswer, PlannerFact } from '../planner-answer.ts';
import { filled } from '../scale.ts';
import type { PlannerWords } from '../words.ts';
import { element } from './element.ts';

/** What the controls ask for. */
export interface Wishes {
  readonly want: (
    goal: PlannerGoal | undefined,
    facts: Readonly<Record<string, string>>,
    mpm: string | undefined,
  ) => void;
  readonly apply: () => void;
  readonly writeFacts: () => void;
}

/** The fields and sliders; they live as long as the page and take new values where nobody is typing. */
export interface Controls {
  readonly root: HTMLElement;
  readonly update: (message: ShowMessage) => void;
}

const firstFacts = 6;
const shownFirst = new Set(['memory', 'reserve', 'process', 'thread', 'rps', 'service-ms']);

export function controls(words: PlannerWords, facts: readonly PlannerFact[], wishes: Wishes): Controls {
  let given: Record<string, string> = {};
  let goal: PlannerGoal | undefined;
  let mpm: string | undefined;
  const want = () => wishes.want(goal, given, mpm);
  const fields = facts.map((fact) =>
    factField(fact, words, (value) => {
      given = { ...given, [fact.name]: value };
      want();
    }),
  );
  const inOrder = [...fields].sort((a, b) => Number(shownFirst.has(b.name)) - Number(shownFirst.has(a.name)));
  const pool = { processes: slider(words.processes, chosen), threads: slider(words.threads, chosen) };
  function chosen(): void {
    goal = { kind: 'pool', processes: pool.processes.value(), threads: pool.threads.value() };
    want();
  }
  const choose = (next: PlannerGoal | undefined) => () => {
    goal = next;
    want();
  };
  const under = element('select', { id: 'mpm' });
  under.addEventListener('change', () => {
    mpm = under.value;
    // What was chosen of processes and threads belongs to the other MPM.
    if (goal?.kind === 'pool') goal = undefined;
    want();
  });
  const underField = element('label', { for: 'mpm', class: 'field' }, element('span', {}, words.mpm), under);
  const serve = element('input', {
    type: 'number',
    min: 1,
    max: 200_000,
    value: 400,
    'aria-label': words.serve,
    id: 'serve',
  });
  const apply = button(words.apply, wishes.apply, 'primary');
  const reset = button(words.reset, () => {
    mpm = undefined;
    choose(undefined)();
  });
  const write = button(words.writeFacts, wishes.writeFacts);
  const pending = element('p', { class: 'pending', role: 'status' });
  const root = element(
    'div',
    { class: 'controls' },
    element(
      'fieldset',
      {},
      element('legend', {}, words.facts),
      element('div', { class: 'fields' }, ...inOrder.slice(0, firstFacts).map(({ root }) => root)),
      element(
        'details',
        { 'data-key': 'facts' },
        element('summary', {}, words.moreFacts),
        element('div', { class: 'fields' }, ...inOrder.slice(firstFacts).map(({ root }) => root)),
      ),
      element('div', { class: 'buttons' }, button(words.useFacts, choose({ kind: 'facts' })), write),
    ),
    element(
      'fieldset',
      {},
      element('legend', {}, words.pool),
      underField,
      pool.processes.root,
      pool.threads.root,
      element(
        'div',
        { class: 'buttons' },
        button(words.halfMemory, choose({ kind: 'half memory' })),
        button(words.serve, () => choose({ kind: 'serve', workers: serve.valueAsNumber })()),
        serve,
      ),
    ),
    element('div', { class: 'buttons decide' }, apply, reset, pending),
  );

  function update({ planner, state }: ShowMessage): void {
    given = { ...state.facts };
    goal = state.goal;
    mpm = state.mpm;
    if (!planner) return;
    showMpms(under, planner);
    underField.hidden = planner.mpms.length < 2;
    for (const field of fields) field.update(planner.facts.find(({ name }) => name === field.name));
    const shown = planner.proposed ?? planner.mpms.find((each) => each.mpm === planner.proposedMpm) ?? planner.now;
    const isPool = state.goal?.kind === 'pool' && planner.proposed === null;
    if (!isPool) {
      pool.processes.update(shown.processes, mostOf(planner.curves.processes, shown.processes));
      pool.threads.update(shown.threads, mostOf(planner.curves.threads, shown.threads));
    }
    pool.threads.root.hidden = planner.proposedMpm === 'prefork';
    pool.processes.root.hidden = planner.proposedMpm === 'winnt';
    apply.disabled = planner.proposed === null;
    reset.disabled =
      state.goal === undefined && planner.proposedMpm === planner.mpm && Object.keys(state.facts).length === 0;
    write.disabled = Object.values(state.facts).every((value) => value === '');
    const isAsked = state.goal !== undefined || planner.proposedMpm !== planner.mpm;
    const text = planner.proposed ? words.pending : isAsked ? words.none : words.same;
    if (pending.textContent !== text) pending.textContent = text;
    pending.classList.toggle('is-pending', planner.proposed !== null);
  }
  return { root, update };
}

/** The MPMs to choose from; they are made anew only where they are others, so that an open list stays. */
function showMpms(under: HTMLSelectElement, { mpms, proposedMpm }: PlannerAnswer): void {
  const names = mpms.map(({ mpm }) => mpm).join(' ');
  if (under.dataset.names !== names) {
    under.dataset.names = names;
    under.replaceChildren(...mpms.map(({ mpm, title }) => element('option', { value: mpm }, title)));
  }
  under.value = proposedMpm;
}

/** Sliders go as far as the curves do, and further as they are pushed. */
function mostOf(points: readonly { readonly at: number }[], now: number): number {
  return Math.max(points.at(-1)?.at ?? 1, now, 1);
}

function button(text: string, act: () => void, look = 'secondary'): HTMLButtonElement {
  const made = element('button', { type: 'button', class: look }, text);
  made.addEventListener('click', act);
  return made;
}

function factField({ name, what }: PlannerFact, words: PlannerWords, changed: (value: string) => void) {
  const id = `fact-${name}`;
  const input = element('input', { id, type: 'text', spellcheck: 'false', autocomplete: 'off', size: 8 });
  const source = element('span', { class: 'source' });
  input.addEventListener('change', () => changed(input.value.trim()));
  const root = element(
    'label',
    { for: id, class: 'field' },
    element('span', {}, `${what} `, element('code', {}, name)),
    input,
    source,
  );
  return {
    name,
    root,
    update(fact: PlannerFact | undefined): void {
      if (document.activeElement !== input) input.value = fact?.value ?? '';
      source.textContent = fact?.from ? filled(words.from, fact.from) : '';
    },
  };
}

function slider(label: string, changed: () => void) {
  const range = element('input', { type: 'range', min: 1, max: 16, 'aria-label': label });
  const number = element('input', { type: 'number', min: 1, max: 200_000, 'aria-label': label });
  range.addEventListener('input', () => {
    number.value = range.value;
    changed();
  });
  number.addEventListener('change', () => {
    if (!number.validity.valid || number.value === '') return;
    range.max = String(Math.max(Number(range.max), number.valueAsNumber));
    range.value = number.value;
    changed();
  });
  const root = element('div', { class: 'slider' }, element('span', {}, label), range, number);
  return {
    root,
    value: () => Number(number.value),
    update(value: number, most: number): void {
      // A scale that grows under the hand would run away from it.
      if (document.activeElement !== range) range.max = String(most);
      if (Number(range.value) !== value) range.value = String(value);
      if (document.activeElement !== number && Number(number.value) !== value) number.value = String(value);
    },
  };
}
