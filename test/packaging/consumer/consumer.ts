// Never run: a strict consumer's compiler reads it against the packed declarations, and ours against the sources.
import { DatabaseSync } from 'node:sqlite';
import express, { type Request } from 'express';
import { Redis } from 'ioredis';
import { createBookings, err, ok, okAsync, type Actor, type Booking, type Bookings } from 'holdfast';
import { inMemoryFeedTokens, inMemoryStore } from 'holdfast/adapters/in-memory';
import { redisBroadcaster, redisFeed, type RedisFeed, redisTickets } from 'holdfast/adapters/redis';
import { sqliteStore } from 'holdfast/adapters/sqlite';
import { systemClock } from 'holdfast/adapters/system';
import { boardFiles } from 'holdfast/board';
import { createBoardRouter, createBookingRouter, trustEveryone } from 'holdfast/express';
import { createLiveServer } from 'holdfast/express/live';
import type { Notifier, Store } from 'holdfast/ports';
import { createTestBookings, storeContract, user } from 'holdfast/testing';

const quiet: Notifier = { notify: () => okAsync(undefined) };
const plain: Notifier = {
  async notify(event) {
    return event.type === 'BookingCancelled' ? err({ kind: 'not_notified', retry: false }) : ok(undefined);
  },
};

export const stores: readonly Store[] = [inMemoryStore(), sqliteStore(new DatabaseSync(':memory:'))];
export const bookings: Bookings = createBookings({ clock: systemClock, notifier: quiet, defaultActor: null });
export const louder = createBookings({ notifier: plain });

const actorOf = (req: Request): Actor | undefined => {
  const subject = req.get('x-user');
  return subject === undefined ? undefined : { subject, roles: ['user'] };
};
export const app = express().use('/api', createBookingRouter(bookings, { authenticate: actorOf }));
app.use(createBookingRouter(bookings, { authenticate: trustEveryone, calendars: { feedTokens: inMemoryFeedTokens() } }));
const live = createLiveServer({ authenticate: trustEveryone, origins: ['https://desk.example'] });
app.use(createBookingRouter(createBookings({ broadcaster: live.broadcaster, notifier: quiet }), { authenticate: actorOf, tickets: live.tickets }));
live.attach(app.listen(0));
// @ts-expect-error What only Express or a middleware adds, a handshake does not have.
createLiveServer({ authenticate: actorOf });
app.use('/board', createBoardRouter({ api: '../api/' }));
export const page: Uint8Array | undefined = boardFiles({ live: 'off' }).find(({ path }) => path === 'index.html')?.body;
// @ts-expect-error Nobody gets an open router by leaving something out.
app.use(createBookingRouter(bookings, {}));

export async function book(req: Request): Promise<Booking | string> {
  const result = await bookings.create(
    { userId: 'ada', serviceId: 'massage', dateTime: new Date(), notes: req.get('x-notes') },
    { actor: actorOf(req), idempotencyKey: req.get('Idempotency-Key') },
  );
  return result.match(
    ({ booking }) => booking,
    (refusal) => (refusal.kind === 'slot_unavailable' ? `${refusal.unitsLeft} left` : refusal.kind),
  );
}

export function detailOf(booking: Booking): string {
  switch (booking.status) {
    case 'held': return booking.holdExpiresAt;
    case 'confirmed': return booking.confirmedAt;
    case 'completed': return booking.completedAt;
    case 'cancelled': return booking.cancelReason ?? booking.cancelledBy;
    case 'no_show': return booking.noShowAt;
    case 'expired': return booking.expiredAt;
  }
}

const kit = createTestBookings({ at: '2026-12-01T08:00:00Z' });
kit.clock.advance({ minutes: 10 });
export const held = kit.bookings.create(
  { userId: 'ada', serviceId: 'chair', dateTime: '2026-12-01T10:00:00Z', hold: true },
  { actor: user('ada') },
);
export const contract = storeContract;

const redis = new Redis('redis://127.0.0.1:6379', { lazyConnect: true });
export const feed: RedisFeed = redisFeed(redis, { broadcaster: redisBroadcaster(redis), logger: console });
export const tickets = redisTickets(redis, { prefix: 'mine:' });
