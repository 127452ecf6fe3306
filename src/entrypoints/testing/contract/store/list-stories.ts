import type { BookingQuery } from '../../../../ports/repository.js';
import type { Store } from '../../../../ports/store.js';
import { check, same } from '../check.js';
import { onceListed } from '../eventually.js';
import { cancelled, confirmed, held, HOUR, type Sample, SERVICE, SLOT } from '../samples.js';
import type { Story } from '../story.js';
import { changeTo, write } from '../write.js';
import { type Filter, readPages } from './paging.js';

const KINDS = [confirmed, held, cancelled] as const;

/** 24 bookings of 2 users and 4 services in 3 statuses, of 1 to 3 hours; starts repeat, so that ids have to decide the order. */
const ALL: readonly Sample[] = Array.from({ length: 24 }, (_, n) => {
  const kind = KINDS[n % 3] ?? confirmed;
  const startsAt = SLOT + ((n * 7) % 5) * HOUR;
  const whose = { userId: n % 2 ? 'ada' : 'bob', serviceId: `s-${n % 4}` };
  return kind({ ...whose, bookingId: `b-${n}`, startsAt, lasts: (1 + ((n * 5) % 3)) * HOUR });
});

const FILTERS: readonly (readonly [name: string, filter: Partial<BookingQuery>])[] = [
  ['of everybody', {}],
  ['of a user', { userId: 'ada' }],
  ['of a service', { serviceId: 's-1' }],
  ['of a user and a service', { userId: 'bob', serviceId: 's-2' }],
  ['in a status', { status: 'held' }],
  ['of a service in a status', { serviceId: 's-0', status: 'cancelled' }],
  ['from an instant until before another', { from: SLOT + HOUR, to: SLOT + 3 * HOUR }],
  ['of a user in a span of time', { userId: 'ada', from: SLOT + HOUR, to: SLOT + 4 * HOUR }],
  ['of a service in a span of time', { serviceId: 's-3', from: SLOT + HOUR, to: SLOT + 4 * HOUR }],
  ['that end after an instant', { endsAfter: SLOT + 2 * HOUR }],
  ['of a service, that end after an instant and begin before another', { serviceId: 's-3', to: SLOT + 3 * HOUR, endsAfter: SLOT + HOUR }],
  ['of nobody', { userId: 'eve' }],
];

const passes = (booking: Sample, { userId, serviceId, status, from, to, endsAfter }: Partial<BookingQuery>): boolean =>
  (userId === undefined || booking.userId === userId) &&
  (serviceId === undefined || booking.serviceId === serviceId) &&
  (status === undefined || booking.status === status) &&
  (from === undefined || booking.startsAt >= from) &&
  (to === undefined || booking.startsAt < to) &&
  (endsAfter === undefined || booking.endsAt > endsAfter);

function expectedOf(all: readonly Sample[], filter: Filter): readonly Sample[] {
  const ascending = all
    .filter((booking) => passes(booking, filter))
    .sort((a, b) => a.startsAt - b.startsAt || (a.bookingId < b.bookingId ? -1 : 1));
  return filter.order === 'asc' ? ascending : ascending.reverse();
}

const QUERIES = FILTERS.flatMap(([name, filter]) => [
  { name: `${name}, ascending`, filter: { ...filter, order: 'asc' as const } },
  { name: `${name}, descending`, filter: { ...filter, order: 'desc' as const } },
]);

/** Books before and behind the reader and changes what it has read and what it has not, a little more at every call. */
function othersOf(store: Store) {
  const versions = new Map<string, number>();
  let calls = 0;
  return async ({ userId, serviceId }: Filter): Promise<void> => {
    calls += 1;
    const newcomer = { bookingId: `${calls % 2 ? 'a' : 'c'}-${calls}`, startsAt: SLOT + (calls % 5) * HOUR };
    const where = { ...(userId !== undefined && { userId }), ...(serviceId !== undefined && { serviceId }) };
    await write(store, changeTo(confirmed({ ...newcomer, ...where })));
    const known = ALL[(calls * 5) % ALL.length];
    check(known !== undefined, 'there is a booking to change');
    const version = (versions.get(known.bookingId) ?? 1) + 1;
    versions.set(known.bookingId, version);
    await write(store, changeTo({ ...known, version, notes: 'changed' }));
  };
}

export const listStories: readonly Story[] = [
  {
    name: 'lists every booking that passes the filter once, by start and then by id, both ways, whatever the page size',
    tags: ['list'],
    async tell({ store }, capabilities) {
      for (const booking of ALL) await write(store, changeTo(booking));
      for (const { name, filter } of QUERIES) {
        const expected = expectedOf(ALL, filter);
        for (const limit of [1, 3, Math.max(1, expected.length), 100]) {
          await onceListed(capabilities, async () => {
            const found = await readPages(store.repository, filter, limit);
            same(found, expected, `bookings ${name} are listed once each and in order, ${limit} a page`);
          });
        }
      }
    },
  },
  {
    name: 'lists while others write: what existed throughout appears exactly once, with every filter, both ways',
    tags: ['list', 'race'],
    timeoutMs: 30_000,
    async tell({ store }, capabilities) {
      for (const booking of ALL) await write(store, changeTo(booking));
      const othersWrite = othersOf(store);
      for (const { name, filter } of QUERIES) {
        const expected = expectedOf(ALL, filter).map(({ bookingId }) => bookingId);
        await onceListed(capabilities, async () => {
          const found = await readPages(store.repository, filter, 2, () => othersWrite(filter));
          const ids = found.map(({ bookingId }) => bookingId);
          same(ids.length, new Set(ids).size, `no booking appears twice, ${name}`);
          const throughout = ids.filter((id) => expected.includes(id));
          same(throughout, expected, `every booking that existed throughout appears, in order, ${name}`);
        });
      }
    },
  },
  {
    name: 'lists a booking where it was moved to, and no longer where it was',
    tags: ['list'],
    async tell({ store }, capabilities) {
      const moved = confirmed({ startsAt: SLOT + 3 * HOUR, version: 2 });
      await write(
        store,
        changeTo(confirmed()),
        changeTo(confirmed({ bookingId: 'b-2', startsAt: SLOT + HOUR })),
        changeTo(moved),
      );
      await onceListed(capabilities, async () => {
        const found = await readPages(store.repository, { userId: 'ada', order: 'asc' }, 10);
        same(
          found.map(({ bookingId }) => bookingId),
          ['b-2', 'b-1'],
          'a moved booking is listed at its new start',
        );
        const before = await readPages(store.repository, { serviceId: SERVICE, to: SLOT + HOUR, order: 'asc' }, 10);
        same(before, [], 'a moved booking is not listed at its old start');
      });
    },
  },
];
