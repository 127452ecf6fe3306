import type { BookingEvent } from '../../../domain/booking/booking.js';
import { EVENT_FIELD } from '../broadcaster.js';
import { isBookingEvent } from '../event-shape.js';
import { jsonIn } from '../stored.js';

export interface StreamEntry {
  readonly id: string;
  /** Nothing when it is no event that this release knows: a newer one's, or somebody else's. */
  readonly event: BookingEvent | undefined;
}

/** An entry as Redis sends it. */
export type RawEntry = readonly [id: string, fields: readonly string[]];

/** Names and values take turns. */
function eventIn(fields: readonly string[]): BookingEvent | undefined {
  const at = fields.findIndex((name, n) => n % 2 === 0 && name === EVENT_FIELD);
  const given = at < 0 ? undefined : jsonIn(fields[at + 1] ?? '');
  return isBookingEvent(given) ? given : undefined;
}

export const toEntry = ([id, fields]: RawEntry): StreamEntry => ({ id, event: eventIn(fields) });
