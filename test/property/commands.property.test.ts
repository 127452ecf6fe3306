import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iso } from '../unit/builders.js';
import { modelled, shown, unbalanced } from './books.js';
import { openOffice } from './office.js';
import { expected, type ModelBooking, unitsAt } from './reference-model.js';
import { type ModelPolicy, placed, TICKS, turn } from './steps.js';

const policyOf = fc.record({
  capacity: fc.integer({ min: 1, max: 4 }),
  before: fc.nat(2),
  after: fc.nat(2),
  hold: fc.integer({ min: 1, max: 6 }),
  cancellationNotice: fc.nat(4),
});
/** When nothing but confirmed units counts any more. */
const AFTER_ALL_HOLDS = 10 * TICKS;
const ticks = Array.from({ length: TICKS }, (_, tick) => tick);

const turns = (skew: fc.Arbitrary<number>) => fc.array(turn(skew), { minLength: 1, maxLength: 25, size: 'max' });

describe('any commands under one clock', () => {
  it('do what the specification says, one after another', () => {
    fc.assert(
      fc.property(policyOf, turns(fc.constant(0)), (first, all) => {
        const office = openOffice();
        const model: ModelBooking[] = [];
        let policy: ModelPolicy = first;
        let now = 0;
        for (const next of all) {
          now += next.pause;
          policy = { ...policy, ...next.policy };
          const step = placed(next.step, now);
          const index = step.do === 'create' ? model.length : step.which % Math.max(1, model.length);
          const own = model[index];
          if (step.do !== 'create' && !own) continue;
          const situation = { now, staff: step.staff, policy, others: model.filter((_, n) => n !== index) };
          const outcome = expected(step, own, situation);
          const verdict = office.told(step, index, now, policy);

          if (verdict.isErr()) expect({ refused: verdict.error.kind }).toEqual(outcome);
          else {
            const { state, event } = verdict.value;
            const after = typeof outcome === 'object' && 'booking' in outcome ? outcome.booking : own;
            expect(event?.type ?? 'no-op').toEqual(
              typeof outcome === 'object' && 'event' in outcome ? outcome.event : outcome,
            );
            if (!after) throw new Error('nothing booked');
            model[index] = after;
            expect(shown(state)).toEqual(modelled(after));
            if (event) expect(event.eventId).toBe(`b-${index}:${after.version}`);
          }
          expect(office.taken(TICKS, now)).toEqual(ticks.map((tick) => unitsAt(model, tick, now)));
          expect(unbalanced(office.books())).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('any commands under clocks that disagree', () => {
  it('never confirm more than there is, keep the books balanced, and let no time run backwards', () => {
    fc.assert(
      fc.property(policyOf, turns(fc.integer({ min: -4, max: 4 })), (first, all) => {
        const office = openOffice();
        let policy: ModelPolicy = first;
        let clock = 4;
        for (const next of all) {
          clock += next.pause;
          policy = { ...policy, ...next.policy, capacity: first.capacity };
          const step = placed(next.step, clock);
          const { bookings } = office;
          const index = step.do === 'create' ? bookings.length : step.which % Math.max(1, bookings.length);
          const own = bookings[index];
          if (step.do !== 'create' && !own) continue;
          const verdict = office.told(step, index, clock + step.skew, policy);

          if (verdict.isErr()) expect(verdict.error.kind).not.toBe('claim_missing');
          else if (verdict.value.event) {
            const { state, event } = verdict.value;
            expect(state.version).toBe((own?.version ?? 0) + 1);
            expect(state.updatedAt).toBeGreaterThanOrEqual(own?.updatedAt ?? 0);
            expect(event?.occurredAt).toBe(iso(state.updatedAt));
          }
          expect(unbalanced(office.books())).toEqual([]);
          expect(Math.max(...office.taken(TICKS, AFTER_ALL_HOLDS))).toBeLessThanOrEqual(first.capacity);
        }
      }),
      { numRuns: 60 },
    );
  });
});
