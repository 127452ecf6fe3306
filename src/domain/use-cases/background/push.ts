import type { Broadcaster, Logger, Notifier, Parking } from '../../../ports/index.js';
import type { BookingEvent } from '../../booking/booking.js';
import { errAsync } from '../../result.js';
import { Broadcasts } from './broadcasts.js';
import { type Failure, failureOf, notificationOf } from './delivery.js';
import { alongBookings } from './lanes.js';

export interface PushPorts {
  readonly notifier: Notifier;
  readonly broadcaster?: Broadcaster | undefined;
  readonly parking: Parking;
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

type Fate = 'delivered' | 'parked' | 'passedOver' | 'notDelivered';

/**
 * Carries what a stream pushes, given in its order, to the notifier and the broadcaster. An event that fails is counted;
 * until it is parked, it holds up what follows it in its booking, and nothing else. What follows one that was parked for
 * a failure that may pass, and fails too, is parked with it: a stream comes again only so often, and not so often for each
 * event of a booking. When this answers, nothing of it is under way any more.
 */
export async function pushEvents(
  ports: PushPorts,
  events: readonly (BookingEvent | UnreadEvent)[],
  { mostAttempts, mayGoOn }: PushTerms,
): Promise<Pushed> {
  const broadcasts = new Broadcasts(ports);
  const tally = { delivered: 0, parked: 0, passedOver: 0 };
  /** The bookings that have waited long enough for what may pass. */
  const waitedFor = new Set<string>();
  const notDelivered = new Set(events.map(({ eventId }) => eventId));
  const bookingIdOf = ({ bookingId }: BookingEvent | UnreadEvent): string => bookingId;

  await alongBookings(events, bookingIdOf, async (event) => {
    if (!mayGoOn()) return false;
    const { eventId, bookingId } = event;
    const failure = await failureToTell(ports, broadcasts, event);
    const most = failure?.retry && !waitedFor.has(bookingId) ? mostAttempts : 1;
    const fate = failure ? await fateOf(ports, eventId, failure, most) : 'delivered';
    if (fate === 'notDelivered') return false;
    if (fate === 'parked' && failure?.retry) waitedFor.add(bookingId);
    tally[fate] += 1;
    notDelivered.delete(eventId);
    return true;
  });
  await broadcasts.ended();
  return { ...tally, notDelivered: [...notDelivered] };
}

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
