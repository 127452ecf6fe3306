import { expect } from 'vitest';
import { modelled, shown, unbalanced } from './books.js';
import { type Books, openOffice } from './office.js';
import { expected, type ModelBooking, type Outcome, unitsAt } from './reference-model.js';
import type { ModelPolicy, Step } from './steps.js';

/** A command that may come at any time, a wait of so many ticks, or another policy. */
export type Letter =
  | Step
  | { readonly do: 'wait'; readonly ticks: number }
  | { readonly do: 'policy'; readonly policy: Partial<ModelPolicy> };

/** All that what comes next can depend on, and how one got there. */
interface Place extends Books {
  readonly now: number;
  readonly policy: ModelPolicy;
  readonly model: readonly ModelBooking[];
  readonly path: readonly Letter[];
}

/** What was walked. */
export interface Walk {
  /** Different situations that sequences below the length lead to; in each of them every letter was tried. */
  readonly places: number;
  readonly steps: number;
  /** Events, no-ops and refusals, by the command that had them for an answer. */
  readonly answers: ReadonlySet<string>;
}

export interface Ground {
  readonly letters: readonly Letter[];
  readonly start: number;
  /** From here on no booking of the letters takes anything. */
  readonly end: number;
  readonly policy: ModelPolicy;
  /** A command that creates one more is left out of the sequence. */
  readonly bookings: number;
}

/**
 * Every sequence of letters up to a length, shortest first, each step held against the model. Decisions are pure, so
 * sequences that lead to the same place go on in the same way: it is enough to try every letter once from each place.
 */
export function walkEverySequence(ground: Ground, length: number): Walk {
  const answers = new Set<string>();
  const known = new Set<string>();
  let steps = 0;
  let frontier: readonly Place[] = [
    { now: ground.start, policy: ground.policy, bookings: [], days: [], model: [], path: [] },
  ];
  for (let n = 0; n < length; n += 1) {
    const reached: Place[] = [];
    for (const place of frontier) {
      for (const letter of ground.letters) {
        const next = after(ground, place, letter, answers);
        steps += 1;
        if (next === place) continue;
        const name = JSON.stringify([next.now, next.policy, next.bookings, next.days, next.model]);
        if (known.has(name)) continue;
        known.add(name);
        examine(ground, next, () => said(place, letter));
        reached.push({ ...next, path: [...place.path, letter] });
      }
    }
    frontier = reached;
  }
  return { places: known.size, steps, answers };
}

/** Where the letter leads to; the same place if it is refused or changes nothing. */
function after(ground: Ground, place: Place, letter: Letter, answers: Set<string>): Place {
  const { now, policy, model } = place;
  if (letter.do === 'wait') return { ...place, now: now + letter.ticks };
  if (letter.do === 'policy') return { ...place, policy: { ...policy, ...letter.policy } };
  const index = letter.do === 'create' ? model.length : letter.which;
  const own = model[index];
  if (letter.do === 'create' ? index >= ground.bookings : !own) return place;

  const others = model.filter((_, at) => at !== index);
  const outcome = expected(letter, own, { now, staff: letter.staff, policy, others });
  answers.add(`${letter.do}, ${own?.status ?? 'new'}: ${nameOf(outcome)}`);
  const office = openOffice(place);
  const verdict = office.told(letter, index, now, policy);
  const told = verdict.isErr() ? verdict.error.kind : (verdict.value.event?.type ?? 'no-op');
  if (told !== nameOf(outcome)) throw new Error(`${told} instead of ${nameOf(outcome)}, ${said(place, letter)}`);
  if (typeof outcome === 'object' && 'booking' in outcome) {
    const booked = [...model.slice(0, index), outcome.booking, ...model.slice(index + 1)];
    return { ...place, ...office.books(), model: booked };
  }
  const isSame = verdict.isErr() || verdict.value.state === place.bookings[index];
  if (!isSame) throw new Error(`no no-op, ${said(place, letter)}`);
  return place;
}

/** Holds a place against the model, and freezes it, so that whatever changes what it was given fails. */
function examine(ground: Ground, place: Place, how: () => string): void {
  const { bookings, days, model, now } = place;
  const units = Array.from({ length: ground.end }, (_, tick) => unitsAt(model, tick, now));
  const taken = openOffice(place).taken(ground.end, now);
  const real = { bookings: bookings.map(shown), units: taken, wrong: unbalanced(place) };
  const wanted = { bookings: model.map(modelled), units, wrong: [] };
  // The matcher is for telling people; there are too many places to ask it about each.
  if (JSON.stringify(real) !== JSON.stringify(wanted)) expect(real, how()).toEqual(wanted);
  freeze(bookings);
  freeze(days);
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}

const said = ({ path }: Place, letter: Letter): string => `after ${JSON.stringify([...path, letter])}`;
const nameOf = (outcome: Outcome): string =>
  outcome === 'no-op' ? outcome : 'event' in outcome ? outcome.event : outcome.refused;
