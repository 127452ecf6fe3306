import { errAsync, okAsync } from '../../../src/domain/result.js';
import type { BookingEvent } from '../../../src/index.js';
import type { Broadcaster, Notifier, NotNotified, Outcome } from '../../../src/ports/index.js';

export interface RecordingNotifier extends Notifier {
  /** What got through, in order. */
  readonly received: readonly BookingEvent[];
  /** Every attempt, by event id. */
  readonly attempts: readonly string[];
}

/** Succeeds unless told otherwise for an event. */
export function notifier(
  answer: (event: BookingEvent, signal: AbortSignal) => Outcome<void, NotNotified> = () => okAsync(undefined),
): RecordingNotifier {
  const received: BookingEvent[] = [];
  const attempts: string[] = [];
  return {
    received,
    attempts,
    async notify(event, signal) {
      attempts.push(event.eventId);
      const told = await answer(event, signal);
      if (told.isOk()) received.push(event);
      return told;
    },
  };
}

export const fails = (retry = true): Outcome<void, NotNotified> =>
  errAsync({ kind: 'not_notified', retry, cause: new Error('line busy') });

export interface RecordingBroadcaster extends Broadcaster {
  readonly attempts: readonly string[];
}

export function broadcaster(answer: Broadcaster['broadcast'] = () => okAsync(undefined)): RecordingBroadcaster {
  const attempts: string[] = [];
  return {
    attempts,
    broadcast(event, signal) {
      attempts.push(event.eventId);
      return answer(event, signal);
    },
  };
}

/** Versions in the order in which they first got through, by booking. */
export function firstDeliveries(...all: readonly RecordingNotifier[]): ReadonlyMap<string, readonly number[]> {
  const seen = new Set<string>();
  const versions = new Map<string, number[]>();
  for (const { eventId, bookingId, bookingVersion } of all.flatMap(({ received }) => received)) {
    if (seen.has(eventId)) continue;
    seen.add(eventId);
    versions.set(bookingId, [...(versions.get(bookingId) ?? []), bookingVersion]);
  }
  return versions;
}
