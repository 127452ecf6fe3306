import type { BookingState } from '../../../src/domain/booking/state.js';
import { randomFaults, rounds, seeded } from '../../faults/random-faults.js';
import type { Reply } from './commands.js';
import { chair, house, type House, type Office, office, offer, SLOT, story, taken, bookingsIn } from './office.js';

const CAPACITY = 2;
const ANSWERED = ['try_again', 'store_unavailable'];
const RATES = { requestLost: 0.08, answerLost: 0.08, late: 0.15, turns: 5, rounds: 0.15 };
const STARTS = [SLOT, '2026-12-01T10:30:00.000Z', '2026-12-01T23:30:00.000Z', '2026-12-02T00:00:00.000Z'];

/** A random command; with a key it is sent twice, as by a client that did not hear the first answer. */
async function request(at: Office, random: () => number, ids: readonly string[], n: number): Promise<readonly Reply[]> {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const options = random() < 0.5 ? { idempotencyKey: `key-${n}` } : {};
  const bookingId = pick(ids) ?? 'none';
  const dateTime = pick(STARTS) ?? SLOT;
  const hold = random() < 0.5;
  const userId = `u${n}`;
  const send = pick<() => Promise<Reply>>([
    async () => at.bookings.create(chair({ userId, dateTime, hold }), options),
    async () => at.bookings.confirm({ bookingId }, options),
    async () => at.bookings.reschedule({ bookingId, dateTime }, options),
    async () => at.bookings.update({ bookingId, notes: userId }, options),
    async () => at.bookings.cancel({ bookingId }, options),
  ]);
  if (!send) return [];
  return Promise.all(options.idempotencyKey === undefined ? [send()] : [send(), send()]);
}

/** Three processes with clocks apart, a few bookings, many requests at once, and a line that loses what it likes. */
async function history(seed: number): Promise<{ shared: House; replies: readonly (readonly Reply[])[] }> {
  const random = seeded(seed);
  const shared = house();
  const offices = [0, 1_000, -1_000].map((aheadMs) => office({ aheadMs, seed }, shared));
  const [first] = offices;
  if (!first) throw new Error('an office');
  await offer(first, { capacity: CAPACITY });
  const ids: string[] = [];
  for (const dateTime of [SLOT, '2026-12-01T23:30:00.000Z']) {
    const told = await first.bookings.create(chair({ dateTime, hold: random() < 0.5 }));
    ids.push(told._unsafeUnwrap().booking.bookingId);
  }
  shared.clock.advance({ minutes: 15, ms: Math.floor(random() * 4_000) - 2_500 });
  for (const { faults } of offices) faults.always(randomFaults(random, RATES));

  const replies = await Promise.all(
    Array.from({ length: 24 }, (_, n) => request(offices[n % 3] ?? first, random, ids, n)),
  );
  for (const { faults } of offices) faults.calm();
  await rounds(10);
  return { shared, replies };
}

/** How many events a create or an update of one user's brought about. */
async function effectsIn(shared: House): Promise<(user: string) => number> {
  const bookings = await bookingsIn(shared);
  const events = await Promise.all(
    bookings.map(async ({ bookingId }) => (await shared.inner.repository.history(bookingId, 0, 100))._unsafeUnwrap()),
  );
  const by = events.flat().map(({ event: { type, bookingVersion, booking } }) => {
    if (bookingVersion === 1) return booking.userId;
    return type === 'BookingUpdated' ? booking.notes : undefined;
  });
  return (user) => by.filter((name) => name === user).length;
}

const KEEPS = ['confirmed', 'completed', 'no_show'];

/** Days on which other units are stored than the bookings claim. */
async function unbalancedDays(shared: House, bookings: readonly BookingState[]): Promise<readonly string[]> {
  const midnight = Date.parse('2026-12-02');
  const days = [
    { day: '2026-12-01', from: 0, to: midnight },
    { day: '2026-12-02', from: midnight, to: Number.POSITIVE_INFINITY },
  ];
  const wrong = await Promise.all(
    days.map(async ({ day, from, to }) => {
      const claimed = bookings
        .filter(({ status, claim }) => KEEPS.includes(status) && claim.from < to && claim.to > from)
        .reduce((sum, { claim }) => sum + claim.units, 0);
      const stored = (await taken(shared, day)).reduce((sum, { confirmedUnits }) => sum + confirmedUnits, 0);
      return stored === claimed ? [] : [`${day}: ${stored} stored, ${claimed} claimed`];
    }),
  );
  return wrong.flat();
}

/** The most confirmed units at any instant. */
function peakOf(bookings: readonly BookingState[]): number {
  const confirmed = bookings.filter(({ status }) => KEEPS.includes(status));
  return Math.max(
    0,
    ...confirmed.map(({ startsAt }) =>
      confirmed
        .filter(({ claim }) => claim.from <= startsAt && startsAt < claim.to)
        .reduce((sum, { claim }) => sum + claim.units, 0),
    ),
  );
}

/** One key, one answer; what was answered is in the history; who was refused has no effect, and nobody has two. */
async function untruths(shared: House, replies: readonly (readonly Reply[])[], seen: Set<string>): Promise<readonly string[]> {
  const effects = await effectsIn(shared);
  const wrong: string[] = [];
  for (const [n, told] of replies.entries()) {
    const answers = told.map((reply) => (reply.isOk() ? reply.value : reply.error));
    const final = answers.filter((answer) => !('kind' in answer) || !ANSWERED.includes(answer.kind));
    if (new Set(final.map((answer) => JSON.stringify({ ...answer, replayed: undefined }))).size > 1) wrong.push(`${n}: two answers`);
    if (final.filter(({ replayed }) => !replayed).length > 1) wrong.push(`${n}: two first answers`);
    if (effects(`u${n}`) > 1) wrong.push(`${n}: two effects`);
    for (const answer of answers) {
      seen.add('kind' in answer ? answer.kind : 'booked');
      if (answer.replayed) seen.add('replayed');
      if ('kind' in answer) {
        if (!ANSWERED.includes(answer.kind) && effects(`u${n}`) > 0) wrong.push(`${n}: refused, and took place`);
        continue;
      }
      const { bookingId, version } = answer.booking;
      const events = (await shared.inner.repository.history(bookingId, version - 1, 1))._unsafeUnwrap();
      if (JSON.stringify(events[0]?.event.booking) !== JSON.stringify(answer.booking)) wrong.push(`${n}: not in the history`);
    }
  }
  return wrong;
}

/** What is wrong after one seeded history; `seen` gathers the kinds of its answers. */
export async function wrongsOf(seed: number, seen: Set<string>): Promise<readonly string[]> {
  const { shared, replies } = await history(seed);
  const bookings = await bookingsIn(shared);
  const stories = await Promise.all(bookings.map(({ bookingId }) => story(shared, bookingId)));
  return [
    ...(peakOf(bookings) > CAPACITY ? ['overbooked'] : []),
    ...(bookings.some(({ version }, at) => stories[at]?.length !== version) ? ['a version without its event'] : []),
    ...(await unbalancedDays(shared, bookings)),
    ...(await untruths(shared, replies, seen)),
  ];
}
