import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { toDayItem } from '../../../src/adapters/dynamodb/items.js';
import { dayKey } from '../../../src/adapters/dynamodb/keys.js';
import type { DayClaim, ServiceDay } from '../../../src/domain/schedule/service-day.js';
import { dayBytes } from '../../../src/domain/schedule/size.js';
import { adorned, record } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo } from '../../../src/entrypoints/testing/contract/write.js';
import { createTestBookings } from '../../../src/entrypoints/testing/index.js';
import type { Bookings, Store } from '../../../src/ports/index.js';
import { behindItsBack, sizeOf } from './behind-its-back.js';
import { localTable, type LocalTable } from './local-table.js';
import { storedIn } from './stored.js';

const KB = 1024;
const DAY = '9000-03-02';
const MIDNIGHT = Date.parse(`${DAY}T00:00:00Z`);
const NOON = `${DAY}T12:00:00Z`;
const TOUR = { userId: 'ada', serviceId: 'tour', dateTime: NOON };

let table: LocalTable;
let store: Store;
let bookings: Bookings;
beforeEach(async () => {
  table = await localTable();
  store = dynamodbStore(table.client, { tableName: table.tableName, maxWaitMs: 60_000, tryMs: 60_000 });
  ({ bookings } = createTestBookings({ store, at: '9000-03-01T08:00:00Z', timeoutMs: 600_000 }));
  (await bookings.putService({ serviceId: 'tour', name: 'Tour', capacity: 1_000_000 }))._unsafeUnwrap();
});
afterEach(() => table.drop());

const behind = () => behindItsBack(table);
const dayOf = async (serviceId = 'tour'): Promise<ServiceDay | undefined> =>
  (await storedIn(table.client, table.tableName)).days.find((day) => day.serviceId === serviceId);

/** What the domain lets a day and a change be. */
const MOST_OF_DAY = 300 * KB;
const MOST_OF_CHANGE = 3.5 * KB * KB;
/** What DynamoDB lets an item be. */
const MOST_OF_ITEM = 400 * KB;

/** Claims at a distance of a millisecond, each with a hold that lapses tomorrow. */
const claims = (count: number): readonly DayClaim[] =>
  Array.from({ length: count }, (_, n) => ({
    from: MIDNIGHT + n,
    to: MIDNIGHT + n + 60_000,
    confirmedUnits: 0,
    holds: [{ bookingId: `hold-${String(n).padStart(31, '0')}`, units: 1, expiresAt: MIDNIGHT + 86_400_000 }],
  }));
const dayWith = (count: number, given: Partial<ServiceDay> = {}): ServiceDay => ({
  serviceId: 'tour',
  day: DAY,
  version: 1,
  ...given,
  claims: [...(given.claims ?? []), ...claims(count)],
});

/** As many claims as there is room for by this measure. */
function fullDay(most: number, measure: (day: ServiceDay) => number, given: Partial<ServiceDay> = {}): ServiceDay {
  const [some, more] = [measure(dayWith(100, given)), measure(dayWith(200, given))];
  const day = dayWith(100 + Math.floor((most - some) / ((more - some) / 100)), given);
  expect(measure(day)).toBeLessThanOrEqual(most);
  expect(measure(day)).toBeGreaterThan(most - KB);
  return day;
}
const itemSize = (day: ServiceDay): number => sizeOf(toDayItem(day));

