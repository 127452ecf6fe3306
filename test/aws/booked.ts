import { type Booking, type Bookings, createBookings } from 'holdfast';
import { dynamodbStore } from 'holdfast/adapters/dynamodb';
import type { Reply } from 'holdfast/ports';
import type { TableOfItsOwn } from '../../scripts/aws-local/table.ts';
import { hourOf } from './caller.js';

const AT_ONCE = 8;
const TRIES = 20;
/** So many that nobody waits for another's service day. */
const ROOMS = 40;
const HOURS = 24;
/** Of so many bookings, one is made by somebody whose first event is poison. */
export const POISON_EVERY = 500;
export const POISONED = 'poisoned';

/** A busy machine is asked again, with the same key; anything else is a fault of the test. */
async function done(command: () => Reply<Booking, { readonly kind: string }>): Promise<string> {
  for (let tried = 1; ; tried += 1) {
    const told = await command();
    if (told.isOk()) return told.value.booking.bookingId;
    const { kind } = told.error;
    if (tried >= TRIES || !['try_again', 'store_unavailable'].includes(kind)) throw new Error(`refused: ${kind}`);
  }
}

async function bookOne(bookings: Bookings, n: number): Promise<void> {
  const isPoisoned = n % POISON_EVERY === POISON_EVERY - 1;
  const hour = Math.floor(n / ROOMS);
  const request = {
    userId: isPoisoned ? POISONED : `u-${n}`,
    serviceId: `room-${n % ROOMS}`,
    dateTime: hourOf(hour % HOURS, 2 + Math.floor(hour / HOURS)),
  };
  const bookingId = await done(() => bookings.create(request, { idempotencyKey: `create ${n}` }));
  // Behind a poisoned event there are always two more, behind another one sometimes.
  if (!isPoisoned && n % 3 !== 0) return;
  await done(() => bookings.update({ bookingId, notes: 'changed' }, { idempotencyKey: `update ${n}` }));
  await done(() => bookings.cancel({ bookingId }, { idempotencyKey: `cancel ${n}` }));
}

/** Makes the bookings of these numbers, `to` left out, and changes every third, several at once. */
export async function book({ client, tableName }: TableOfItsOwn, from: number, to: number): Promise<void> {
  const bookings = createBookings({ store: dynamodbStore(client, { tableName }) });
  let next = from;
  const work = async (): Promise<void> => {
    while (next < to) await bookOne(bookings, next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
