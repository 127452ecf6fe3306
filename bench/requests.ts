import type { Bookings } from 'holdfast';

const DAY = 86_400_000;
const SERVICES = 5_000;
const tomorrow = (Math.floor(Date.now() / DAY) + 1) * DAY;

export interface BookingRequest {
  readonly userId: string;
  readonly serviceId: string;
  readonly dateTime: string;
}

/** The n-th of 1.8 million requests, each on a service day of its own: all succeed, and each finds an empty day. */
export const requestNumber = (n: number): BookingRequest => ({
  userId: `user-${n % 997}`,
  serviceId: `service-${n % SERVICES}`,
  dateTime: new Date(tomorrow + Math.floor(n / SERVICES) * DAY + 36_000_000).toISOString(),
});

/** Made before the clock runs: what a request costs to make is neither side's. */
export const requestsFrom = (first: number, count: number): readonly BookingRequest[] =>
  Array.from({ length: count }, (_, at) => requestNumber(first + at));

/** One after the other, or so many of them in flight at any time. */
export async function book(bookings: Bookings, requests: readonly BookingRequest[], inFlight = 1): Promise<void> {
  const waiting = requests.values();
  const serve = async (): Promise<void> => {
    for (const request of waiting) {
      const result = await bookings.create(request);
      if (result.isErr()) throw new Error(`${JSON.stringify(request)} was refused: ${result.error.kind}`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, serve));
}
