import type { BookingState } from '../../../../domain/booking/state.js';
import { same, value } from '../check.js';
import {
  adorned,
  cancelled,
  confirmed,
  DAY,
  day,
  HOUR,
  held,
  NOW,
  record,
  SERVICE,
  SLOT,
  stored,
  taken,
} from '../samples.js';
import type { Story } from '../story.js';
import { changeTo, write } from '../write.js';

const { holdExpiresAt: expiredAt, ...lapsed } = held({ bookingId: 'expired' });
const EVERY_STATUS: readonly BookingState[] = [
  held({ bookingId: 'held' }),
  confirmed({ bookingId: 'confirmed' }),
  cancelled({ bookingId: 'cancelled' }),
  { ...cancelled({ bookingId: 'cancelled-with-a-reason' }), cancelReason: 'ill' },
  { ...confirmed({ bookingId: 'completed' }), status: 'completed', completedAt: SLOT + HOUR },
  { ...confirmed({ bookingId: 'no-show' }), status: 'no_show', noShowAt: SLOT + HOUR },
  { ...lapsed, status: 'expired', expiredAt },
];

const crowded = day(1, [
  { ...taken(3), holds: [{ bookingId: 'b-2', units: 2, expiresAt: NOW + HOUR }] },
  {
    from: SLOT + HOUR,
    to: SLOT + HOUR + 1,
    confirmedUnits: 0,
    holds: [{ bookingId: 'b-3', units: 1, expiresAt: NOW }],
  },
]);

export const commitStories: readonly Story[] = [
  {
    name: 'a change set is found again as it was committed, by load, by get and behind the back of the store',
    tags: ['commit'],
    async tell({ store, inspect }) {
      const other = day(1, [], { day: '2126-05-03' });
      const change = changeTo(adorned(), [crowded, other], { record: { put: record() } });
      await write(store, change);

      const untouched = { serviceId: SERVICE, day: '2126-05-04', version: 0, claims: [] };
      const keys = [other, untouched, crowded].map((asked) => ({ serviceId: asked.serviceId, day: asked.day }));
      const loaded = await value(
        store.repository.load({ record: record().scope, bookingId: 'b-1', days: keys }),
        'load answers',
      );
      same(loaded.booking, change.booking, 'load gives the booking as it was committed');
      same(loaded.record, record(), 'load gives the idempotency record as it was committed');
      same(
        loaded.days,
        [other, untouched, crowded],
        'load gives the service days in the order asked for, unknown ones empty',
      );
      same(
        await value(store.repository.get('b-1'), 'get answers'),
        change.booking,
        'get gives the booking as committed',
      );
      same(
        await value(store.repository.history('b-1', 0, 10), 'history answers'),
        [change.event],
        'history gives the event as it was committed, with the id of its request',
      );
      const days = [...(await inspect.days())].sort((a, b) => (a.day < b.day ? -1 : 1));
      same(days, [crowded, other], 'the stored service days are the committed ones');
      same(await inspect.eventIds(), ['b-1:1'], 'the stored events are the committed ones');
    },
  },
  {
    name: 'what was never written is absent',
    tags: ['commit'],
    async tell({ store: { repository, ping } }) {
      await value(ping(), 'a store that works answers a ping');
      const days = [{ serviceId: SERVICE, day: DAY }];
      const loaded = await value(
        repository.load({ record: 'r', bookingId: 'b-1', serviceId: SERVICE, days }),
        'load answers',
      );
      same(
        loaded,
        { days: [{ serviceId: SERVICE, day: DAY, version: 0, claims: [] }] },
        'an empty store has nothing to load',
      );
      same(
        await value(repository.load({ days: [] }), 'load answers'),
        { days: [] },
        'what was not asked for is not given',
      );
      same(await value(repository.get('b-1'), 'get answers'), undefined, 'an unknown booking is undefined');
      same(await value(repository.history('b-1', 0, 10), 'history answers'), [], 'an unknown booking has no history');
    },
  },
  {
    name: 'every status comes back with its own fields',
    tags: ['commit'],
    async tell({ store }) {
      for (const booking of EVERY_STATUS) {
        await write(store, { booking, days: [], decidedAt: NOW });
        same(
          await value(store.repository.get(booking.bookingId), 'get answers'),
          booking,
          `a booking comes back whole`,
        );
      }
    },
  },
  {
    name: 'a later version replaces the booking and its days',
    tags: ['commit'],
    async tell({ store }) {
      const gone = cancelled({ version: 2 });
      await write(store, changeTo(adorned(), [day(1, [taken(1)])]), changeTo(gone, [day(2)]));
      const loaded = await value(
        store.repository.load({ bookingId: 'b-1', days: [{ serviceId: SERVICE, day: DAY }] }),
        'load answers',
      );
      same(loaded.booking, gone, 'nothing of the earlier version is left in the booking');
      same(loaded.days, [day(2)], 'nothing of the earlier version is left in the day');
    },
  },
  {
    name: 'ids that look alike are different ids',
    tags: ['commit'],
    async tell({ store }) {
      const ids = ['b', 'B', 'b-1', 'b-10', 'b.1', 'b~1', 'b_1'];
      const key = { day: DAY };
      for (const id of ids) {
        const booking = confirmed({ bookingId: id, serviceId: id });
        const put = record({ scope: id, requestId: `request ${id}` });
        await write(store, changeTo(booking, [day(1, [], { serviceId: id })], { record: { put } }));
      }
      for (const id of ids) {
        const days = [{ ...key, serviceId: id }];
        const loaded = await value(store.repository.load({ record: id, bookingId: id, days }), 'load answers');
        const found = [
          loaded.booking?.bookingId,
          loaded.record?.scope,
          loaded.days[0]?.serviceId,
          loaded.days[0]?.version,
        ];
        same(found, [id, id, id, 1], `what was stored under ${id} is found under it`);
        const events = await value(store.repository.history(id, 0, 10), 'history answers');
        same(events, [stored(confirmed({ bookingId: id, serviceId: id }))], `the history of ${id} is its own`);
      }
    },
  },
  {
    name: 'one change set can write a month of service days',
    tags: ['commit'],
    async tell({ store }) {
      const dates = Array.from({ length: 32 }, (_, n) => new Date(SLOT + n * 24 * HOUR).toISOString().slice(0, 10));
      const days = dates.map((date) => day(1, [taken(1)], { day: date }));
      await write(store, changeTo(confirmed(), days));
      const keys = dates.map((date) => ({ serviceId: SERVICE, day: date }));
      const loaded = await value(store.repository.load({ days: keys }), 'load answers');
      same(loaded.days, days, 'every one of the days is there');
    },
  },
  {
    name: 'history is read in pages, ascending by version',
    tags: ['commit'],
    async tell({ store }) {
      const versions = Array.from({ length: 12 }, (_, n) => confirmed({ version: n + 1 }));
      await write(store, ...versions.map((booking) => changeTo(booking)));
      const read = async (after: number, limit: number) =>
        (await value(store.repository.history('b-1', after, limit), 'history answers')).map(
          ({ event }) => event.bookingVersion,
        );
      same(await read(0, 5), [1, 2, 3, 4, 5], 'a page has at most `limit` events');
      same(await read(5, 5), [6, 7, 8, 9, 10], 'a page begins after `afterVersion`');
      same(await read(10, 5), [11, 12], 'the last page has what is left');
      same(await read(12, 5), [], 'after the last version there is nothing');
    },
  },
];
