import { auditServiceDays, type BookingQuery, createBookings, type Store } from 'holdfast';
import { inMemoryStore } from 'holdfast/adapters/in-memory';
import { manualClock } from 'holdfast/testing';
import { describe, expect, it } from 'vitest';
import type { BookingState } from '../../../../src/domain/booking/state.js';
import { at, cancelled, confirmed, DAY, daysWith, held, HOUR, iso, NOW, TODAY } from '../../builders.js';
import { faultyStore } from '../../../faults/faulty-store.js';
import { followedBy, none, precededBy, requestLost } from '../../../faults/faults.js';
import { auditOf, clockAtNow, RANGE, storeOf } from './planted.js';

/** The store with lists as an index may give them: `seen` says what it makes of each booking in the n-th list. */
function lagging(store: Store, seen: (state: BookingState, list: number) => BookingState | undefined): Store {
  let lists = 0;
  const { repository } = store;
  const list = async (query: BookingQuery) => {
    const page = await repository.list(query);
    lists += 1;
    return page.map(({ items, next }) => ({ items: items.flatMap((state) => seen(state, lists) ?? []), next }));
  };
  return { ...store, repository: { ...repository, list } };
}

/** Runs `work` right after each list was read. */
function afterEachList(store: Store, work: (list: number) => Promise<void> | undefined): Store {
  const faulty = faultyStore(store);
  let lists = 0;
  faulty.faults.always((operation) => (operation === 'list' ? followedBy(async () => work((lists += 1))) : none));
  return faulty.store;
}

describe('lists that lag behind', () => {
  it('and do not show a booking yet make no difference of it', async () => {
    const store = await storeOf([confirmed()], daysWith(confirmed()));
    // The first list is of the services, the second is the first look.
    const shy = lagging(store, (state, list) => (list <= 2 ? undefined : state));
    expect((await auditOf(shy)).differences).toEqual([]);
  });

  it('and show bookings as they were make no difference of them', async () => {
    const [gone, still] = [cancelled(), held({ bookingId: 'b-2' })];
    const store = await storeOf([gone, still], daysWith(still));
    const old = lagging(store, ({ bookingId }) => confirmed({ bookingId }));
    expect(await auditOf(old)).toMatchObject({ differences: [], unsettled: [] });
  });

  it('and do not show a held booking make no difference of its hold, for that names it', async () => {
    const store = await storeOf([held()], daysWith(held()));
    const blind = lagging(store, () => undefined);
    expect((await auditOf(blind)).differences).toEqual([]);
  });
});

it('lists are read to their end', async () => {
  const bookings = Array.from({ length: 7 }, (_, n) => confirmed({ bookingId: `b-${n}`, startsAt: at('10:00') + n * HOUR }));
  const store = await storeOf(bookings, []);
  const { repository } = store;
  const list = (query: BookingQuery) => repository.list({ ...query, limit: 2 });
  const report = await auditOf({ ...store, repository: { ...repository, list } });
  expect(report.bookings).toBe(7);
  expect(report.differences).toHaveLength(7);
});

describe('a day that is written while it is looked at', () => {
  const write = async (store: Store, ...days: readonly string[]): Promise<void> => {
    const keys = days.map((day) => ({ serviceId: 'chair', day }));
    const loaded = (await store.repository.load({ days: keys }))._unsafeUnwrap();
    const next = loaded.days.map((day) => ({ ...day, version: day.version + 1 }));
    (await store.repository.commit({ days: next, decidedAt: NOW }))._unsafeUnwrap();
  };

  it('is looked at again, and judged when it stands still', async () => {
    const store = await storeOf([confirmed()], []);
    const busy = afterEachList(store, async (list) => (list <= 4 ? write(store, TODAY) : undefined));
    const { differences, unsettled } = await auditOf(busy);
    expect(differences).toMatchObject([{ kind: 'units', inDay: 0, byBookings: 1 }]);
    expect(unsettled).toEqual([]);
  });

  it('again and again is not judged, the others are', async () => {
    const tomorrow = confirmed({ bookingId: 'b-2', startsAt: at('10:00') + DAY });
    const store = await storeOf([confirmed(), tomorrow], []);
    const { differences, unsettled } = await auditOf(afterEachList(store, () => write(store, TODAY)));
    expect(unsettled).toEqual([{ serviceId: 'chair', day: TODAY }]);
    expect(differences).toMatchObject([{ bookingIds: ['b-2'] }]);
  });

  it('between two looks has to differ twice anew', async () => {
    const store = await storeOf([confirmed()], []);
    const clock = manualClock(iso(NOW));
    const pauses: number[] = [];
    const impatient = {
      ...clock,
      sleep: async (ms: number) => {
        pauses.push(ms);
        if (pauses.length <= 3) await write(store, TODAY);
      },
    };
    const audited = await auditServiceDays(store, RANGE, { clock: impatient, pauseMs: 77 });
    expect(audited._unsafeUnwrap().differences).toHaveLength(1);
    expect(pauses).toEqual([77, 77, 77, 77]);
  });

  it('is not taken for balanced by what was written since', async () => {
    const store = await storeOf([], daysWith(confirmed()));
    const late = confirmed({ bookingId: 'b-2' });
    const [day] = daysWith(confirmed(), late);
    const { store: faulty, faults } = faultyStore(store);
    const book = async () =>
      (await store.repository.commit({ booking: late, days: day ? [{ ...day, version: 2 }] : [], decidedAt: NOW })).isOk();
    faults.next('list', none, precededBy(book));
    expect((await auditOf(faulty)).differences).toMatchObject([{ inDay: 2, byBookings: 1, bookingIds: ['b-2'] }]);
  });

  it('and mended is not told of', async () => {
    const store = await storeOf([confirmed()], []);
    const mended = afterEachList(store, async (list) => {
      if (list !== 3) return;
      const [day] = daysWith(confirmed());
      if (day) (await store.repository.commit({ days: [{ ...day, version: 1 }], decidedAt: NOW }))._unsafeUnwrap();
    });
    expect(await auditOf(mended)).toMatchObject({ differences: [], unsettled: [] });
  });
});

