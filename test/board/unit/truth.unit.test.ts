import type { Booking } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { createBookingStore } from '../../../src/entrypoints/board/page/board/bookings/booking-store.js';
import { createApi } from '../../../src/entrypoints/board/page/board/api/api-client.js';
import { createTruth } from '../../../src/entrypoints/board/page/board/live/truth.js';
import { bookingOf } from '../bookings.ts';

const DAY = { from: Date.parse('2026-12-01T00:00:00Z'), to: Date.parse('2026-12-02T00:00:00Z') };
const list = (...items: readonly Booking[]) => Response.json({ items });

/** A reader of one day, by whatever a service answers. */
function readerOf(answer: (path: string) => Response | Promise<Response>) {
  const [store, told, asked]: [ReturnType<typeof createBookingStore>, string[], string[]] = [createBookingStore(), [], []];
  const api = createApi({
    base: new URL('https://api.example/'),
    token: () => undefined,
    onUnauthenticated: () => undefined,
    request: async (url) => {
      const { pathname } = new URL(url instanceof Request ? url.url : String(url));
      asked.push(pathname);
      return answer(pathname);
    },
  });
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const truth = createTruth({
    api,
    store,
    onBegin: () => void told.push('begins'),
    onReading(reading) {
      told.push(reading.kind === 'refused' ? `refused ${reading.problem.status}` : reading.kind);
      end();
    },
  });
  return { store, told, asked, truth, ended };
}

describe('a reading', () => {
  it('begins anew when it is asked for while another one is under way', async () => {
    const { told, truth } = readerOf(() => list());
    truth.look(DAY);
    truth.read();
    truth.read();
    await expect.poll(() => told).toEqual(['begins', 'whole', 'begins', 'whole']);
  });

  it.each([
    ['refused 429', () => new Response('', { status: 429 })],
    ['refused 503', () => Response.json({ code: 'store_unavailable' }, { status: 503 })],
    ['silent', () => Promise.reject(new TypeError('no network'))],
  ])('is %s, and not whole, when that is what came of looking for a booking that the list has no longer', async (outcome, answer) => {
    const { store, told, asked, truth, ended } = readerOf((path) => (path === '/bookings' ? list() : answer()));
    for (let index = 0; index < 20; index += 1) store.take(bookingOf({ id: `b-${index}` }));
    truth.look(DAY);
    await ended;
    expect([told, store.filter(() => true).length]).toEqual([['begins', outcome], 20]);
    // Nor is a service that cannot answer asked for all of them.
    expect(asked.filter((path) => path !== '/bookings').length).toBeLessThan(20);
  });

  it('is whole when it was told that there is no such booking', async () => {
    const { store, told, truth, ended } = readerOf((path) => (path === '/bookings' ? list() : new Response('', { status: 404 })));
    store.take(bookingOf());
    truth.look(DAY);
    await ended;
    expect([told, store.get('b-1')]).toEqual([['begins', 'whole'], undefined]);
  });
});
