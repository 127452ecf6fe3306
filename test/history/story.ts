import type { Actor, Booking, BookingEvent, BookingStatus, CancelledBooking, Service } from '../../src/index.js';
import { DEFAULT_POLICY } from '../../src/domain/schedule/policy.js';
import type { DayClaim, ServiceDay } from '../../src/domain/schedule/service-day.js';
import { at, iso, MINUTE, NOW, system, user } from '../unit/builders.js';
import type { Called, Committed, Ended, Entry, History, Operation, Told } from './history.js';

export const SLOT = iso(at('10:00'));
export const LATER = iso(at('15:00'));

type Leads = readonly [type: BookingEvent['type'], status: BookingStatus, stamp?: string];
const LEADS_TO: Readonly<Partial<Record<Operation, Leads>>> = {
  confirm: ['BookingConfirmed', 'confirmed', 'confirmedAt'],
  cancel: ['BookingCancelled', 'cancelled', 'cancelledAt'],
  complete: ['BookingCompleted', 'completed', 'completedAt'],
  no_show: ['BookingNoShow', 'no_show', 'noShowAt'],
  expire: ['BookingExpired', 'expired'],
};

export type CallGiven = Partial<Pick<Called, 'actor' | 'key' | 'ifMatch' | 'request' | 'clock'>>;
export type CommitGiven = Partial<Pick<Committed, 'claim' | 'capacity' | 'days' | 'clock' | 'earliest' | 'latest'>>;

/** Writes a history entry by entry: what is not said is as it should be. */
export class Story {
  readonly entries: Entry[] = [];
  moment = 0;
  clock = NOW;
  #calls = 0;
  readonly #last = new Map<string, Committed>();

  constructor(policy: Partial<Service> = {}) {
    this.service(policy);
  }

