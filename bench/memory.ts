import { randomUUID } from 'node:crypto';
import { createBookings } from 'holdfast';
import { inTurn, median, medianRatio, perSecond } from './rounds.ts';
import { book, type BookingRequest, requestsFrom } from './requests.ts';
import { rate, type Row } from './table.ts';

const AIM = 0.2;
const BATCH = 5_000;

/** What no booking system can do without: an object, an id, a place to keep it. */
export async function memory(): Promise<readonly Row[]> {
  const bookings = createBookings();
  const map = new Map<string, object>();
  let made = 0;
  const nextBatch = (): readonly BookingRequest[] => requestsFrom((made += BATCH), BATCH);
  const keep = (request: BookingRequest): void => {
    const bookingId = randomUUID();
    map.set(bookingId, { bookingId, ...request, status: 'confirmed', version: 1 });
  };

  const ours = (): Promise<number> => {
    const requests = nextBatch();
    return perSecond(BATCH, () => book(bookings, requests));
  };
  const bare = (): Promise<number> => {
    const requests = nextBatch();
    return perSecond(BATCH, () => {
      for (const request of requests) keep(request);
    });
  };
  const awaited = (): Promise<number> => {
    const requests = nextBatch();
    return perSecond(BATCH, async () => {
      for (const request of requests) await Promise.resolve().then(() => keep(request));
    });
  };

  const [created = [], floor = [], asynchronous = []] = await inTurn(30, 6, [ours, bare, awaited]);
  const ratio = medianRatio(created, floor);
  return [
    { measure: 'create, in memory', ours: rate(median(created)), floor: rate(median(floor)), ratio: ratio.toFixed(2), aim: `≥ ${AIM.toFixed(2)}`, met: ratio >= AIM },
    { measure: '… over the floor awaited', ours: rate(median(created)), floor: rate(median(asynchronous)), ratio: medianRatio(created, asynchronous).toFixed(2), aim: '' },
  ];
}
