/** @import { Problem } from '../types.ts' */
/** @import { Formats } from '../time/formats.js' */
import { plainText } from '../bookings/plain-text.js';
import { STATUS_WORDS } from '../bookings/status.js';
import { minutesWord } from './minutes.js';

/** @typedef {'service' | 'user' | 'date' | 'time' | 'duration' | 'units' | 'notes' | 'reason'} FieldName */
/** @typedef {{ field?: FieldName, text: string }} Complaint */

/** @type {Readonly<Record<string, FieldName>>} */
const FIELDS = {
  serviceId: 'service',
  userId: 'user',
  dateTime: 'time',
  durationMinutes: 'duration',
  units: 'units',
  notes: 'notes',
  reason: 'reason',
};

const UNKNOWN = 'It is not known whether this was done. Try again: it will not be done twice.';
/** To go with an answer that is about its own try alone. */
const EARLIER_UNKNOWN = { text: 'Whether it was done before is still not known. Try again: it will not be done twice.' };

/** @param {string} status */
const statusWord = (status) => (STATUS_WORDS[/** @type {keyof typeof STATUS_WORDS} */ (status)] ?? status).toLowerCase();

/**
 * Each code in words, beside the field that it is about.
 *
 * @type {Readonly<Record<string, (problem: Problem, formats: Formats) => Complaint>>}
 */
const WORDS = {
  in_the_past: () => ({ field: 'time', text: 'This time has passed.' }),
  slot_unavailable: ({ unitsLeft = 0 }) =>
    unitsLeft > 0
      ? { field: 'units', text: `Only ${unitsLeft} left at this time.` }
      : { field: 'time', text: 'This time is taken: nothing is left.' },
  notice_too_short: ({ minNoticeMinutes = 0 }) => ({
    field: 'time',
    text: `This is too soon: it takes ${minutesWord(minNoticeMinutes)} of notice.`,
  }),
  beyond_horizon: ({ maxHorizonDays }) => ({ field: 'date', text: `This is too far ahead: at most ${maxHorizonDays} days.` }),
  cancellation_window_passed: ({ latest }, formats) => ({
    text: `It is too late: this could be done until ${latest ? formats.moment(latest) : 'some time ago'}.`,
  }),
  not_started: ({ dateTime }, formats) => ({
    text: `It has not begun: it starts ${dateTime ? formats.moment(dateTime) : 'later'}.`,
  }),
  duration_not_allowed: ({ minDurationMinutes: least = 0, maxDurationMinutes: most = 0 }) => ({
    field: 'duration',
    text: least === most ? `It takes ${minutesWord(least)}.` : `It takes ${least} to ${most} minutes.`,
  }),
  slot_too_long: ({ maxMinutes = 0 }) => ({
    field: 'duration',
    text: `This is too long: at most ${minutesWord(maxMinutes)}, buffers included.`,
  }),
  capacity_exceeded: ({ capacity }) => ({ field: 'units', text: `The service has ${capacity} in all.` }),
  service_unknown: () => ({ field: 'service', text: 'There is no such service.' }),
  service_day_full: () => ({ field: 'date', text: 'This day of the service cannot take another booking.' }),
  hold_expired: ({ holdExpiresAt }, formats) => ({
    text: `The hold lapsed${holdExpiresAt ? ` at ${formats.time(Date.parse(holdExpiresAt))}` : ''}: book again.`,
  }),
  illegal_transition: ({ from = '' }) => ({ text: `It is ${statusWord(from)}, so this cannot be done.` }),
  version_mismatch: () => ({ text: 'It was changed meanwhile. Here it is as it is now: look again.' }),
  unauthenticated: () => ({ text: 'Sign in, and try again.' }),
  not_found: () => ({ text: 'There is no such booking, or it is not yours to see.' }),
  too_many_requests: ({ retryAfterSeconds }) => ({
    text: `That was too much at once. Try again${retryAfterSeconds ? ` in ${retryAfterSeconds} s` : ' in a moment'}.`,
  }),
  aborted: () => ({ text: 'This time nothing was done. Try again.' }),
  try_again: () => ({ text: UNKNOWN }),
  store_unavailable: () => ({ text: UNKNOWN }),
  internal_error: ({ incidentId }) => ({ text: `A fault of the service, noted as ${incidentId}. ${UNKNOWN}` }),
};

/** What one's role does not allow. */
const FORBIDDEN = /** @type {const} */ ({
  create: { field: 'user', text: 'Only staff may book for somebody else.' },
  act: { text: 'Only staff may do this.' },
});

/** @typedef {keyof typeof FORBIDDEN} Kind */

/**
 * @param {Problem | undefined} problem
 * @param {{ formats: Formats, kind: Kind }} asked
 * @returns {readonly Complaint[]}
 */
function ofThisTry(problem, { formats, kind }) {
  if (!problem) return [{ text: `No answer came. ${UNKNOWN}` }];
  if (problem.code === 'forbidden') return [FORBIDDEN[kind]];
  if (problem.code === 'invalid_request' && problem.errors && problem.errors.length > 0) {
    return problem.errors.map(({ path, message }) => {
      const [field, text] = [FIELDS[path], plainText(message)];
      return field ? { field, text: `This ${text}.` } : { text: `${plainText(path)} ${text}.` };
    });
  }
  const words = WORDS[problem.code];
  if (words) return [words(problem, formats)];
  if (problem.status >= 500) return [{ text: UNKNOWN }];
  return [{ text: plainText(problem.detail ?? problem.title ?? `The service refused this (${problem.status}).`) }];
}

/**
 * What to say of a refusal. `undefined`: no answer came.
 *
 * @param {Problem | undefined} problem
 * @param {{ formats: Formats, kind: Kind, isOpen: boolean }} asked `isOpen`: what came of it so far is not known.
 * @returns {readonly Complaint[]}
 */
export function complaintsOf(problem, asked) {
  const complaints = ofThisTry(problem, asked);
  const isSaid = complaints.some(({ text }) => text.endsWith(UNKNOWN));
  return asked.isOpen && !isSaid ? [...complaints, EARLIER_UNKNOWN] : complaints;
}