describe('healthy books', () => {
  const services = [
    { serviceId: 'chair', capacity: 3, bufferAfterMinutes: 15 },
    { serviceId: 'night', capacity: 2, durationMinutes: 180 },
  ];

  it('balance after every kind of command, and while more of them come', async () => {
    const store = inMemoryStore();
    const clock = clockAtNow();
    const bookings = createBookings({ store, clock, services });
    let [n, done] = [0, 0];
    const bustle = async (): Promise<void> => {
      const kind = (n += 1) % 5;
      const serviceId = n % 2 === 0 ? 'chair' : 'night';
      const dateTime = iso(at('22:00') + (n % 12) * HOUR - 12 * HOUR);
      const made = await bookings.create({ userId: `u-${n}`, serviceId, dateTime, hold: n % 3 === 0 });
      if (made.isErr()) return;
      const { bookingId } = made.value.booking;
      const outcomes = [
        kind === 0 && (await bookings.cancel({ bookingId })).isOk(),
        kind === 1 && (await bookings.confirm({ bookingId })).isOk(),
        kind === 2 && (await bookings.reschedule({ bookingId, dateTime: iso(at('09:00') + (n % 9) * HOUR) })).isOk(),
        kind === 3 && (await bookings.update({ bookingId, notes: 'window' })).isOk(),
      ];
      if (outcomes.some(Boolean)) done += 1;
    };
    for (let round = 0; round < 60; round += 1) await bustle();
    const writing = afterEachList(store, async (list) => (list % 2 === 0 ? bustle() : undefined));

    const busy = (await auditServiceDays(writing, RANGE, { clock }))._unsafeUnwrap();
    expect(busy.differences).toEqual([]);
    const quiet = (await auditServiceDays(store, RANGE, { clock }))._unsafeUnwrap();
    expect(quiet).toMatchObject({ services: 2, days: 4, differences: [], unsettled: [] });
    expect(quiet.bookings).toBeGreaterThan(10);
    expect(done).toBeGreaterThan(10);
  });

  it('balance when their holds have lapsed, swept or not', async () => {
    const store = inMemoryStore();
    const clock = clockAtNow();
    const bookings = createBookings({ store, clock, services });
    for (const hour of ['10:00', '12:00']) {
      const hold = await bookings.create({ userId: 'ada', serviceId: 'night', dateTime: iso(at(hour)), hold: true });
      expect(hold.isOk()).toBe(true);
    }
    clock.advance({ hours: 1 });
    expect((await auditOf(store)).differences).toEqual([]);
    await bookings.background.runOnce();
    expect((await auditOf(store)).differences).toEqual([]);
  });
});

describe('a store that does not answer', () => {
  it.each(['listServices', 'list', 'load'] as const)('%s ends the audit, which is no verdict', async (operation) => {
    const { store, faults } = faultyStore(await storeOf([confirmed()], []));
    faults.next(operation, requestLost);
    const audited = await auditServiceDays(store, RANGE, { clock: clockAtNow() });
    expect(audited._unsafeUnwrapErr()).toMatchObject({ kind: 'store_unavailable' });
  });

  it.each(['list', 'load', 'get'] as const)('%s later ends it too', async (operation) => {
    const { store, faults } = faultyStore(await storeOf([confirmed()], []));
    let asked = 0;
    faults.always((called) => (called === operation && (asked += 1) === 2 ? requestLost : none));
    const audited = await auditServiceDays(store, RANGE, { clock: clockAtNow() });
    expect(audited._unsafeUnwrapErr()).toMatchObject({ kind: 'store_unavailable' });
  });
});
