import type { BookingState } from '../../../../domain/booking/state.js';
import { type ClaimPart, partsOf } from '../../../../domain/schedule/claim.js';
import type { ServiceDay } from '../../../../domain/schedule/service-day.js';
import { same, value } from '../check.js';
import type { StoreUnderTest } from '../store-under-test.js';

const KEEPS_UNITS: readonly BookingState['status'][] = ['confirmed', 'completed', 'no_show'];

/**
 * The books have to balance: in every service day, the units of each interval are those of the bookings that keep it,
 * exactly, and every hold is that of a held booking. Days and event ids are read behind the back of the store.
 */
export async function audit({ store, inspect }: StoreUnderTest): Promise<readonly BookingState[]> {
  const ids = new Set((await inspect.eventIds()).map((eventId) => eventId.slice(0, eventId.lastIndexOf(':'))));
  const bookings: BookingState[] = [];
  for (const id of ids) {
    const booking = await value(store.repository.get(id), 'get answers');
    if (booking !== undefined) bookings.push(booking);
  }
  same(bookings.length, ids.size, 'every event is about a booking that is stored');
  const days = await inspect.days();
  same(unitsIn(days), unitsOf(bookings), 'the units taken in the service days are those of the confirmed bookings');
  const known = new Set(bookings.flatMap(holdsOf));
  same(
    holdsIn(days).filter((hold) => !known.has(hold)),
    [],
    'every hold in a service day is that of a held booking',
  );
  return bookings;
}

const place = (serviceId: string, { day, from, to }: ClaimPart): string => `${serviceId} ${day} ${from}-${to}`;

function unitsOf(bookings: readonly BookingState[]): object {
  const units: Record<string, number> = {};
  for (const { status, serviceId, claim } of bookings) {
    if (!KEEPS_UNITS.includes(status)) continue;
    for (const part of partsOf(claim))
      units[place(serviceId, part)] = (units[place(serviceId, part)] ?? 0) + claim.units;
  }
  return units;
}

const unitsIn = (days: readonly ServiceDay[]): object =>
  Object.fromEntries(
    days.flatMap(({ serviceId, day, claims }) =>
      claims
        .filter(({ confirmedUnits }) => confirmedUnits > 0)
        .map(({ from, to, confirmedUnits }) => [place(serviceId, { day, from, to }), confirmedUnits]),
    ),
  );

const holdsOf = (booking: BookingState): readonly string[] =>
  booking.status === 'held'
    ? partsOf(booking.claim).map((part) =>
        [place(booking.serviceId, part), booking.bookingId, booking.claim.units, booking.holdExpiresAt].join(' '),
      )
    : [];

const holdsIn = (days: readonly ServiceDay[]): readonly string[] =>
  days.flatMap(({ serviceId, day, claims }) =>
    claims.flatMap(({ from, to, holds }) =>
      holds.map(({ bookingId, units, expiresAt }) =>
        [place(serviceId, { day, from, to }), bookingId, units, expiresAt].join(' '),
      ),
    ),
  );
