import type { Interval } from '../../../../domain/schedule/interval.js';
import { check, failure, same, value } from '../check.js';
import { HOUR, MINUTE, SLOT } from '../samples.js';
import type { StoreUnderTest } from '../store-under-test.js';
import type { Story } from '../story.js';
import { audit } from './audit.js';
import { type Desk, deskOver, desksOver, offer, slot } from './desk.js';

const at = (hours: number): Date => new Date(SLOT + hours * HOUR);

async function book(desk: Desk, hours: number, userId = 'ada'): Promise<{ readonly bookingId: string }> {
  const { booking } = await value(desk.create(slot({ userId, dateTime: at(hours) })), 'a free slot can be booked');
  return { bookingId: booking.bookingId };
}

const takenIntervals = async ({ inspect }: StoreUnderTest): Promise<readonly Interval[]> =>
  (await inspect.days())
    .flatMap(({ claims }) => claims.map(({ from, to }) => ({ from, to })))
    .sort((a, b) => a.from - b.from);

const hourFrom = (from: number): Interval => ({ from, to: from + HOUR });

export const moveStories: readonly Story[] = [
  {
    name: 'a booking can be moved so that it overlaps its own old slot',
    tags: ['reschedule'],
    async tell(under) {
      const desk = deskOver(under.store);
      const booking = await book(desk, 0);
      const dateTime = new Date(SLOT + 30 * MINUTE);
      await value(desk.reschedule({ ...booking, dateTime }), 'a booking is not in its own way');
      same(
        await takenIntervals(under),
        [hourFrom(dateTime.getTime())],
        'the new slot is taken and the old one is free',
      );
      await audit(under);
    },
  },
  {
    name: 'a booking that cannot be moved keeps its slot',
    tags: ['reschedule'],
    async tell(under) {
      const desk = deskOver(under.store);
      const booking = await book(desk, 0);
      await book(desk, 1, 'bob');
      const refused = await failure(desk.reschedule({ ...booking, dateTime: at(1) }), 'a taken slot is not moved into');
      same(refused.kind, 'slot_unavailable', 'the refusal says that there is no room');
      same(await takenIntervals(under), [hourFrom(SLOT), hourFrom(SLOT + HOUR)], 'both bookings are where they were');
      await audit(under);
    },
  },
  {
    name: 'two bookings that want to swap are both refused, and both keep their slot',
    tags: ['reschedule', 'race'],
    async tell(under) {
      const [one, two] = [deskOver(under.store), deskOver(under.store)];
      const [ada, bob] = [await book(one, 0), await book(two, 24, 'bob')];
      const refused = await Promise.all([
        failure(one.reschedule({ ...ada, dateTime: at(24) }), 'a slot is not free while its booking wants to leave'),
        failure(two.reschedule({ ...bob, dateTime: at(0) }), 'a slot is not free while its booking wants to leave'),
      ]);
      same(
        refused.map(({ kind }) => kind),
        ['slot_unavailable', 'slot_unavailable'],
        'both are told that there is no room',
      );
      same(
        await takenIntervals(under),
        [hourFrom(SLOT), hourFrom(SLOT + 24 * HOUR)],
        'both bookings are where they were',
      );
      await audit(under);
    },
  },
  {
    name: '10 bookings that are moved at once into a slot with room for 3: exactly 3 are, the others stay',
    tags: ['reschedule', 'race'],
    timeoutMs: 20_000,
    async tell(under) {
      const desks = desksOver([under.store], 5);
      const [first] = desks;
      check(first !== undefined, 'there is somebody to ask');
      await offer(first, { capacity: 3 });
      const bookings = [];
      for (let n = 0; n < 10; n += 1) bookings.push(await book(first, n, `user-${n}`));
      const results = await Promise.all(
        bookings.map((booking, n) => (desks[n % desks.length] ?? first).reschedule({ ...booking, dateTime: at(30) })),
      );
      const refusals = results.flatMap((result) => (result.isErr() ? [result.error.kind] : []));
      same(
        refusals,
        Array(7).fill('slot_unavailable'),
        'three get the slot, and the others are refused for want of room',
      );
      const moved = (await audit(under)).filter(({ startsAt }) => startsAt === at(30).getTime());
      same(moved.length, 3, 'three are in the new slot and the others in their old ones');
    },
  },
];
