import { describe, expect, it } from 'vitest';
import { randomFaults, seeded } from '../../faults/random-faults.js';
import { booked, chair, house, office, offer, taken } from './office.js';

const ROUNDS = 200;
const SKEW_MS = 2_000;
const HOLD_MINUTES = 5;

/** One round: the holder's process is 2 s behind the taker's, and the instant of expiry is at `offsetMs` from now. */
async function round(seed: number, offsetMs: number) {
  const random = seeded(seed);
  const shared = house();
  const holder = office({ seed }, shared);
  const taker = office({ seed, aheadMs: SKEW_MS }, shared);
  await offer(holder, { holdMinutes: HOLD_MINUTES });
  const bookingId = await booked(holder, { hold: true });
  shared.clock.advance({ minutes: HOLD_MINUTES, ms: offsetMs });
  for (const { faults } of [holder, taker]) faults.always(randomFaults(random, { turns: 6 }));

  const confirming = async () => holder.bookings.confirm({ bookingId });
  const creating = async () => taker.bookings.create(chair({ userId: 'bob' }));
  const [first, second] = random() < 0.5 ? [confirming, creating] : [creating, confirming];
  const told = await Promise.all([first(), second()]);
  return { told, taken: await taken(shared) };
}

describe('a hold that is confirmed by a slow clock and taken for lapsed by a fast one, in the same moment', () => {
  it(`goes to one of the two, never to both and never to neither, in ${ROUNDS} interleavings`, async () => {
    const random = seeded(2026);
    const winners = new Set<string>();
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      // Anywhere from well alive for both to just lapsed for both.
      const { told, taken: claims } = await round(seed, -Math.floor(random() * 1.5 * SKEW_MS));
      const won = told.flatMap((reply) => (reply.isOk() ? [reply.value.booking.userId] : []));
      const lost = told.flatMap((reply) => (reply.isErr() ? [reply.error.kind] : []));

      expect({ seed, won: won.length }).toEqual({ seed, won: 1 });
      expect(['slot_unavailable', 'hold_expired']).toContain(lost[0]);
      expect(claims).toEqual([{ confirmedUnits: 1, holds: [] }]);
      winners.add(won[0] ?? '');
    }
    expect(winners).toEqual(new Set(['ada', 'bob']));
  });

  it.each([
    { at: 'one millisecond before its expiry', offsetMs: -SKEW_MS - 1, winner: 'ada' },
    { at: 'the instant of its expiry by the slow clock', offsetMs: 0, winner: 'bob' },
  ])('at $at there is nothing to race for', async ({ offsetMs, winner }) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { told } = await round(seed, offsetMs);
      expect(told.flatMap((reply) => (reply.isOk() ? [reply.value.booking.userId] : []))).toEqual([winner]);
    }
  });
});
