import type { Actor, Booking } from '../../../src/index.js';
import type { Told } from '../history.js';

export type Answer = Exclude<Told, { readonly bookings: readonly Booking[] }>;

/** Not about what is booked, so not remembered: a repetition under the same key may hear something else. */
const NO_ANSWERS = new Set([
  'invalid_request', 'idempotency_key_invalid', 'idempotency_key_required', 'unauthenticated', 'forbidden', 'not_found',
  'too_many_requests', 'body_too_large', 'unsupported_media_type', 'try_again', 'store_unavailable', 'aborted',
  'internal_error', 'route_not_found', 'method_not_allowed',
]);

/** The request may have had its effect, or have it yet. */
const UNFINISHED = new Set(['try_again', 'store_unavailable', 'internal_error']);

export const isUnfinished = (told: Told): boolean => 'refusal' in told && UNFINISHED.has(told.refusal.kind);
export const isKeyReused = (told: Told): boolean =>
  'refusal' in told && told.refusal.kind === 'idempotency_key_reused';

/** What a key's record remembers. */
export const isRemembered = (told: Told): told is Answer =>
  'booking' in told || ('refusal' in told && !NO_ANSWERS.has(told.refusal.kind) && !isKeyReused(told));

const isOneOfUs = ({ roles }: Actor): boolean => roles.includes('staff') || roles.includes('system');

/** For users: those who may see and touch their own only. */
export const isUser = (actor: Actor): boolean => !isOneOfUs(actor);

/** A booking as this actor may be shown it: users are not told which member of the staff cancelled. */
export const shownTo = (actor: Actor, booking: Booking): Booking =>
  booking.status === 'cancelled' && isUser(actor) && booking.cancelledBy !== actor.subject
    ? { ...booking, cancelledBy: 'staff' }
    : booking;
