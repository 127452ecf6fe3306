import { broadcasterUntil, systemClock, timedNotifier, timedParking } from '../../../adapters/system/index.js';
import { okAsync } from '../../../domain/result.js';
import { pushEvents } from '../../../domain/use-cases/background/push.js';
import type { Broadcaster, Clock, Logger, Notifier, Parking } from '../../../ports/index.js';
import { consoleLogger } from '../../library/console-logger.js';
import { quietLogger } from '../../library/guarded-parts.js';
import { entriesOf, type StreamEvent, type StreamResult } from './event.js';
import { Latest } from './latest.js';

export interface StreamHandlerOptions {
  readonly notifier: Notifier;
  readonly broadcaster?: Broadcaster | undefined;
  readonly parking: Parking;
  /** Hears of failed deliveries. Default: the console. */
  readonly logger?: Logger | undefined;
  /** How often an event may fail before it is parked, 1 to 100. Default: 5. */
  readonly mostAttempts?: number | undefined;
  /**
   * How old an event must be to be parked for a failure that may pass, in milliseconds, 0 to 43,200,000: so long may it
   * hold up its shard, and so long an outage parks nothing. Default: 300,000.
   */
  readonly parkAfterMs?: number | undefined;
  /** How long a notifier may take to answer, in milliseconds, at most a quarter of the invocation or 500. Default: 5,000. */
  readonly timeoutMs?: number | undefined;
  /** How long boards are told of one batch, in milliseconds: so long may they hold up the next one. Default: 20,000. */
  readonly broadcastsMs?: number | undefined;
  /** Tells how old an event is. Default: the system's. */
  readonly clock?: Clock | undefined;
}

/** What Lambda gives a handler along with the event. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

export type StreamHandler = (event: StreamEvent, invocation: Invocation) => Promise<StreamResult>;

/**
 * The time of an invocation in parts, each as long as one answer may take at most. What is begun has ended after two, a
 * notification and its count; of boards, so long before the end, none is told any more, and what is under way for them
 * has a part to end in; one is for the rest; and one is there at the start, so that however short an invocation is,
 * something is begun in it.
 */
const PARTS = 4;

/**
 * An answer gets so long all the same, however short the invocation is: a failure that is counted is the event's own, and
 * not that of a function without time. Lambda may then end the function first, which shows as an error of the function.
 */
const LEAST_MS = 500;

/** More than all batches of a function that come again side by side. */
const MOST_KEPT = 10_000;

const PARK_AFTER_MS = 5 * 60_000;
/** Half of what a stream keeps: what is not parked by then still is in time. */
export const MOST_PARK_AFTER_MS = 12 * 3_600_000;

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;

function check(options: StreamHandlerOptions): void {
  const { notifier, parking, mostAttempts = 1, parkAfterMs = 0, timeoutMs = 1, broadcastsMs = 1 } = options;
  if (typeof notifier?.notify !== 'function') throw new TypeError('createStreamHandler needs a notifier');
  if (typeof parking?.failed !== 'function') throw new TypeError('createStreamHandler needs a parking');
  if (!isWhole(mostAttempts, 1, 100)) throw new TypeError('mostAttempts must be a whole number from 1 to 100');
  if (!isWhole(parkAfterMs, 0, MOST_PARK_AFTER_MS)) {
    throw new TypeError(`parkAfterMs must be a whole number from 0 to ${MOST_PARK_AFTER_MS}`);
  }
  for (const [name, ms] of Object.entries({ timeoutMs, broadcastsMs })) {
    if (!isWhole(ms, 1, 600_000)) throw new TypeError(`${name} must be a whole number from 1 to 600000`);
  }
}

/** Tells boards of each event but those that they were told of before, and notes of which. */
const showing = (broadcaster: Broadcaster, shown: Pick<Latest, 'has'>, newlyShown: Set<string>): Broadcaster => ({
  broadcast(event, signal) {
    if (shown.has(event.eventId)) return okAsync(undefined);
    newlyShown.add(event.eventId);
    return broadcaster.broadcast(event, signal);
  },
});

/**
 * A Lambda function behind an event source mapping of the table's stream, with `ReportBatchItemFailures`: the events of
 * bookings are notified and broadcast, those of one booking in order. What fails comes again, and is parked in the table
 * at its `mostAttempts`-th failure, so that a failure destination that holds only metadata loses nothing. A failure that
 * may pass parks no event that is younger than `parkAfterMs`: until then it comes again, and holds up what is behind it.
 *
 * Records of other items and of deletions are passed over. A booking that cannot be read, for it is damaged or of a newer
 * release, fails as an event that is not notified does. A record of another source, or without a new image, is reported
 * as failed each time, without a sequence number as the whole batch; the others are delivered all the same.
 *
 * @throws TypeError for settings it cannot work with. The handler rejects with one for what has no list of records.
 */
export function createStreamHandler(options: StreamHandlerOptions): StreamHandler {
  check(options);
  const { notifier, broadcaster, parking, timeoutMs = 5_000, broadcastsMs = 20_000, clock = systemClock } = options;
  const { mostAttempts = 5, parkAfterMs = PARK_AFTER_MS } = options;
  const logger = options.logger ? quietLogger(options.logger) : consoleLogger;
  // What went through beside or behind an event that failed: it comes again with that one, and other batches in between.
  const done = new Latest(MOST_KEPT);
  // And what boards were told of, for the one that failed comes again itself.
  const shown = new Latest(MOST_KEPT);

  return async (event, invocation) => {
    const entries = entriesOf(event);
    const allMs = invocation.getRemainingTimeInMillis();
    const partMs = Math.min(timeoutMs, Math.floor(allMs / PARTS));
    const answerMs = Math.min(timeoutMs, Math.max(LEAST_MS, partMs));
    const mayGoOn = (): boolean => invocation.getRemainingTimeInMillis() > (PARTS - 1) * partMs;
    const endOfBoards = Math.max(2 * partMs, allMs - broadcastsMs);
    const newlyShown = new Set<string>();
    const ports = {
      notifier: timedNotifier(notifier, answerMs),
      broadcaster: broadcaster && broadcasterUntil(showing(broadcaster, shown, newlyShown), () => invocation.getRemainingTimeInMillis() - endOfBoards, partMs),
      parking: timedParking(parking, answerMs),
      clock,
      logger,
    };
    const events = entries.flatMap(({ found }) => (typeof found === 'string' ? [] : [found]));
    const left = events.filter(({ eventId }) => !done.has(eventId));
    const notDelivered = new Set((await pushEvents(ports, left, { mostAttempts, parkAfterMs, mayGoOn })).notDelivered);

    const failed = entries.filter(({ found }) => (typeof found === 'string' ? found === 'foreign' : notDelivered.has(found.eventId)));
    const foreign = failed.filter(({ found }) => found === 'foreign').length;
    if (foreign > 0) logger.error({ records: foreign }, 'not records of a DynamoDB stream with new images');
    const comesAgain = failed.length > 0;
    for (const { eventId } of events) {
      done.keep(eventId, comesAgain && !notDelivered.has(eventId));
      shown.keep(eventId, notDelivered.has(eventId) && (shown.has(eventId) || newlyShown.has(eventId)));
    }
    return { batchItemFailures: failed.map(({ itemIdentifier }) => ({ itemIdentifier })) };
  };
}
