// A process that gives a share of 400 commands on a few slots, several at a time, and reports what each was told.
import { DatabaseSync } from 'node:sqlite';
import { createBookings } from 'holdfast';
import { sqliteStore } from 'holdfast/adapters/sqlite';

const [file = '', share = '0', first = ''] = process.argv.slice(2);
const HALF_HOUR_MS = 1_800_000;
const SLOTS = 6;
const COMMANDS = 100;
const AT_ONCE = 8;

const bookings = createBookings({ store: sqliteStore(new DatabaseSync(file)) });
const slot = (n: number): string => new Date(Date.parse(first) + (n % SLOTS) * HALF_HOUR_MS).toISOString();
const service = (n: number): string => (n % 2 === 0 ? 'tour' : 'chair');

/** Half of them are about a booking that any of the processes may have made. */
async function give(n: number) {
  const { items } = (await bookings.list({ serviceId: service(n >> 1), limit: 100 }))._unsafeUnwrap();
  const one = items[(n * 7 + Number(share)) % Math.max(items.length, 1)];
  if (n % 2 === 0 || one === undefined) {
    return bookings.create({
      userId: `u-${share}-${n}`,
      serviceId: service(n >> 1),
      dateTime: slot((n >> 1) * 5 + Number(share)),
      units: service(n >> 1) === 'tour' ? 1 + (n % 3) : 1,
      hold: n % 5 === 0,
    });
  }
  if (n % 3 !== 0) return bookings.cancel({ bookingId: one.bookingId });
  if (one.status === 'held') return bookings.confirm({ bookingId: one.bookingId });
  return bookings.reschedule({ bookingId: one.bookingId, dateTime: slot(n) });
}

const told: string[] = [];
let next = 0;
async function work(): Promise<void> {
  while (next < COMMANDS) {
    const outcome = await give(next++);
    told.push(outcome.isOk() ? 'ok' : outcome.error.kind);
  }
}
process.once('message', () => {
  void Promise.all(Array.from({ length: AT_ONCE }, work)).then(() => process.send?.(told, () => process.disconnect()));
});
process.send?.('ready');
