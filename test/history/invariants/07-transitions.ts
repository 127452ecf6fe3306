import type { BookingEventType, BookingStatus } from '../../../src/index.js';
import type { Step } from '../model/world.js';
import { judgeEffect } from './07-effect.js';
import { judgeLastBookings } from './07-last-bookings.js';
import { brokenField } from './07-fields.js';
import { commitNamed, type Invariant, type Report } from './invariant.js';

type Before = BookingStatus | 'new';
/** By its type, from where to where an event leads. Nothing else leads anywhere. */
const LEADS: Readonly<Record<BookingEventType, readonly (readonly [from: Before, to: BookingStatus])[]>> = {
  BookingHeld: [['new', 'held']],
  BookingConfirmed: [['new', 'confirmed'], ['held', 'confirmed']],
  BookingRescheduled: [['held', 'held'], ['confirmed', 'confirmed']],
  BookingUpdated: [['held', 'held'], ['confirmed', 'confirmed']],
  BookingCancelled: [['held', 'cancelled'], ['confirmed', 'cancelled']],
  BookingCompleted: [['confirmed', 'completed'], ['no_show', 'completed']],
  BookingNoShow: [['confirmed', 'no_show'], ['completed', 'no_show']],
  BookingExpired: [['held', 'expired']],
};

/** Only legal transitions, one event for each version, none missing, each as it was asked for. */
export const onlyLegalTransitions: Invariant = (evidence, report) => {
  const ids = new Set<string>();
  for (const step of evidence.world.steps) {
    const { eventId } = step.entry.event;
    if (ids.has(eventId)) report(`${commitNamed(step)} repeats an event id`);
    ids.add(eventId);
    judgeTransition(step, report);
    const broken = brokenField(step);
    if (broken !== undefined) report(`${commitNamed(step)} has a wrong ${broken}`);
    judgeEffect(evidence, step, report);
  }
  judgeLastBookings(evidence, ids, report);
};

function judgeTransition(step: Step, report: Report): void {
  const { before, after, entry } = step;
  const [from, to] = [before?.status ?? 'new', after.status] as const;
  if (!LEADS[entry.event.type].some(([start, end]) => start === from && end === to)) {
    report(`${commitNamed(step)} leads from ${from} to ${to}`);
  }
  const due = (before?.booking.version ?? 0) + 1;
  if (after.booking.version !== due) report(`${commitNamed(step)} has version ${after.booking.version}, due is ${due}`);
}
