import { cancel } from '../../src/domain/booking/cancel.js';
import { update } from '../../src/domain/booking/change.js';
import { complete, markNoShow } from '../../src/domain/booking/close.js';
import { confirm } from '../../src/domain/booking/confirm.js';
import type { Verdict } from '../../src/domain/booking/decision.js';
import { expire } from '../../src/domain/booking/expire.js';
import type { BookingState } from '../../src/domain/booking/state.js';
import type { ServiceDay } from '../../src/domain/schedule/service-day.js';
import { at, create, decide, MINUTE, service, staff, user } from '../unit/builders.js';
import type { ModelPolicy, Step } from './steps.js';

// Ticks of a quarter of an hour from six in the evening: midnight is in the middle of them.
const TICK = 15 * MINUTE;
const EVENING = at('18:00');
export const instant = (tick: number): number => EVENING + tick * TICK;

/** What an office has in writing. */
export interface Books {
  readonly bookings: readonly BookingState[];
  readonly days: readonly ServiceDay[];
}

/** The code under test with a memory: bookings and service days as its decisions left them. */
export function openOffice(books: Books = { bookings: [], days: [] }) {
  const bookings = [...books.bookings];
  const days = new Map(books.days.map((day) => [day.day, day]));

  /** Decides, and writes what was decided. */
  function told(step: Step, index: number, now: number, policy: ModelPolicy): Verdict {
    const verdict = decided(step, index, now, policy);
    if (verdict.isOk()) {
      const { state, days: written } = verdict.value;
      bookings[index] = state;
      for (const day of written) days.set(day.day, day);
    }
    return verdict;
  }

  function decided(step: Step, index: number, now: number, policy: ModelPolicy): Verdict {
    const world = {
      now: instant(now),
      actor: step.staff ? staff : user(),
      days: [...days.values()],
      service: service({
        capacity: policy.capacity,
        minDurationMinutes: 1,
        maxDurationMinutes: 600,
        bufferBeforeMinutes: policy.before * 15,
        bufferAfterMinutes: policy.after * 15,
        holdMinutes: policy.hold * 15,
        cancellationNoticeMinutes: policy.cancellationNotice * 15,
      }),
    };
    if (step.do === 'create') {
      const { start, length, units, hold } = step;
      return create({ dateTime: instant(start), durationMinutes: length * 15, units, hold }, world, `b-${index}`);
    }
    const state = bookings[index];
    if (!state) throw new Error(`no booking ${index}`);
    const { bookingId } = state;
    switch (step.do) {
      case 'confirm':
        return decide(confirm, state, { bookingId, paymentReference: step.payment }, world);
      case 'change': {
        const { start, length, units, notes } = step;
        const dateTime = start === undefined ? undefined : instant(start);
        const durationMinutes = length === undefined ? undefined : length * 15;
        return decide(update, state, { bookingId, dateTime, durationMinutes, units, notes }, world);
      }
      case 'cancel':
        return decide(cancel, state, { bookingId }, world);
      case 'complete':
        return decide(complete, state, { bookingId }, world);
      case 'no_show':
        return decide(markNoShow, state, { bookingId }, world);
      case 'expire':
        return decide(expire, state, { bookingId }, world);
    }
  }

  return {
    bookings,
    books: (): Books => ({ bookings: [...bookings], days: [...days.values()] }),
    told,
    /** Units taken at each of the first so many ticks, holds counted while unexpired at `now`. */
    taken(ticks: number, now: number): readonly number[] {
      const units = Array.from({ length: ticks }, () => 0);
      for (const { from, to, confirmedUnits, holds } of [...days.values()].flatMap((day) => day.claims)) {
        const live = holds.filter((hold) => hold.expiresAt > instant(now));
        const all = live.reduce((sum, hold) => sum + hold.units, confirmedUnits);
        for (let tick = 0; tick < ticks; tick += 1) {
          if (from <= instant(tick) && instant(tick) < to) units[tick] = (units[tick] ?? 0) + all;
        }
      }
      return units;
    },
  };
}
