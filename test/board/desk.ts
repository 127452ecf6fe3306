import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type CreateBooking, okAsync, type ServiceInput } from 'holdfast';
import { createBoardRouter, createBookingRouter, trustEveryone } from 'holdfast/express';
import { createTestBookings } from 'holdfast/testing';
import { createLiveServer } from '../../src/entrypoints/express/live/index.js';

/** A Tuesday before noon, in Berlin. */
export const DESK_TIME = '2026-12-01T10:40:00Z';
export const DESK_ZONE = 'Europe/Berlin';

const SERVICES: readonly ServiceInput[] = [
  { serviceId: 'massage', name: 'Massage', capacity: 2, holdMinutes: 600 },
  { serviceId: 'tour', name: 'Harbour tour', capacity: 40, durationMinutes: 90, holdMinutes: 600 },
  { serviceId: 'chair', name: 'Barber’s chair', durationMinutes: 30 },
  { serviceId: 'court', name: 'Tennis court 1' },
];

type Fate = 'cancel' | 'complete' | 'no-show' | 'lapse' | undefined;
type Entry = readonly [userId: string, serviceId: string, at: string, more?: Partial<CreateBooking>, fate?: Fate];

const DAY: readonly Entry[] = [
  ['roger', 'court', '07:00', {}, 'complete'],
  ['ada', 'massage', '07:30', {}, 'complete'],
  ['lise', 'tour', '08:00', { units: 2 }, 'complete'],
  ['paul', 'tour', '08:00', { units: 4 }, 'no-show'],
  ['guest-1', 'chair', '08:00', {}, 'complete'],
  ['grace', 'massage', '08:30', {}, 'no-show'],
  ['guest-2', 'chair', '08:30', {}, 'complete'],
  ['linus', 'massage', '10:00', { notes: 'Prefers the quiet room, and please no music.' }],
  ['serena', 'court', '10:00', { durationMinutes: 120 }],
  ['alan', 'tour', '10:00', { units: 3 }],
  ['kurt', 'tour', '10:30', { units: 2 }],
  ['guest-3', 'chair', '10:30'],
  ['barbara', 'massage', '11:30', {}, 'cancel'],
  ['edsger', 'massage', '11:30'],
  ['guest-4', 'chair', '12:00'],
  ['tony', 'massage', '12:30', { hold: true }],
  ['emmy', 'tour', '13:00', { units: 4, hold: true }],
  ['family.of.four', 'tour', '13:00', { units: 4, notes: 'One pushchair' }],
  ['martina', 'court', '14:00'],
  ['niels', 'massage', '14:30', { hold: true }, 'lapse'],
  ['sofia', 'massage', '15:00', { notes: 'First visit' }],
];
const NEXT_DAYS: readonly Entry[] = [
  ['roger', 'court', '07:00'], ['ada', 'massage', '09:00'], ['marie', 'tour', '08:00', { units: 2 }], ['guest-5', 'chair', '10:00'],
];

/** The board of a place where something goes on, at an instant of the tests' own. */
export async function openDesk() {
  const live = createLiveServer();
  const { bookings, clock, settle } = createTestBookings({
    at: '2026-11-30T06:00:00Z',
    services: SERVICES,
    notifier: { notify: () => okAsync(undefined) },
    broadcaster: live.broadcaster,
  });
  const app = express();
  app.use(createBoardRouter(), createBookingRouter(bookings, { authenticate: trustEveryone, tickets: live.tickets }));
  const server = createServer(app).listen(0, '127.0.0.1');
  live.attach(server);
  await once(server, 'listening');

  async function enter(date: string, [userId, serviceId, at, more, fate]: Entry): Promise<void> {
    const made = await bookings.create({ userId, serviceId, dateTime: `${date}T${at}:00Z`, ...more });
    const { bookingId } = made._unsafeUnwrap().booking;
    if (fate === 'cancel') (await bookings.cancel({ bookingId, reason: 'Caught a cold' }))._unsafeUnwrap();
    if (fate === 'complete' || fate === 'no-show') closing.push([bookingId, fate]);
  }
  const closing: [string, 'complete' | 'no-show'][] = [];
  const today = DESK_TIME.slice(0, 10);
  for (const entry of DAY.filter(([, , , , fate]) => fate === 'lapse')) await enter(today, entry);
  for (const [index, date] of ['2026-11-30', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05'].entries())
    for (const entry of NEXT_DAYS.slice(0, 4 - (index % 3))) await enter(date, entry);
  clock.set('2026-12-01T06:00:00Z');
  for (const entry of DAY.filter(([, , , , fate]) => fate !== 'lapse')) await enter(today, entry);
  clock.set(DESK_TIME);
  for (const [bookingId, fate] of closing) {
    const closed = await (fate === 'complete' ? bookings.complete({ bookingId }) : bookings.markNoShow({ bookingId }));
    closed._unsafeUnwrap();
  }
  await settle();

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    bookings,
    settle,
    async close(): Promise<void> {
      await live.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
