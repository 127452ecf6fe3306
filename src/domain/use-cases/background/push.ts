import type { Broadcaster, Clock, Logger, Notifier, Parking } from '../../../ports/index.js';
import type { BookingEvent } from '../../booking/booking.js';
import { errAsync } from '../../result.js';
import { Broadcasts } from './broadcasts.js';
import { type Failure, failureOf, notificationOf } from './delivery.js';
import { alongBookings } from './lanes.js';

export interface PushPorts {
  readonly notifier: Notifier;
  readonly broadcaster?: Broadcaster | undefined;
  readonly parking: Parking;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
}

/** What a stream came with in the place of an event that this release cannot read. */
export interface UnreadEvent {
  readonly eventId: string;
  readonly bookingId: string;
  readonly unread: Error;
}

export interface PushTerms {
  /** An event that fails so often is parked. */
  readonly mostAttempts: number;
  /** But not before it is so old, in milliseconds, as long as its failure may pass. */
  readonly parkAfterMs: number;
  /** Is there time to begin one more delivery? What is not begun is not counted either. */
  readonly mayGoOn: () => boolean;
}

export interface Pushed {
  readonly delivered: number;
  readonly parked: number;
  /** Failed, and not stored where they could be parked: the log alone tells of them. */
  readonly passedOver: number;
  /** The ids of the others: the stream has to come with them again. */
  readonly notDelivered: readonly string[];
}

/** Counted, and not parked however often. */
const NEVER = Number.POSITIVE_INFINITY;

type Fate = 'delivered' | 'parked' | 'passedOver' | 'notDelivered';

/**
 * Carries what a stream pushes, given in its order, to the notifier and the broadcaster. An event that fails is counted;
 * until it is parked, it holds up what follows it in its booking, and nothing else. Tries come as fast as a stream comes
 * again, so their number alone would park all that is committed in a short outage: what may pass is given time as well.
 * What follows one that was parked for such a failure, and fails too, is parked with it once it is old enough: a booking
 * is not to wait anew for each of its events. When this answers, nothing of it is under way any more.
 */
export async function pushEvents(
  ports: PushPorts,
  events: readonly (BookingEvent | UnreadEvent)[],
  { mostAttempts, parkAfterMs, mayGoOn }: PushTerms,
): Promise<Pushed> {
  const broadcasts = new Broadcasts(ports);
  const tally = { delivered: 0, parked: 0, passedOver: 0 };
  /** The bookings that have waited long enough for what may pass. */
  const waitedFor = new Set<string>();
  const notDelivered = new Set(events.map(({ eventId }) => eventId));
  const bookingIdOf = ({ bookingId }: BookingEvent | UnreadEvent): string => bookingId;
  const mostFor = (event: BookingEvent | UnreadEvent, { retry }: Failure): number => {
    if (retry && isWithin(parkAfterMs, ports.clock.now(), event)) return NEVER;
    return retry && !waitedFor.has(event.bookingId) ? mostAttempts : 1;
  };

  await alongBookings(events, bookingIdOf, async (event) => {
    if (!mayGoOn()) return false;
    const { eventId, bookingId } = event;
    const failure = await failureToTell(ports, broadcasts, event);
    const fate = failure ? await fateOf(ports, eventId, failure, mostFor(event, failure)) : 'delivered';
    if (fate === 'notDelivered') return false;
    if (fate === 'parked' && failure?.retry) waitedFor.add(bookingId);
    tally[fate] += 1;
    notDelivered.delete(eventId);
    return true;
  });
  await broadcasts.ended();
  return { ...tally, notDelivered: [...notDelivered] };
}

/**
 * Whether it occurred so shortly ago. One that cannot be read has no age that we know. One of the future was dated by a
 * clock that is wrong: if it is so by a little, the event is young; by more, it would be so for hours.
 */
const isWithin = (ms: number, now: number, event: BookingEvent | UnreadEvent): boolean =>
  !('unread' in event) && Math.abs(now - Date.parse(event.occurredAt)) < ms;

async function failureToTell(
  ports: PushPorts,
  broadcasts: Broadcasts,
  event: BookingEvent | UnreadEvent,
): Promise<Failure | undefined> {
  if ('unread' in event) return failureOf(() => errAsync({ kind: 'unread', cause: event.unread }));
  broadcasts.begin(event);
  // Who stops waiting for a notifier is its time limit, not the one who asks.
  return notificationOf(ports, event, new AbortController().signal);
}

/**
 * Of an event that failed. What cannot be counted is not parked: the stream, which forgets nothing, comes again. What is
 * not stored never can be, however often the stream comes: that must not hold up what follows.
 */
async function fateOf({ parking, logger }: PushPorts, eventId: string, failure: Failure, most: number): Promise<Fate> {
  const { reason, type } = failure;
  try {
    const counted = await parking.failed(eventId, reason, most);
    if (counted.isOk()) {
      logger.warn({ eventId, parked: counted.value, type }, 'event not notified');
      return counted.value ? 'parked' : 'notDelivered';
    }
    if (counted.error.kind === 'not_found') {
      logger.error({ eventId, parked: 'nowhere', type }, 'event not notified');
      return 'passedOver';
    }
    logger.warn({ eventId, cause: counted.error.cause }, 'failed delivery not counted');
  } catch (error) {
    logger.error({ eventId, error }, 'failed delivery not counted');
  }
  return 'notDelivered';
}
