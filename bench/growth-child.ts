// A process with so many bookings stored; for every message it answers with the microseconds of one create.
import { createBookings } from 'holdfast';
import { book, requestsFrom } from './requests.ts';
import { perSecond } from './rounds.ts';

const BATCH = 1_000;
const WARM_UP = 20_000;
const stored = Number(process.argv[2]);

await book(createBookings(), requestsFrom(0, WARM_UP));

const bookings = createBookings();
let next = 0;
while (next < stored) {
  await book(bookings, requestsFrom(next, BATCH));
  next += BATCH;
}

process.on('message', () => {
  const requests = requestsFrom(next, BATCH);
  next += BATCH;
  void perSecond(BATCH, () => book(bookings, requests)).then((rate) => process.send?.(1e6 / rate));
});
process.send?.('ready');
