import type { ChangeSet } from '../../../../ports/repository.js';
import { check, same } from '../check.js';
import { pictureOf } from '../picture.js';
import { cancelled, confirmed, day, record, taken } from '../samples.js';
import type { StoreUnderTest } from '../store-under-test.js';
import type { Story } from '../story.js';
import { changeTo, write } from '../write.js';
import { relayOf } from './relays.js';

const past = changeTo(confirmed(), [day(1, [taken(1)])], { record: { put: record() } });
const gone = cancelled({ version: 2 });
const days = [day(2), day(1, [taken(1)], { day: '2126-05-03' })];
const answered = record({ requestId: 'request 2' });
const next = changeTo(gone, days, { record: { put: answered, replaces: record().requestId } });

const WHOLE = {
  record: answered,
  days: [day(2)],
  bookings: [{ booking: gone, history: [past.event, next.event] }],
  inspectedDays: days,
  eventIds: ['b-1:1', 'b-1:2'],
};

/** What a commit that dies half-way answers does not matter, unless it says that all is done. */
async function dying({ store }: StoreUnderTest, change: ChangeSet): Promise<{ readonly acknowledged: boolean }> {
  try {
    return { acknowledged: (await store.repository.commit(change)).isOk() };
  } catch {
    return { acknowledged: false };
  }
}

export const crashStory = (step: string): Story => ({
  name: `a commit that dies after "${step}" is there as a whole or not at all`,
  tags: ['crash', 'durable'],
  needs: 'durable',
  async tell(under, capabilities) {
    check(under.crashAt !== undefined, 'a contract with `crashSteps` needs `crashAt`');
    await write(under.store, past);
    const before = await pictureOf(under, ['b-1']);
    await under.crashAt(step);
    const { acknowledged } = await dying(under, next);
    const again = await under.reopen?.();
    check(again !== undefined, 'a contract with `crashSteps` needs `reopen`');
    try {
      const found = await pictureOf({ store: again, inspect: under.inspect }, ['b-1']);
      const isThere = found.bookings[0]?.booking?.version === 2;
      check(isThere || !acknowledged, 'what was acknowledged is there after the crash');
      if (!isThere) same(found, before, 'a commit that is not there has left nothing behind');
      if (capabilities.outbox) {
        const events = isThere ? ['b-1:1', 'b-1:2'] : ['b-1:1'];
        same(
          await relayOf(again, 'one').lease(),
          events,
          'the events to deliver are those of the commits that are there',
        );
      }
      if (!isThere) await write(again, next);
      const whole = await pictureOf({ store: again, inspect: under.inspect }, ['b-1']);
      same(whole, WHOLE, 'a commit that is there is there whole, and one that is not can be made again');
    } finally {
      await again.close?.();
    }
  },
});
