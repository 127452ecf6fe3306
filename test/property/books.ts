import type { BookingState } from '../../src/domain/booking/state.js';
import { daysWith } from '../unit/builders.js';
import { type Books, instant } from './office.js';
import type { ModelBooking } from './reference-model.js';

/** What there is to compare of a booking. */
export const shown = (state: BookingState) => ({
  status: state.status,
  slot: [state.startsAt, state.endsAt, state.claim.from, state.claim.to],
  units: state.claim.units,
  expiry: state.status === 'held' ? state.holdExpiresAt : state.status === 'expired' ? state.expiredAt : undefined,
  version: state.version,
  notes: state.notes,
  payment: state.paymentReference,
});
/** The same of a booking of the model. */
export const modelled = ({ status, start, end, from, to, expiry, ...rest }: ModelBooking) => ({
  status,
  slot: [start, end, from, to].map(instant),
  units: rest.units,
  expiry: status === 'held' || status === 'expired' ? instant(expiry) : undefined,
  version: rest.version,
  notes: rest.notes,
  payment: rest.payment,
});

/**
 * Invariant 2: units per interval are those of the bookings that keep it; every hold is that of a held booking, once.
 * Answers with what does not agree.
 */
export function unbalanced({ bookings, days }: Books): readonly string[] {
  const books = daysWith(...bookings);
  const [written, kept] = [unitsIn(days), unitsIn(books)];
  const holds = holdsIn(days);
  const known = new Set(holdsIn(books));
  return [
    ...written.filter((units) => !kept.includes(units)).map((units) => `nobody keeps ${units}`),
    ...kept.filter((units) => !written.includes(units)).map((units) => `not written: ${units}`),
    ...holds.filter((hold, n) => !known.has(hold) || holds.indexOf(hold) !== n).map((hold) => `stray hold ${hold}`),
  ];
}

const unitsIn = (days: Books['days']): readonly string[] =>
  days.flatMap(({ day, claims }) =>
    claims
      .filter(({ confirmedUnits }) => confirmedUnits !== 0)
      .map(({ from, to, confirmedUnits }) => `${confirmedUnits} units on ${day} ${from}-${to}`),
  );
const holdsIn = (days: Books['days']): readonly string[] =>
  days.flatMap(({ claims }) =>
    claims.flatMap(({ from, to, holds }) => holds.map((hold) => JSON.stringify([from, to, hold]))),
  );
