import { type Bookings, createBookings } from 'holdfast';
import { dynamodbStore } from 'holdfast/adapters/dynamodb';
import type { TableOfItsOwn } from '../../scripts/aws-local/table.ts';
import { PATIENCE, TIMEOUT_MS } from '../adapters/dynamodb/races/patience.js';
import { hourOf } from './caller.js';

const AT_ONCE = 8;
const HOURS = 24;
/** No policy looks further ahead. */
const DAYS = 300;
/** Of so many bookings, one is made by somebody whose first event is poison. */
export const POISON_EVERY = 500;
export const POISONED = 'poisoned';

async function bookOne(bookings: Bookings, n: number): Promise<void> {
  const isPoisoned = n % POISON_EVERY === POISON_EVERY - 1;
  const created = await bookings.create({
    userId: isPoisoned ? POISONED : `u-${n}`,
    serviceId: `room-${Math.floor(n / (HOURS * DAYS))}`,
    dateTime: hourOf(n % HOURS, 2 + (Math.floor(n / HOURS) % DAYS)),
  });
  if (created.isErr()) throw new Error(`booking ${n} was refused: ${created.error.kind}`);
  const { bookingId } = created.value.booking;
  // Behind a poisoned event there are always two more, behind another one sometimes.
  if (!isPoisoned && n % 3 !== 0) return;
  const changes = [await bookings.update({ bookingId, notes: 'changed' }), await bookings.cancel({ bookingId })];
  for (const changed of changes) if (changed.isErr()) throw new Error(`change of ${n} was refused: ${changed.error.kind}`);
}

/** Makes the bookings of these numbers, `to` left out, and changes every third, several at once. */
export async function book({ client, tableName }: TableOfItsOwn, from: number, to: number): Promise<void> {
  const bookings = createBookings({ store: dynamodbStore(client, { tableName, ...PATIENCE }), timeoutMs: TIMEOUT_MS });
  let next = from;
  const work = async (): Promise<void> => {
    while (next < to) await bookOne(bookings, next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
