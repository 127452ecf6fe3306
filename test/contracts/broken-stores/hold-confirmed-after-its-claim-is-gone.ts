import type { Tables } from '../../../src/adapters/in-memory/tables.js';
import type { Held } from '../../../src/domain/booking/state.js';
import { partsOf } from '../../../src/domain/schedule/claim.js';
import type { DayClaim, ServiceDay } from '../../../src/domain/schedule/service-day.js';
import { type BrokenStore, withRepository } from './broken-store.js';

/** Makes up the holds of a day from the bookings in status `held`, whether the day still lists them or not. */
function withHoldsOf(tables: Tables, day: ServiceDay): ServiceDay {
  const claims = [...tables.holds.values()]
    .filter(({ serviceId }) => serviceId === day.serviceId)
    .reduce((all, hold) => withHold(all, hold, day.day), day.claims);
  return { ...day, claims };
}

function withHold(claims: readonly DayClaim[], booking: Held, day: string): readonly DayClaim[] {
  const { bookingId, claim, holdExpiresAt: expiresAt } = booking;
  const part = partsOf(claim).find((each) => each.day === day);
  const isListed = claims.some(({ holds }) => holds.some((hold) => hold.bookingId === bookingId));
  if (part === undefined || isListed) return claims;
  const at = claims.findIndex(({ from, to }) => from === part.from && to === part.to);
  const entry = claims[at] ?? { from: part.from, to: part.to, confirmedUnits: 0, holds: [] };
  const grown = { ...entry, holds: [...entry.holds, { bookingId, units: claim.units, expiresAt }] };
  return at < 0 ? [...claims, grown] : claims.with(at, grown);
}

export const holdConfirmedAfterItsClaimIsGone: BrokenStore = {
  fault: 'hold confirmed after its claim is gone',
  spoil: (store, tables) =>
    withRepository(store, {
      async load(keys) {
        const loaded = await store.repository.load(keys);
        return loaded.map((found) => ({ ...found, days: found.days.map((day) => withHoldsOf(tables, day)) }));
      },
    }),
  caughtBy: {
    'a hold whose claim is gone is not confirmed, though by a slow clock it is alive':
      'a hold that is no longer in its service day is not confirmed',
    'a hold over midnight that has lost one of its days is not confirmed and blocks nobody':
      'a hold that is only half there is not confirmed',
  },
  soundIn: ['commit', 'conflict', 'list', 'outbox', 'catalog', 'idempotency', 'reschedule', 'cancel'],
};
