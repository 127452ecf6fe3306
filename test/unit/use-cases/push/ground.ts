import type { BookingEvent } from '../../../../src/domain/booking/booking.js';
import { toBooking, toEvent } from '../../../../src/domain/booking/publish.js';
import { okAsync } from '../../../../src/domain/result.js';
import { type Pushed, pushEvents, type PushPorts, type UnreadEvent } from '../../../../src/domain/use-cases/background/push.js';
import type { Clock, Parking } from '../../../../src/ports/index.js';
import { confirmed, HOUR, NOW } from '../../builders.js';
import { notifier } from '../messengers.js';

const actor = { subject: 'ada', roles: ['user'] } as const;

/** `b-1:3` is the third event of booking b-1. */
export function events(...ids: readonly string[]): readonly BookingEvent[] {
  return ids.map((id) => {
    const [bookingId = '', version] = id.split(':');
    return toEvent('BookingUpdated', toBooking(confirmed({ bookingId, version: Number(version) })), actor);
  });
}

export const unread = (eventId: string): UnreadEvent => ({
  eventId,
  bookingId: eventId.split(':')[0] ?? '',
  unread: new Error('of a newer release'),
});

export interface CountingParking extends Parking {
  /** Failures by event id. */
  readonly counts: ReadonlyMap<string, number>;
  readonly errors: readonly string[];
  readonly parked: ReadonlySet<string>;
}

export function parking(): CountingParking {
  const [counts, errors, parked] = [new Map<string, number>(), new Array<string>(), new Set<string>()];
  return {
    counts,
    errors,
    parked,
    failed(eventId, error, most) {
      const count = (counts.get(eventId) ?? 0) + 1;
      counts.set(eventId, count);
      errors.push(error);
      if (count >= most) parked.add(eventId);
      return okAsync(count >= most);
    },
  };
}

export interface Ground {
  readonly ports: PushPorts;
  readonly notes: readonly (readonly ['warn' | 'error', string, object])[];
  push(pushed: readonly (BookingEvent | UnreadEvent)[], mayGoOn?: () => boolean): Promise<Pushed>;
}

export const MOST_ATTEMPTS = 3;
export const PARK_AFTER_MS = 300_000;

/** By which the events made here are so old. */
export const clockAt = (ageMs: number): Pick<Clock, 'now'> => ({ now: () => NOW - HOUR + ageMs });

export function ground(given: Partial<PushPorts> = {}): Ground {
  const notes: (readonly ['warn' | 'error', string, object])[] = [];
  const log =
    (level: 'warn' | 'error') =>
    (facts: object, message: string): void =>
      void notes.push([level, message, facts]);
  const logger = { warn: log('warn'), error: log('error') };
  const ports: PushPorts = { notifier: notifier(), parking: parking(), clock: clockAt(PARK_AFTER_MS), logger, ...given };
  const push: Ground['push'] = (pushed, mayGoOn = () => true) =>
    pushEvents(ports, pushed, { mostAttempts: MOST_ATTEMPTS, parkAfterMs: PARK_AFTER_MS, mayGoOn });
  return { ports, notes, push };
}
