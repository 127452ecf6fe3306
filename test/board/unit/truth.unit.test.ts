import type { Booking } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { createBookingStore } from '../../../src/entrypoints/board/page/board/bookings/booking-store.js';
import { createApi } from '../../../src/entrypoints/board/page/board/api/api-client.js';
import { createTruth } from '../../../src/entrypoints/board/page/board/live/truth.js';

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
});
