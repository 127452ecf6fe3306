import { check, failure, same, value } from '../check.js';
import { HOUR, MINUTE, NOW, SLOT } from '../samples.js';
import type { StoreUnderTest } from '../store-under-test.js';
import type { Story } from '../story.js';
import { audit } from './audit.js';
import { type Desk, deskOver, offer, slot } from './desk.js';

const EXPIRY = NOW + 10 * MINUTE;

/** A hold of ada's that lapses at `EXPIRY`, and somebody whose clock already says so while ada's does not yet. */
async function lapsing({ store }: StoreUnderTest, dateTime = new Date(SLOT)) {
  const [slow, fast] = [deskOver(store), deskOver(store)];
  await offer(slow, { capacity: 1, holdMinutes: 10 });
  const { booking } = await value(slow.create(slot({ hold: true, dateTime })), 'a free slot can be held');
  slow.clock.at = EXPIRY - 1;
  fast.clock.at = EXPIRY;
  return { slow, fast, ada: { bookingId: booking.bookingId } };
}

const bob = slot({ userId: 'bob' });
const kindOf = async (desk: Desk, command: 'create' | 'confirm', ada: { readonly bookingId: string }) => {
  const result = await (command === 'create' ? desk.create(bob) : desk.confirm(ada));
  return result.isOk() ? 'ok' : result.error.kind;
};

export const holdStories: readonly Story[] = [
  {
    name: 'a hold keeps its slot until a millisecond before its expiry and not at that instant',
    tags: ['hold'],
    async tell(under) {
      const { slow, fast, ada } = await lapsing(under);
      same(await kindOf(slow, 'create', ada), 'slot_unavailable', 'a held slot is taken while the hold is alive');
      same(await kindOf(fast, 'create', ada), 'ok', 'a slot is free at the instant its hold lapses');
      same(await kindOf(fast, 'confirm', ada), 'hold_expired', 'a hold is not confirmed at the instant it lapses');
      await audit(under);
    },
  },
  {
    name: 'a hold that is confirmed a millisecond before its expiry keeps its slot',
    tags: ['hold'],
    async tell(under) {
      const { slow, fast, ada } = await lapsing(under);
      same(await kindOf(slow, 'confirm', ada), 'ok', 'a hold is confirmed as long as it is alive');
      same(await kindOf(fast, 'create', ada), 'slot_unavailable', 'a confirmed hold does not lapse');
      await audit(under);
    },
  },
  {
    name: 'a hold whose claim is gone is not confirmed, though by a slow clock it is alive',
    tags: ['hold'],
    async tell(under) {
      const { slow, fast, ada } = await lapsing(under);
      same(await kindOf(fast, 'create', ada), 'ok', 'a slot is free at the instant its hold lapses');
      same(
        await kindOf(slow, 'confirm', ada),
        'hold_expired',
        'a hold that is no longer in its service day is not confirmed',
      );
      await audit(under);
    },
  },
  {
    name: 'a confirm and a taker at the instant of expiry, at once: one of them gets the slot',
    tags: ['hold', 'race'],
    async tell(under) {
      const { slow, fast, ada } = await lapsing(under);
      const told = await Promise.all([kindOf(slow, 'confirm', ada), kindOf(fast, 'create', ada)]);
      const isOne = told[0] === 'ok' ? told[1] === 'slot_unavailable' : told[0] === 'hold_expired' && told[1] === 'ok';
      check(
        isOne,
        `exactly one of the two succeeds and the other is told why not, but they were told ${told.join(' and ')}`,
      );
      await audit(under);
    },
  },
  {
    name: 'a hold over midnight that has lost one of its days is not confirmed and blocks nobody',
    tags: ['hold'],
    async tell(under) {
      const midnight = Date.parse('2126-05-03T00:00:00.000Z');
      const { slow, fast, ada } = await lapsing(under, new Date(midnight - HOUR / 2));
      await value(
        fast.create(slot({ userId: 'bob', dateTime: new Date(midnight) })),
        'the second half is free once the hold lapsed',
      );
      same(await kindOf(slow, 'confirm', ada), 'hold_expired', 'a hold that is only half there is not confirmed');
      slow.clock.at = EXPIRY;
      await value(
        slow.create(slot({ userId: 'eve', dateTime: new Date(midnight - HOUR) })),
        'the first half is free as well',
      );
      await audit(under);
    },
  },
  {
    name: 'a hold that is cancelled or moved leaves nothing behind',
    tags: ['hold'],
    async tell(under) {
      const { slow, ada } = await lapsing(under);
      await value(
        slow.reschedule({ ...ada, dateTime: new Date(SLOT + 2 * HOUR) }),
        'a hold can be moved while it is alive',
      );
      await value(slow.create(bob), 'the slot that a hold was moved from is free');
      await value(slow.cancel(ada), 'a hold can be cancelled');
      const days = await under.inspect.days();
      same(
        days.flatMap(({ claims }) => claims.flatMap(({ holds }) => holds)),
        [],
        'no hold is left in the service days',
      );
      await failure(slow.confirm(ada), 'a cancelled hold cannot be confirmed');
      await audit(under);
    },
  },
];
