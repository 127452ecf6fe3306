import type { Booking, BookingEvent, CancelledBooking, Service } from '../../../src/index.js';
import { DEFAULT_POLICY } from '../../../src/domain/schedule/policy.js';
import { NOW, system, user } from '../../unit/builders.js';
import type { Called, Committed, Ended, Entry, History, Operation, Told } from '../history.js';
import { daysOf } from './claimed-days.js';
import { changed, created, SLOT } from './told-events.js';

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
