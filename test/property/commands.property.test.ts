import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BookingState } from '../../src/domain/booking/state.js';
import { daysWith, iso } from '../unit/builders.js';
import { instant, openOffice } from './office.js';
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

const shown = (state: BookingState) => ({
  status: state.status,
  slot: [state.startsAt, state.endsAt, state.claim.from, state.claim.to].map(iso),
  units: state.claim.units,
  expiry:
    state.status === 'held' ? iso(state.holdExpiresAt) : state.status === 'expired' ? iso(state.expiredAt) : undefined,
  version: state.version,
  notes: state.notes,
  payment: state.paymentReference,
});
const modelled = ({ status, start, end, from, to, expiry, ...rest }: ModelBooking) => ({
  status,
  slot: [start, end, from, to].map((tick) => iso(instant(tick))),
  units: rest.units,
  expiry: status === 'held' || status === 'expired' ? iso(instant(expiry)) : undefined,
  version: rest.version,
  notes: rest.notes,
  payment: rest.payment,
});

/** Invariant 2: units per interval are those of the bookings that keep it; every hold is that of a held booking. */
function balanced({ bookings, days }: ReturnType<typeof openOffice>): void {
  const units = (claims: ReturnType<typeof daysWith>) =>
    claims
      .flatMap((day) => day.claims.map((one) => `${day.day} ${one.from}-${one.to}: ${one.confirmedUnits}`))
      .filter((line) => !line.endsWith(': 0'))
      .sort();
  const holds = (claims: ReturnType<typeof daysWith>) =>
    claims.flatMap((day) =>
      day.claims.flatMap((one) => one.holds.map((hold) => JSON.stringify([one.from, one.to, hold]))),
    );
  const books = daysWith(...bookings);
  expect(units(days())).toEqual(units(books));
  const known = new Set(holds(books));
  expect(holds(days()).filter((hold) => !known.has(hold))).toEqual([]);
  expect(new Set(holds(days())).size).toBe(holds(days()).length);
}

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
          balanced(office);
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
          balanced(office);
          expect(Math.max(...office.taken(TICKS, AFTER_ALL_HOLDS))).toBeLessThanOrEqual(first.capacity);
        }
      }),
      { numRuns: 60 },
    );
  });
});
