import type { BookingState, Held } from '../../../../domain/booking/state.js';
import { same } from '../check.js';
import { onceListed } from '../eventually.js';
import { cancelled, confirmed, held, MINUTE, NOW } from '../samples.js';
import type { Story } from '../story.js';
import { changeTo, write } from '../write.js';
import { readLapsed } from './paging.js';

const holdOf = (bookingId: string, minutes: number): Held => held({ bookingId, holdExpiresAt: NOW + minutes * MINUTE });
const recordedAsExpired = ({ holdExpiresAt, ...hold }: Held): BookingState => ({
  ...hold,
  status: 'expired',
  expiredAt: holdExpiresAt,
  version: hold.version + 1,
});

export const lapsedStories: readonly Story[] = [
  {
    name: 'lists lapsed holds from the instant of their expiry on, by expiry and then by id',
    tags: ['list', 'hold'],
    async tell({ store }, capabilities) {
      const holds = [holdOf('d', 5), holdOf('c', 10), holdOf('b', 5), holdOf('a', 20), holdOf('e', 100)];
      for (const hold of holds) await write(store, changeTo(hold));
      await write(store, changeTo(confirmed({ bookingId: 'never held' })));
      await onceListed(capabilities, async () => {
        for (const limit of [1, 2, 3, 100]) {
          const lapsedAt = (now: number) => readLapsed(store.repository, now, limit);
          same(await lapsedAt(NOW + 5 * MINUTE - 1), [], 'a hold is not lapsed a millisecond before its expiry');
          same(await lapsedAt(NOW + 5 * MINUTE), ['b', 'd'], 'a hold is lapsed at the instant of its expiry');
          same(
            await lapsedAt(NOW + 20 * MINUTE),
            ['b', 'd', 'c', 'a'],
            'lapsed holds are listed by expiry and then by id',
          );
        }
      });
    },
  },
  {
    name: 'lists as lapsed only what is still held, by its present expiry',
    tags: ['list', 'hold'],
    async tell({ store }, capabilities) {
      for (const id of ['confirmed', 'cancelled', 'expired', 'prolonged', 'lapsed'])
        await write(store, changeTo(holdOf(id, 5)));
      await write(
        store,
        changeTo(confirmed({ bookingId: 'confirmed', version: 2 })),
        changeTo(cancelled({ bookingId: 'cancelled', version: 2 })),
        changeTo({ ...holdOf('prolonged', 60), version: 2 }),
        { booking: recordedAsExpired(holdOf('expired', 5)), days: [], decidedAt: NOW + 5 * MINUTE },
      );
      await onceListed(capabilities, async () => {
        const found = await readLapsed(store.repository, NOW + 10 * MINUTE, 100);
        same(found, ['lapsed'], 'what is no longer held, or held for longer, is not listed');
      });
    },
  },
  {
    name: 'lists every lapsed hold although the ones before it are recorded as expired between two pages',
    tags: ['list', 'hold', 'race'],
    async tell({ store }, capabilities) {
      const holds = Array.from({ length: 9 }, (_, n) => holdOf(`b-${n}`, 1 + (n % 3)));
      for (const hold of holds) await write(store, changeTo(hold));
      const all = ['b-0', 'b-3', 'b-6', 'b-1', 'b-4', 'b-7', 'b-2', 'b-5', 'b-8'];
      await onceListed(capabilities, async () => {
        same(await readLapsed(store.repository, NOW + 10 * MINUTE, 100), all, 'every lapsed hold is listed');
      });
      const swept = await readLapsed(store.repository, NOW + 10 * MINUTE, 2, async (page) => {
        for (const hold of page) await write(store, { booking: recordedAsExpired(hold), days: [], decidedAt: hold.holdExpiresAt });
      });
      same(swept, all, 'a cursor goes on where the page ended, though what the page held is gone from the list');
    },
  },
];
