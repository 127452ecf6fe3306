// A process that works through numbered requests, each under its own key, and tells every answer when it has come; its
// relay writes each event's id into a file. It may be killed at any moment; another one repeats what got no answer.
import { appendFileSync, writeSync } from 'node:fs';
import { type Booking, createBookings, type Notifier, okAsync } from 'holdfast';
import { systemClock } from 'holdfast/adapters/system';
import type { Share } from './killed-runs.js';
import { openedStore } from './opened-store.ts';

const share: Share = JSON.parse(process.argv[2] ?? '');
const HOUR_MS = 3_600_000;
const AT_ONCE = 4;

const notifier: Notifier = {
  notify: (event) => {
    appendFileSync(share.deliveries, `${event.eventId}\n`);
    return okAsync(undefined);
  },
};
const { store, close } = await openedStore(share.store);
const { since, speed, laterMs } = share.clock;
const clock = { ...systemClock, now: () => since + (Date.now() - since) * speed + laterMs };
const bookings = createBookings({ store, notifier, clock });
bookings.background.start();

type Told = { readonly booking: Booking } | { readonly refused: string };

/** Two requests want each slot. Every third booking is cancelled again, so that some have more than one event. */
async function serve(n: number): Promise<readonly Told[]> {
  const dateTime = new Date(Date.parse(share.start) + Math.floor(n / 2) * HOUR_MS);
  const input = { userId: `u-${n}`, serviceId: 'chair', dateTime, metadata: { key: `create ${n}` } };
  const created = await bookings.create(input, { idempotencyKey: `create ${n}` });
  if (created.isErr()) return [{ refused: created.error.kind }];
  const { booking } = created.value;
  if (n % 3 !== 0) return [{ booking }];
  const cancelled = await bookings.cancel({ bookingId: booking.bookingId }, { idempotencyKey: `cancel ${n}` });
  return [{ booking }, cancelled.isOk() ? { booking: cancelled.value.booking } : { refused: cancelled.error.kind }];
}

let next = share.from;
async function work(): Promise<void> {
  while (next < share.to) {
    const n = next++;
    const told = await serve(n);
    // Past any buffer of this process's: what the parent has read was acknowledged.
    writeSync(1, `${JSON.stringify({ n, told })}\n`);
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
await bookings.background.stop();
await close();
