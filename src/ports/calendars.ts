import type { Actor } from '../domain/access/actor.js';
import type { Outcome, StoreDown } from './outcome.js';

/** A calendar that whoever knows its token may read. */
export interface CalendarFeed {
  /** Whose bookings it shows. */
  readonly of: { readonly userId: string } | { readonly serviceId: string };
  /** As whom they are read. */
  readonly actor: Actor;
}

/** Which token shows which calendar. Only its holder has the token; kept is its digest, until it is revoked. */
export interface FeedTokens {
  put(digest: string, feed: CalendarFeed): Outcome<void, StoreDown>;
  find(digest: string): Outcome<CalendarFeed | undefined, StoreDown>;
  /** `false` when there is none. */
  remove(digest: string): Outcome<boolean, StoreDown>;
}
