import type { BookingEvent } from '../../../domain/booking/booking.js';
import { toBooking, toEvent } from '../../../domain/booking/publish.js';
import type { Cancelled, Confirmed, Held } from '../../../domain/booking/state.js';
import type { IdempotencyRecord } from '../../../domain/idempotency/record.js';
import { DEFAULT_POLICY, type Service } from '../../../domain/schedule/policy.js';
import type { DayClaim, DayKey, ServiceDay } from '../../../domain/schedule/service-day.js';
import type { StoredEvent } from '../../../ports/repository.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** When the stories of the contract begin, and the slot that most of them are about. */
export const NOW = Date.parse('2126-05-01T08:00:00.000Z');
export const SLOT = Date.parse('2126-05-02T10:00:00.000Z');
export const DAY = '2126-05-02';
export const SERVICE = 'chair';

export type Sample = Held | Confirmed | Cancelled;

interface Given {
  readonly bookingId?: string;
  readonly userId?: string;
  readonly serviceId?: string;
  readonly startsAt?: number;
  /** Milliseconds; an hour unless said. */
  readonly lasts?: number;
  readonly version?: number;
}

function base({ bookingId = 'b-1', userId = 'ada', serviceId = SERVICE, startsAt = SLOT, lasts = HOUR, version = 1 }: Given) {
  const endsAt = startsAt + lasts;
  const claim = { from: startsAt, to: endsAt, units: 1 };
  const common = { bookingId, userId, serviceId, serviceName: 'Chair', startsAt, endsAt, claim, version };
  return { ...common, createdAt: NOW, updatedAt: NOW + (version - 1) * MINUTE };
}

export const confirmed = (given: Given = {}): Confirmed => ({ ...base(given), status: 'confirmed', confirmedAt: NOW });

export const held = ({
  holdExpiresAt = NOW + 15 * MINUTE,
  ...given
}: Given & { holdExpiresAt?: number } = {}): Held => ({
  ...base(given),
  status: 'held',
  holdExpiresAt,
});

export const cancelled = (given: Given = {}): Cancelled => ({
  ...base(given),
  status: 'cancelled',
  cancelledAt: NOW,
  cancelledBy: 'ada',
});

/** Every optional field given, with texts that have to be stored as they are. */
export const adorned = (given: Given = {}): Confirmed => ({
  ...confirmed(given),
  notes: 'Zoë 🪑 "quoted" \\ back\nnext line',
  metadata: { order: '17', 'a.b': "it's", constructor: '' },
  paymentReference: 'pay#1/2',
});

function eventOf(state: Sample): BookingEvent {
  const actor = { subject: state.userId, roles: ['user'] } as const;
  switch (state.status) {
    case 'held':
      return toEvent('BookingHeld', toBooking(state), actor);
    case 'confirmed':
      return toEvent('BookingConfirmed', toBooking(state), actor);
    case 'cancelled':
      return toEvent('BookingCancelled', toBooking(state), actor);
  }
}

export const stored = (state: Sample, requestId = `request of ${state.bookingId}:${state.version}`): StoredEvent => ({
  event: eventOf(state),
  requestId,
});

export const day = (version: number, claims: readonly DayClaim[] = [], key: Partial<DayKey> = {}): ServiceDay => ({
  serviceId: SERVICE,
  day: DAY,
  ...key,
  version,
  claims,
});

/** What confirmed units on the usual slot look like in its service day. */
export const taken = (confirmedUnits: number): DayClaim => ({ from: SLOT, to: SLOT + HOUR, confirmedUnits, holds: [] });

export const record = (given: Partial<IdempotencyRecord> = {}): IdempotencyRecord => ({
  scope: 'ada#create#key-1',
  fingerprint: '1:abc',
  requestId: 'request 1',
  answer: { refusal: { kind: 'notice_too_short', minNoticeMinutes: 30 } },
  expiresAt: NOW + 24 * HOUR,
  ...given,
});

export const service = (version: number, given: Partial<Service> = {}): Service => ({
  ...DEFAULT_POLICY,
  serviceId: SERVICE,
  name: 'Chair',
  ...given,
  version,
});
