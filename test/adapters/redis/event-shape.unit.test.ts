import type { BookingEvent } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { isBookingEvent } from '../../../src/adapters/redis/event-shape.js';
import { adorned, cancelled, confirmed, held, stored } from '../../../src/entrypoints/testing/contract/samples.js';
import { createTestBookings } from '../../../src/entrypoints/testing/index.js';

/** One event of each type, as the library makes them. */
async function everyEvent(): Promise<readonly BookingEvent[]> {
  const { bookings, notified, settle, clock } = createTestBookings({ at: '2026-12-01T08:00:00Z' });
  const make = async (hour: number, hold = false): Promise<string> => {
    const dateTime = `2026-12-01T${String(hour).padStart(2, '0')}:00:00Z`;
    return (await bookings.create({ userId: 'ada', serviceId: 'chair', dateTime, hold }))._unsafeUnwrap().booking.bookingId;
  };
  const [done, missed, moved] = [await make(9), await make(10), await make(12)];
  await make(13, true);
  const changes = [
    await bookings.reschedule({ bookingId: moved, dateTime: '2026-12-01T15:00:00Z' }),
    await bookings.update({ bookingId: moved, notes: 'by the window', metadata: { order: '17' } }),
    await bookings.cancel({ bookingId: moved, reason: 'ill' }),
  ];
  clock.advance({ hours: 3 });
  const closed = [await bookings.complete({ bookingId: done }), await bookings.markNoShow({ bookingId: missed })];
  expect([...changes, ...closed].every((result) => result.isOk())).toBe(true);
  await settle();
  return notified;
}

const read = (event: unknown): unknown => JSON.parse(JSON.stringify(event));

describe('an event that was published', () => {
  it('is one after it was sent, whatever its type', async () => {
    const events = await everyEvent();
    expect(new Set(events.map(({ type }) => type)).size).toBe(8);
    expect(events.filter((event) => !isBookingEvent(read(event)))).toEqual([]);
  });

  it.each([held(), confirmed(), adorned(), cancelled({ version: 2 })])('is one with the fields of a $status booking', (state) => {
    expect(isBookingEvent(read(stored(state).event))).toBe(true);
  });

  it('is one of a newer release that says more', () => {
    const { event } = stored(confirmed());
    expect(isBookingEvent({ ...event, more: 1, booking: { ...event.booking, more: [] } })).toBe(true);
  });
});

const event = stored(confirmed()).event;
const { booking } = event;
const lacking = (name: string, from: object): object => Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));

describe('what is no event', () => {
  it.each([undefined, null, 1, 'text', [], {}])('%j', (given) => expect(isBookingEvent(given)).toBe(false));

  it.each(Object.keys(event))('lacks %s', (name) => expect(isBookingEvent(lacking(name, event))).toBe(false));

  it.each(Object.keys(booking))('has a booking without %s', (name) =>
    expect(isBookingEvent({ ...event, booking: lacking(name, booking) })).toBe(false),
  );

  it.each<[string, object]>([
    ['a type that is none', { type: 'BookingMoved' }],
    ['a state that does not follow from its type', { type: 'BookingCancelled' }],
    ['a state that is none', { booking: { ...booking, status: 'waitlisted' } }],
    ['another booking than it says', { bookingId: 'b-2' }],
    ['another version than it says', { bookingVersion: 2 }],
    ['half a version', { bookingVersion: 1.5, booking: { ...booking, version: 1.5 } }],
    ['a booking of less than nothing', { booking: { ...booking, units: -1 } }],
    ['a name of the prototype for a state', { booking: { ...booking, status: 'constructor' } }],
    ['an actor with a role that is none', { actor: { subject: 'ada', roles: ['robot'] } }],
    ['metadata that are none', { booking: { ...booking, metadata: 'text' } }],
    ['no place where it was before', { type: 'BookingRescheduled' }],
  ])('has %s', (_, change) => expect(isBookingEvent({ ...event, ...change })).toBe(false));
});