describe('a service day', () => {
  it('with 5,000 bookings on one interval is under 1 KB, no larger than with 1,000', { timeout: 600_000 }, async () => {
    const sizes: number[] = [];
    for (let booked = 0; booked < 5_000; booked += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => bookings.create(TOUR)));
      expect(answers.filter((answer) => answer.isErr())).toEqual([]);
      if ((booked + 20) % 1_000 === 0) sizes.push(sizeOf(await behind().read(dayKey({ serviceId: 'tour', day: DAY }))));
    }
    const day = await dayOf();
    expect(day).toMatchObject({ version: 5_000, claims: [{ confirmedUnits: 5_000, holds: [] }] });
    expect(sizes.at(-1)).toBeLessThan(KB);
    expect(sizes.at(-1)).toBe(sizes[0]);
  });

  it('as large as the domain lets it be is committed and read again, and full by the time it has to be', async () => {
    const full = fullDay(MOST_OF_DAY - KB, dayBytes);
    expect(itemSize(full)).toBeLessThan(MOST_OF_ITEM);
    (await store.repository.commit({ days: [full], decidedAt: MIDNIGHT }))._unsafeUnwrap();
    expect(await dayOf()).toEqual(full);

    const kinds: string[] = [];
    while (kinds.length < 20 && !kinds.includes('service_day_full')) {
      const dateTime = new Date(Date.parse(NOON) + kinds.length * 60_000);
      kinds.push((await bookings.create({ ...TOUR, dateTime })).match(() => 'booked', ({ kind }) => kind));
    }
    expect(kinds.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'booked'));
    expect(kinds.at(-1)).toBe('service_day_full');
    expect((await dayOf())?.claims).toHaveLength(full.claims.length + kinds.length - 1);
  });

  it('larger than that, written by somebody else, takes nobody in and lets everybody out', async () => {
    const booked = (await bookings.create(TOUR))._unsafeUnwrap().booking;
    const held = (await bookings.create({ ...TOUR, hold: true }))._unsafeUnwrap().booking;
    const before = await dayOf();
    const huge = fullDay(MOST_OF_ITEM, itemSize, before);
    await behind().put(toDayItem(huge));

    const another = await bookings.create({ ...TOUR, dateTime: `${DAY}T15:00:00Z` });
    expect(another).toMatchObject({ error: { kind: 'service_day_full' } });
    expect(await dayOf()).toEqual(huge);
    const { bookingId } = held;
    expect((await bookings.confirm({ bookingId }))._unsafeUnwrap().booking.status).toBe('confirmed');
    expect((await bookings.reschedule({ bookingId, dateTime: '9000-03-03T12:00:00Z' })).isOk()).toBe(true);
    expect((await bookings.cancel({ bookingId: booked.bookingId }))._unsafeUnwrap().booking.status).toBe('cancelled');
    expect((await dayOf())?.claims).toEqual(huge.claims.slice(before?.claims.length));
  });
});

describe('days that are large together', () => {
  const dayAfter = (n: number): string => new Date(MIDNIGHT + n * 86_400_000).toISOString().slice(0, 10);

  it('are written in one change, as large as the domain lets it be', async () => {
    const whole = Array.from({ length: 11 }, (_, n) => fullDay(MOST_OF_DAY, dayBytes, { day: dayAfter(n) }));
    const left = MOST_OF_CHANGE - whole.reduce((bytes, day) => bytes + dayBytes(day), 0);
    const days = [...whole, fullDay(left, dayBytes, { day: dayAfter(11) })];
    const change = changeTo(adorned(), days, { record: { put: record() } });
    expect((await store.repository.commit(change)).isOk()).toBe(true);
    const keys = days.map(({ serviceId, day }) => ({ serviceId, day }));
    const loaded = (await store.repository.load({ days: keys }))._unsafeUnwrap();
    expect(loaded.days).toEqual(days);
  });

  it('are read although one answer has no room for them', async () => {
    const days = Array.from({ length: 45 }, (_, n) => fullDay(MOST_OF_ITEM, itemSize, { day: dayAfter(n) }));
    for (const day of days) await behind().put(toDayItem(day));
    let requests = 0;
    table.client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          requests += commandName === 'BatchGetItemCommand' ? 1 : 0;
          return next(args);
        },
      { step: 'initialize' },
    );
    const keys = days.map(({ serviceId, day }) => ({ serviceId, day }));
    const loaded = (await store.repository.load({ days: keys }))._unsafeUnwrap();
    expect(loaded.days).toEqual(days);
    expect(requests).toBeGreaterThan(1);
  });
});
