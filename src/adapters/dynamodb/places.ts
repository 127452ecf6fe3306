import type { BookingEvent } from '../../domain/booking/booking.js';
import { toInstant } from '../../domain/schedule/utc.js';
import type { ListPosition } from '../../ports/index.js';

// A place in an index is an instant and then an id: as text they sort as they should, for every year of four digits.
export const INSTANT_LENGTH = '2026-12-01T10:00:00.000Z'.length;

export const placeOf = (at: number, bookingId: string): string => `${toInstant(at)}#${bookingId}`;

export const positionOf = (place: string): ListPosition => ({
  startsAt: Date.parse(place.slice(0, INSTANT_LENGTH)),
  bookingId: place.slice(INSTANT_LENGTH + 1),
});

/**
 * Where an event waits for its delivery. Along a booking `occurredAt` never decreases, so that its events lie in the
 * order of their versions, whatever the clocks say of those who committed them.
 */
export const outboxPlaceOf = ({ occurredAt, bookingId, bookingVersion }: BookingEvent): string =>
  `${occurredAt}#${bookingId}#${String(bookingVersion).padStart(10, '0')}`;

/** Before every place, and behind every one: years begin with a digit. */
export const FIRST_PLACE = '0';
export const LAST_PLACE = ':';

/** Between all places before an instant and those at it. */
export const justBefore = (at: number): string => toInstant(at);
/** Behind all places at an instant: `$` is next to `#`. */
export const atOrBefore = (at: number): string => `${toInstant(at)}$`;
/** The first place after this one: `!` sorts before every character of an id. */
export const justAfter = (place: string): string => `${place}!`;
