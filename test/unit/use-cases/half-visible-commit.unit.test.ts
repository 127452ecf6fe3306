import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../src/domain/result.js';
import type { Loaded, Store, StoredEvent } from '../../../src/ports/index.js';
import { answerLost, precededBy } from '../../faults/faults.js';
import { LATER } from './commands.js';
import { booked, chair, CHAIR, house, KEY, office, story, taken, written } from './office.js';

interface Hidden {
  readonly booking?: Loaded['booking'];
  readonly days?: Loaded['days'];
  readonly events?: readonly StoredEvent[];
}

/** What is hidden is shown as it was, each as often as said, while commits go by what is stored: as DynamoDB does it. */
function slowToShow(inner: Store) {
  const { repository } = inner;
  const left = new Map<keyof Hidden, number>();
  let hidden: Hidden = {};
  const old = (kind: keyof Hidden): boolean => {
    const times = left.get(kind) ?? 0;
    left.set(kind, times - 1);
    return kind in hidden && times > 0;
  };
  const store: Store = {
    ...inner,
    repository: {
      ...repository,
      load: async (keys) => {
        const loaded = await repository.load(keys);
        if (loaded.isErr()) return err(loaded.error);
        const before: Partial<Loaded> = {
          ...(keys.bookingId !== undefined && old('booking') && { booking: hidden.booking }),
          ...(keys.days.length > 0 && old('days') && { days: hidden.days }),
        };
        return ok({ ...loaded.value, ...before });
      },
      get: async (bookingId) => (old('booking') ? ok(hidden.booking) : repository.get(bookingId)),
      history: async (...asked) => (old('events') ? ok(hidden.events ?? []) : repository.history(...asked)),
    },
  };
  return {
    store,
    hide(what: Hidden, times: number): void {
      hidden = what;
      for (const kind of ['booking', 'days', 'events'] as const) left.set(kind, times);
    },
  };
}

const DAYS = [{ serviceId: CHAIR, day: '2026-12-01' }];

/** Two offices of one house: what `other` does shows late to `at`. */
function offices() {
  const shared = house();
  const { store, hide } = slowToShow(shared.inner);
  const at = office({}, { ...shared, inner: store });
  const asItIs = async (bookingId?: string) =>
    (await shared.inner.repository.load({ bookingId, days: DAYS }))._unsafeUnwrap();
  return { shared, at, other: office({}, shared), hide, asItIs };
}

const WAYS = [
  { way: 'no key', options: {} },
  { way: 'a key', options: KEY },
];

describe.each(WAYS)('a commit that shows in one item before it shows in another, with $way', ({ options }) => {
  it('a hold that was confirmed is not said to have expired: its day shows it, its booking not yet', async () => {
    const { shared, at, other, hide, asItIs } = offices();
    const bookingId = await booked(other, { hold: true });
    const { booking } = await asItIs(bookingId);
    (await other.bookings.confirm({ bookingId }))._unsafeUnwrap();
    hide({ booking }, 4);

    const told = (await at.bookings.confirm({ bookingId }, options))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ status: 'confirmed', version: 2 });
    expect(await taken(shared)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });

  it('a hold that was moved is not said to have expired: its booking shows it, its day not yet', async () => {
    const { shared, at, other, hide, asItIs } = offices();
    const bookingId = await booked(other, { hold: true });
    const { days } = await asItIs();
    (await other.bookings.reschedule({ bookingId, dateTime: LATER }))._unsafeUnwrap();
    hide({ days }, 3);

    const told = (await at.bookings.confirm({ bookingId }, options))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ status: 'confirmed', version: 3, dateTime: LATER });
    expect(await taken(shared)).toEqual([{ confirmedUnits: 1, holds: [] }]);
  });

  it('a hold that was moved and is cancelled leaves nothing behind: its booking shows the move, its day not yet', async () => {
    const { shared, at, other, hide, asItIs } = offices();
    const bookingId = await booked(other, { hold: true });
    const { days } = await asItIs();
    (await other.bookings.reschedule({ bookingId, dateTime: LATER }))._unsafeUnwrap();
    hide({ days }, 1);

    (await at.bookings.cancel({ bookingId }, options))._unsafeUnwrap();

    expect(await taken(shared)).toEqual([]);
  });

  it.each(['booking', 'days'] as const)('a claim that is missing for as long as the %s show late is no corruption', async (late) => {
    const { shared, at, other, hide, asItIs } = offices();
    const bookingId = await booked(other);
    const before = await asItIs(bookingId);
    (await other.bookings.reschedule({ bookingId, dateTime: LATER }))._unsafeUnwrap();
    hide({ [late]: before[late] }, 4);

    const told = (await at.bookings.cancel({ bookingId }, options))._unsafeUnwrap();

    expect(told.booking).toMatchObject({ status: 'cancelled', version: 3, dateTime: LATER });
    expect(await taken(shared)).toEqual([]);
  });

  it('a create is not refused for the slot that it has taken itself: its day shows it, its event not yet', async () => {
    const { shared, at, hide } = offices();
    at.faults.next('commit', answerLost);
    hide({ events: [] }, 2);

    const told = (await at.bookings.create(chair(), options))._unsafeUnwrap();

    expect(told).toMatchObject({ replayed: false, booking: { status: 'confirmed', version: 1 } });
    expect(await written(shared)).toEqual({ bookings: 1, events: 1 });
    expect(await story(shared, told.booking.bookingId)).toEqual(['BookingConfirmed']);
  });
});

describe.each(WAYS)('a hold that has lapsed by the clock, with $way', ({ options }) => {
  it.each([{ late: 'at its very instant', ms: 0 }, { late: 'after it', ms: 1 }])(
    'is refused $late by itself: who writes to its day meanwhile does not have it decided again',
    async ({ ms }) => {
      const { at, other } = offices();
      const bookingId = await booked(at, { hold: true });
      at.clock.advance({ minutes: 15, ms });
      const writing = precededBy(() => booked(other, { userId: 'bob', dateTime: LATER }));
      at.faults.next('commit', writing);
      const before = at.faults.count('commit');

      expect((await at.bookings.confirm({ bookingId }, options))._unsafeUnwrapErr().kind).toBe('hold_expired');

      expect(at.faults.count('commit') - before).toBe(1);
    },
  );
});

describe('a refusal that rests on a booking and its days without a key', () => {
  it('of a hold that a fast clock has purged is still that it has expired', async () => {
    const { at, shared } = offices();
    const bookingId = await booked(at, { hold: true });
    const ahead = office({ aheadMs: 3_600_000 }, shared);
    await booked(ahead, { userId: 'bob' });

    expect((await at.bookings.confirm({ bookingId }))._unsafeUnwrapErr().kind).toBe('hold_expired');
  });

  it('leaves the outcome open where the store does not say whether it still holds', async () => {
    const { at, other } = offices();
    const bookingId = await booked(other);
    await booked(other, { userId: 'bob', dateTime: LATER });
    at.faults.next('commit', async (call) => call().then(() => err({ kind: 'store_unavailable' as const })));

    expect((await at.bookings.reschedule({ bookingId, dateTime: LATER }))._unsafeUnwrapErr().kind).toBe('store_unavailable');
  });
});
