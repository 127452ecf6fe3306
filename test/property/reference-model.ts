import type { BookingEventType, BookingStatus } from '../../src/domain/booking/booking.js';
import type { ModelPolicy, Step } from './steps.js';

/** All times in ticks: whole numbers, so that borders are hit exactly and often. */
export interface ModelBooking {
  readonly status: BookingStatus;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly units: number;
  /** Of a hold; stays as the instant it lapsed. */
  readonly expiry: number;
  readonly version: number;
  readonly notes?: string | undefined;
  readonly payment?: string | undefined;
}
/** What the specification says comes of a step: an event with the next booking, nothing, or a refusal. */
export type Outcome =
  { readonly event: BookingEventType; readonly booking: ModelBooking } | 'no-op' | { readonly refused: string };

interface Model {
  readonly now: number;
  readonly staff: boolean;
  readonly policy: ModelPolicy;
  readonly others: readonly ModelBooking[];
}

const KEEPS: readonly BookingStatus[] = ['confirmed', 'completed', 'no_show'];
const takes = (booking: ModelBooking, tick: number, now: number): number =>
  booking.from <= tick &&
  tick < booking.to &&
  (KEEPS.includes(booking.status) || (booking.status === 'held' && now < booking.expiry))
    ? booking.units
    : 0;
export const unitsAt = (bookings: readonly ModelBooking[], tick: number, now: number): number =>
  bookings.reduce((sum, booking) => sum + takes(booking, tick, now), 0);

/** At every instant where it takes more than it had, all others and itself stay within the capacity. */
function unfit(
  wanted: ModelBooking,
  had: ModelBooking | undefined,
  { now, others, policy }: Model,
): Outcome | undefined {
  for (let tick = wanted.from; tick < wanted.to; tick += 1) {
    const more = wanted.units > (had ? takes(had, tick, now) : 0);
    if (more && unitsAt(others, tick, now) + wanted.units > policy.capacity) {
      return { refused: wanted.units > policy.capacity ? 'capacity_exceeded' : 'slot_unavailable' };
    }
  }
  return undefined;
}

function create(step: Extract<Step, { do: 'create' }>, model: Model): Outcome {
  const { start, length, units } = step;
  const { now, policy } = model;
  if (start <= now) return { refused: 'in_the_past' };
  const end = start + length;
  const booking: ModelBooking = {
    status: step.hold ? 'held' : 'confirmed',
    start,
    end,
    units,
    from: start - policy.before,
    to: end + policy.after,
    expiry: Math.min(now + policy.hold, start),
    version: 1,
  };
  return unfit(booking, undefined, model) ?? { event: step.hold ? 'BookingHeld' : 'BookingConfirmed', booking };
}

/** `own` is the booking that the step is about; there is none yet when it creates one. */
export function expected(step: Step, own: ModelBooking | undefined, model: Model): Outcome {
  if (step.do === 'create') return create(step, model);
  return own ? commanded(step, own, model) : { refused: 'not_found' };
}

function commanded(step: Exclude<Step, { do: 'create' }>, booking: ModelBooking, model: Model): Outcome {
  const { status, start, expiry } = booking;
  const { now, staff, policy } = model;
  const illegal = { refused: 'illegal_transition' };
  const alive = status === 'held' && now < expiry;
  const lapsed = status === 'expired' || (status === 'held' && !alive);
  const tooLate = status === 'confirmed' && !staff && now > start - policy.cancellationNotice;
  const next = (event: BookingEventType, change: Partial<ModelBooking>): Outcome => ({
    event,
    booking: { ...booking, ...change, version: booking.version + 1 },
  });

  if (step.do === 'confirm') {
    if (lapsed) return { refused: 'hold_expired' };
    if (alive) return next('BookingConfirmed', { status: 'confirmed', payment: step.payment });
    const again = status === 'confirmed' && (step.payment === undefined || step.payment === booking.payment);
    return again ? 'no-op' : illegal;
  }
  if (step.do === 'cancel') {
    if (status === 'cancelled' || status === 'expired') return 'no-op';
    if (status !== 'held' && status !== 'confirmed') return illegal;
    return tooLate ? { refused: 'cancellation_window_passed' } : next('BookingCancelled', { status: 'cancelled' });
  }
  if (step.do === 'complete' || step.do === 'no_show') {
    const closed = step.do === 'complete' ? 'completed' : 'no_show';
    if (status === closed) return 'no-op';
    if (!KEEPS.includes(status)) return illegal;
    if (now < start) return { refused: 'not_started' };
    return next(closed === 'completed' ? 'BookingCompleted' : 'BookingNoShow', { status: closed });
  }
  if (step.do !== 'change') {
    if (status === 'expired') return 'no-op';
    return status === 'held' && !alive ? next('BookingExpired', { status: 'expired' }) : illegal;
  }

  if (lapsed) return { refused: 'hold_expired' };
  if (!alive && status !== 'confirmed') return illegal;
  const to = {
    start: step.start ?? start,
    length: step.length ?? booking.end - start,
    units: step.units ?? booking.units,
  };
  const sameSlot = to.start === start && to.length === booking.end - start;
  const notes = step.notes ?? booking.notes;
  if (sameSlot && to.units === booking.units) {
    return notes === booking.notes ? 'no-op' : next('BookingUpdated', { notes });
  }
  if (tooLate) return { refused: 'cancellation_window_passed' };
  if (to.start !== start && to.start <= now) return { refused: 'in_the_past' };
  const end = to.start + to.length;
  const claim = sameSlot ? {} : { from: to.start - policy.before, to: end + policy.after };
  const slot = { ...claim, start: to.start, end, units: to.units, expiry: Math.min(expiry, to.start) };
  return unfit({ ...booking, ...slot }, booking, model) ?? next('BookingRescheduled', { ...slot, notes });
}
