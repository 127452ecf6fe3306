import { value } from './check.js';
import { DAY, record, SERVICE } from './samples.js';
import type { StoreUnderTest } from './store-under-test.js';

/** All that a commit could touch, read by id, because lists may lag behind, and behind the adapter's back. */
export async function pictureOf(
  { store, inspect }: Pick<StoreUnderTest, 'store' | 'inspect'>,
  bookingIds: readonly string[],
) {
  const days = [{ serviceId: SERVICE, day: DAY }];
  const { repository } = store;
  const loaded = await value(repository.load({ record: record().scope, days }), 'load answers');
  const bookings = [];
  for (const bookingId of bookingIds) {
    bookings.push({
      booking: await value(repository.get(bookingId), 'get answers'),
      history: await value(repository.history(bookingId, 0, 100), 'history answers'),
    });
  }
  const inspectedDays = [...(await inspect.days())].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return {
    record: loaded.record,
    days: loaded.days,
    bookings,
    inspectedDays,
    eventIds: [...(await inspect.eventIds())].sort(),
  };
}

const keyOf = ({ day, serviceId }: { day: string; serviceId: string }): string => `${day} ${serviceId}`;
