import { appendFileSync, writeSync } from 'node:fs';
import { systemClock } from '../../src/adapters/system/index.js';
import { type Booking, createBookings, err, type Notifier, ok, type Store } from '../../src/index.js';

/** What one process is told to do. */
export interface Share {
  /** What its store is called. */
  readonly store: string;
  /** The file for the ids of delivered events. */
  readonly deliveries: string;
  /** How long it takes to deliver one, and how many of all tries fail. */
  readonly notifyMs: number;
  readonly failingShare: number;
  /** The first slot. */
  readonly start: string;
  /** The numbers of its requests; `to` is the first that is not its own. */
  readonly from: number;
  readonly to: number;
  /** Its clock was right at `since`, has run at `speed` from there, and is ahead. */
  readonly clock: { readonly since: number; readonly speed: number; readonly laterMs: number };
}

export const shareGiven = (): Share => JSON.parse(process.argv[2] ?? '');

const HOUR_MS = 3_600_000;
const AT_ONCE = 4;

type Told = { readonly booking: Booking } | { readonly refused: string };

/**
 * Works through numbered requests, each under its own key, and tells every answer when it has come; its relay writes
 * each event's id into a file. May be killed at any moment; another process repeats what got no answer.
 */
export async function workThrough(share: Share, store: Store): Promise<void> {
  const { deliveries, notifyMs, failingShare, start, from, to } = share;
  const { since, speed, laterMs } = share.clock;
  const notifier: Notifier = {
    async notify(event) {
      if (Math.random() < failingShare) return err({ kind: 'not_notified', retry: true });
      appendFileSync(deliveries, `${event.eventId}\n`);
      await systemClock.sleep(notifyMs);
      return ok(undefined);
    },
  };
  const bookings = createBookings({
    store,
    notifier,
    clock: { ...systemClock, now: () => since + (Date.now() - since) * speed + laterMs },
    logger: { ...console, warn: () => undefined },
  });
  bookings.background.start();

  /** Two requests want each slot. Every third booking is cancelled again, so that some have more than one event. */
  async function serve(n: number): Promise<readonly Told[]> {
    const dateTime = new Date(Date.parse(start) + Math.floor(n / 2) * HOUR_MS);
    const input = { userId: `u-${n}`, serviceId: 'chair', dateTime, metadata: { key: `create ${n}` } };
    const created = await bookings.create(input, { idempotencyKey: `create ${n}` });
    if (created.isErr()) return [{ refused: created.error.kind }];
    const { booking } = created.value;
    if (n % 3 !== 0) return [{ booking }];
    const cancelled = await bookings.cancel({ bookingId: booking.bookingId }, { idempotencyKey: `cancel ${n}` });
    return [{ booking }, cancelled.isOk() ? { booking: cancelled.value.booking } : { refused: cancelled.error.kind }];
  }

  let next = from;
  async function work(): Promise<void> {
    while (next < to) {
      const n = next++;
      const told = await serve(n);
      // Past any buffer of this process's: what the parent has read was acknowledged.
      writeSync(1, `${JSON.stringify({ n, told })}\n`);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await bookings.background.stop();
}
