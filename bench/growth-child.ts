// A process with so many bookings stored; for every message it answers with the microseconds of one create.
import { type Bookings, createBookings } from 'holdfast';
import { book, requestsFrom } from './requests.ts';
import { perSecond } from './rounds.ts';

const BATCH = 1_000;
const WARM_UP = 20_000;
const stored = Number(process.argv[2]);

async function bookingsWith(count: number): Promise<Bookings> {
  const bookings = createBookings();
  for (let made = 0; made < count; made += BATCH) await book(bookings, requestsFrom(made, BATCH));
  return bookings;
}

await bookingsWith(WARM_UP);
const large = stored > 10 * BATCH ? await bookingsWith(stored) : undefined;
let next = stored;

async function measure(): Promise<number> {
  // A small store would not stay small: every batch finds a new one.
  const bookings = large ?? (await bookingsWith(stored));
  const requests = requestsFrom(next, BATCH);
  next += BATCH;
  return 1e6 / (await perSecond(BATCH, () => book(bookings, requests)));
}

process.on('message', () => {
  void measure().then((figure) => process.send?.(figure));
});
process.send?.('ready');
