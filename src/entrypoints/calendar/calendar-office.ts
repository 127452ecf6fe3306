import { mayDo } from '../../domain/access/access.js';
import type { Actor } from '../../domain/access/actor.js';
import type { InvalidRequest, ReadRefusal } from '../../domain/booking/refusals.js';
import { parseShared } from '../../domain/input/calendars.js';
import { errAsync, ok, okAsync, ResultAsync } from '../../domain/result.js';
import type { Bookings, CalendarFeed, Clock, Digest, FeedTokens, Outcome, StoreDown } from '../../ports/index.js';
import { isOff, toEntry } from './entry.js';
import { feedBookings } from './feed-bookings.js';
import { type Calendar, type Organizer, writeCalendar } from './ical.js';
import { sequencesFrom } from './sequences.js';
import { inOneLine } from './text.js';

/** One of the two: one user's bookings, or a service's. */
export interface Shared {
  readonly userId?: string | undefined;
  readonly serviceId?: string | undefined;
}

interface Is<K extends string> {
  readonly kind: K;
}

/** Bookings as iCalendar: one by one for who sees it, and as feeds for whoever knows a feed's token. */
export interface CalendarOffice {
  ofBooking(bookingId: string, actor: Actor): ResultAsync<string, ReadRefusal>;
  /** The token of a new feed, told to nobody else and never again. */
  share(of: Shared, actor: Actor): ResultAsync<string, InvalidRequest | Is<'forbidden'> | StoreDown>;
  /** `not_found` for what is no token, or none any more. */
  ofFeed(token: string): ResultAsync<string, ReadRefusal | StoreDown>;
  /** Who may share it may end it; for others there is no such feed. */
  revoke(token: string, actor: Actor): ResultAsync<void, Is<'not_found'> | StoreDown>;
}

export interface CalendarOfficeParts {
  readonly bookings: Bookings;
  readonly feedTokens: FeedTokens;
  readonly organizer?: Organizer | undefined;
  readonly clock: Clock;
  readonly digest: Digest;
  /** 256 bits that nobody guesses, as 43 letters, digits, `-` and `_`. */
  readonly newSecret: () => string;
}

const TOKEN = /^[\w-]{43}$/;
const REFRESH_SECONDS = 900;
const NOT_FOUND: Is<'not_found'> = { kind: 'not_found' };

/** Of one user's bookings that user is the owner; of a service's, nobody is. */
const mayShare = (actor: Actor, of: CalendarFeed['of']): boolean =>
  mayDo(actor, 'share_calendar', 'userId' in of ? of.userId : undefined);

/** A user's feed shows what that user sees, whoever made it. */
const readerOf = (of: CalendarFeed['of'], { subject }: Actor): Actor =>
  'userId' in of ? { subject: of.userId, roles: ['user'] } : { subject, roles: ['staff'] };

export function calendarOffice(parts: CalendarOfficeParts): CalendarOffice {
  const { bookings, feedTokens, organizer, clock, digest, newSecret } = parts;
  const sequencesOf = sequencesFrom(bookings);
  const asked = <T>(call: () => Outcome<T, StoreDown>): ResultAsync<T, StoreDown> =>
    new ResultAsync((async () => call())());
  const written = (calendar: Calendar): ResultAsync<string, never> =>
    new ResultAsync(writeCalendar({ ...calendar, organizer }).then((text) => ok(text)));

  const feedOf = (token: string): ResultAsync<CalendarFeed, Is<'not_found'> | StoreDown> =>
    TOKEN.test(token)
      ? asked(() => feedTokens.find(digest(token))).andThen((feed) => (feed ? okAsync(feed) : errAsync(NOT_FOUND)))
      : errAsync(NOT_FOUND);

  function nameOf({ of, actor }: CalendarFeed): ResultAsync<string, ReadRefusal> {
    if ('userId' in of) return okAsync(`Bookings of ${of.userId}`);
    return bookings
      .getService(of.serviceId, { actor })
      .map(({ name }) => inOneLine(name) || of.serviceId)
      .orElse((error) => (error.kind === 'not_found' ? okAsync(of.serviceId) : errAsync(error)));
  }

  const feedCalendar = (feed: CalendarFeed): ResultAsync<string, ReadRefusal> =>
    ResultAsync.combine([nameOf(feed), feedBookings(bookings, feed, clock.now())] as const).andThen(([name, shown]) =>
      sequencesOf(shown, feed.actor).andThen((sequences) =>
        written({
          method: 'PUBLISH',
          feed: { name, refreshSeconds: REFRESH_SECONDS },
          entries: shown.map((booking, at) => toEntry(booking, sequences[at] ?? 0, 'serviceId' in feed.of)),
        }),
      ),
    );

  return {
    ofBooking: (bookingId, actor) =>
      bookings.get(bookingId, { actor }).andThen((booking) =>
        sequencesOf([booking], actor).andThen(([sequence = 0]) =>
          written({ method: isOff(booking) ? 'CANCEL' : 'PUBLISH', entries: [toEntry(booking, sequence, false)] }),
        ),
      ),
    share(shared, actor) {
      const parsed = parseShared(shared);
      if (parsed.isErr()) return errAsync(parsed.error);
      const of = parsed.value;
      if (!mayShare(actor, of)) return errAsync({ kind: 'forbidden' });
      const token = newSecret();
      return asked(() => feedTokens.put(digest(token), { of, actor: readerOf(of, actor) })).map(() => token);
    },
    ofFeed: (token) => feedOf(token).andThen(feedCalendar),
    revoke: (token, actor) =>
      feedOf(token)
        .andThen(({ of }) => (mayShare(actor, of) ? okAsync(undefined) : errAsync(NOT_FOUND)))
        .andThen(() => asked(() => feedTokens.remove(digest(token))))
        .andThen((wasThere) => (wasThere ? okAsync(undefined) : errAsync(NOT_FOUND))),
  };
}