  get end(): Ended {
    const commits = [...this.#last.values()];
    return {
      entry: 'end',
      at: this.#next(),
      bookings: commits.map(({ event }) => event.booking),
      days: daysOf(commits),
      eventIds: this.entries.flatMap((entry) => (entry.entry === 'commit' ? [entry.event.eventId] : [])),
      parked: [],
    };
  }

  service(policy: Partial<Service>): void {
    const moment = this.#next();
    const service = { ...DEFAULT_POLICY, serviceId: 'chair', name: 'Chair', version: 1, ...policy };
    this.entries.push({ entry: 'service', earliest: moment, latest: moment, service });
  }

  call(operation: Operation, input: Called['input'], given: CallGiven = {}): Called {
    this.#calls += 1;
    const call: Called = {
      entry: 'call',
      call: this.#calls,
      request: `r-${this.#calls}`,
      at: this.#next(),
      clock: this.clock,
      operation,
      actor: user(),
      input,
      ...given,
    };
    this.entries.push(call);
    return call;
  }

  answer({ call }: Called, answer: Told): void {
    this.entries.push({ entry: 'answer', call, at: this.#next(), clock: this.clock, answer });
  }

  refuse(call: Called, kind: string, facts: object = {}): void {
    this.answer(call, { refusal: { kind, ...facts }, replayed: false });
  }

  lose({ call }: Called): void {
    this.entries.push({ entry: 'lost', call, at: this.#next() });
  }

  commit(call: Called | undefined, event: BookingEvent, given: CommitGiven = {}): Committed {
    const moment = this.#next();
    const { booking } = event;
    const committed: Committed = {
      entry: 'commit',
      earliest: moment,
      latest: moment,
      event,
      request: call?.request,
      clock: this.clock,
      claim: { from: Date.parse(booking.dateTime), to: Date.parse(booking.endsAt), units: booking.units },
      ...given,
    };
    this.entries.push(committed);
    this.#last.set(booking.bookingId, committed);
    return committed;
  }

  deliver(eventId: string, succeeded = true): void {
    this.entries.push({ entry: 'delivery', at: this.#next(), eventId, succeeded });
  }

  /** A create that goes all the way. */
  books(bookingId: string, input: object = {}, given: CallGiven = {}, committed: CommitGiven = {}): Booking {
    const wanted = { userId: 'ada', serviceId: 'chair', dateTime: SLOT, ...input };
    const call = this.call('create', wanted, given);
    const event = created(bookingId, wanted, call.actor, this.clock);
    this.commit(call, event, committed);
    this.#finish(call, event);
    return event.booking;
  }

  /** Any other command that goes all the way; `change` is what it makes of the booking. */
  does(
    operation: Operation,
    booking: Booking,
    change: object = {},
    given: CallGiven = {},
    committed: CommitGiven = {},
  ): Booking {
    const call = this.call(operation, { bookingId: booking.bookingId, ...change }, given);
    const event = changed(operation, booking, change, call.actor, this.clock);
    this.commit(call, event, committed);
    this.#finish(call, event);
    return event.booking;
  }

  /** A cancel whose answer is lost. */
  cancelsUnheard(booking: Booking, given: CallGiven = {}): CancelledBooking {
    const call = this.call('cancel', { bookingId: booking.bookingId }, given);
    const event = changed('cancel', booking, {}, call.actor, this.clock);
    this.commit(call, event);
    this.lose(call);
    this.deliver(event.eventId);
    if (event.type !== 'BookingCancelled') throw new Error('a cancel cancels');
    return event.booking;
  }

  /** A sweep records that a hold has lapsed. */
  expires(booking: Booking): Booking {
    const event = changed('expire', booking, {}, system, this.clock);
    this.commit(undefined, event);
    this.deliver(event.eventId);
    return event.booking;
  }

  finish(given: Partial<Ended> = {}): History {
    return [...this.entries, { ...this.end, ...given }];
  }

  #finish(call: Called, event: BookingEvent): void {
    this.answer(call, { booking: event.booking, replayed: false });
    this.deliver(event.eventId);
  }

  #next(): number {
    this.moment += 1;
    return this.moment;
  }
}

export function created(bookingId: string, input: object, actor: Actor, clock: number): BookingEvent {
  const wanted = { userId: 'ada', serviceId: 'chair', dateTime: SLOT, units: 1, hold: false, durationMinutes: 60, ...input };
  const { hold, ...shown } = wanted;
  const now = iso(clock);
  const startsAt = Date.parse(wanted.dateTime);
  const base = {
    ...shown,
    bookingId,
    serviceName: 'Chair',
    endsAt: iso(startsAt + wanted.durationMinutes * MINUTE),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const about = { eventId: `${bookingId}:1`, bookingId, bookingVersion: 1, occurredAt: now, actor };
  if (!hold) {
    return { ...about, type: 'BookingConfirmed', booking: { ...base, status: 'confirmed', confirmedAt: now } };
  }
  const holdExpiresAt = iso(Math.min(clock + 15 * MINUTE, startsAt));
  return { ...about, type: 'BookingHeld', booking: { ...base, status: 'held', holdExpiresAt } };
}

const PASSING = ['holdExpiresAt', 'completedAt', 'noShowAt'];
const without = (booking: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(booking).filter(([name]) => !names.includes(name)));

export function changed(operation: Operation, from: Booking, change: object, actor: Actor, clock: number): BookingEvent {
  const now = iso(clock);
  const version = from.version + 1;
  const { bookingId, dateTime, endsAt, units } = from;
  const moves = 'dateTime' in change || 'units' in change;
  const stays: Leads = [moves ? 'BookingRescheduled' : 'BookingUpdated', from.status];
  const [type, status, stamp] = LEADS_TO[operation] ?? stays;
  const gone = status === 'cancelled' ? [...PASSING, 'confirmedAt'] : type === stays[0] ? [] : PASSING;
  const startsAt: string = 'dateTime' in change ? String(change.dateTime) : dateTime;
  const booking = {
    ...without(from, gone),
    ...change,
    endsAt: iso(Date.parse(startsAt) + Date.parse(endsAt) - Date.parse(dateTime)),
    version,
    updatedAt: now,
    status,
    ...(stamp !== undefined && { [stamp]: now }),
    ...(status === 'cancelled' && { cancelledBy: actor.subject }),
    ...(status === 'expired' && 'holdExpiresAt' in from && { expiredAt: from.holdExpiresAt }),
  };
  const previous = type === 'BookingRescheduled' && { previous: { dateTime, endsAt, units } };
  const about = { type, eventId: `${bookingId}:${version}`, bookingId, bookingVersion: version, occurredAt: now };
  // As a recorder would read it: whether it is an event as it should be is for the checker to say.
  return JSON.parse(JSON.stringify({ ...about, actor, booking, ...previous }));
}

/** What these bookings take, each within one day. */
function daysOf(commits: readonly Committed[]): readonly ServiceDay[] {
  const days = new Map<string, DayClaim[]>();
  for (const { event, claim } of commits) {
    const { booking } = event;
    if (booking.status === 'cancelled' || booking.status === 'expired') continue;
    const day = iso(claim.from).slice(0, 10);
    const claims = days.get(day) ?? [];
    days.set(day, claims);
    const place = claims.findIndex(({ from, to }) => from === claim.from && to === claim.to);
    const [old] = place < 0 ? [] : claims.splice(place, 1);
    const { confirmedUnits, holds } = old ?? { confirmedUnits: 0, holds: [] };
    const isHeld = booking.status === 'held';
    claims.push({
      from: claim.from,
      to: claim.to,
      confirmedUnits: confirmedUnits + (isHeld ? 0 : claim.units),
      holds: isHeld
        ? [...holds, { bookingId: booking.bookingId, units: claim.units, expiresAt: Date.parse(booking.holdExpiresAt) }]
        : holds,
    });
  }
  return [...days].map(([day, claims]) => ({ serviceId: 'chair', day, version: 1, claims }));
}
