import { newSecret, sha256, systemClock, timedFeedTokens } from '../../adapters/system/index.js';
import type { Bookings, Clock, FeedTokens } from '../../ports/index.js';
import { type CalendarOffice, calendarOffice } from './calendar-office.js';
import type { Organizer } from './ical.js';

export interface CalendarOptions {
  /** Where the tokens of feeds are kept, until they are revoked. */
  readonly feedTokens: FeedTokens;
  /**
   * Who sends the entries, if programs shall know: they show it, and may write to it. iTIP (RFC 5546) asks for one in a
   * cancellation; the programs that we know take it without.
   */
  readonly organizer?: Organizer | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
}

const TIMEOUT_MS = 10_000;
const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+$/;

/** @throws TypeError for an organizer without an address to write to. */
export function calendarsOf(bookings: Bookings, options: CalendarOptions | undefined): CalendarOffice | undefined {
  if (!options) return undefined;
  const { feedTokens, organizer, clock = systemClock } = options;
  if (organizer && !EMAIL.test(organizer.email)) throw new TypeError('organizer.email must be an e-mail address');
  return calendarOffice({
    bookings,
    feedTokens: timedFeedTokens(feedTokens, TIMEOUT_MS),
    organizer,
    clock,
    digest: sha256,
    newSecret,
  });
}
