import type { ProblemKind, ProblemOf } from './problem.js';

interface Telling<P> {
  readonly status: number;
  readonly title: string;
  detail(facts: P): string;
  headers?(facts: P): Readonly<Record<string, string>>;
}

const soon = () => ({ 'Retry-After': '1' });

/** The one place where a refusal becomes a status and prose. The compiler misses no kind. */
export const PROBLEMS: { readonly [K in ProblemKind]: Telling<ProblemOf<K>> } = {
  invalid_request: {
    status: 400,
    title: 'Invalid request',
    detail: ({ issues }) =>
      `${issues.length === 1 ? 'One thing is' : `${issues.length} things are`} wrong: see errors.`,
  },
  in_the_past: {
    status: 400,
    title: 'In the past',
    detail: () => 'The booking time must be in the future.',
  },
  idempotency_key_invalid: {
    status: 400,
    title: 'Invalid idempotency key',
    detail: () => 'Send one Idempotency-Key: 1 to 255 printable ASCII characters without comma, quote or backslash.',
  },
  idempotency_key_required: {
    status: 400,
    title: 'Idempotency key required',
    detail: () => 'This request must carry an Idempotency-Key header.',
  },
  unauthenticated: {
    status: 401,
    title: 'Not authenticated',
    detail: () => 'The request does not prove who is calling.',
    headers: () => ({ 'WWW-Authenticate': 'Bearer' }),
  },
  forbidden: { status: 403, title: 'Forbidden', detail: () => 'You may not do this.' },
  not_found: { status: 404, title: 'Not found', detail: () => 'There is no such thing, or it is not yours to see.' },
  route_not_found: { status: 404, title: 'Route not found', detail: () => 'Nothing is served at this address.' },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    detail: ({ allow }) => `This address answers ${allow.join(', ')}.`,
    headers: ({ allow }) => ({ Allow: allow.join(', ') }),
  },
  slot_unavailable: {
    status: 409,
    title: 'Slot unavailable',
    detail: ({ unitsLeft }) => `The slot is taken; units left in it: ${unitsLeft}.`,
  },
  illegal_transition: {
    status: 409,
    title: 'Illegal transition',
    detail: ({ from, command }) => `A booking that is ${from} has no ${command}.`,
  },
  hold_expired: {
    status: 409,
    title: 'Hold expired',
    detail: ({ holdExpiresAt }) => `The hold lapsed at ${holdExpiresAt}; book again.`,
  },
  service_day_full: {
    status: 409,
    title: 'Service day full',
    detail: () => 'This day of the service holds too many different intervals to add another.',
  },
  version_mismatch: {
    status: 412,
    title: 'Version mismatch',
    detail: ({ current }) => `The version is ${current}; read again and decide again.`,
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    detail: ({ maxBytes }) => `A body may have at most ${maxBytes} bytes.`,
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    detail: ({ accepts }) => `Send uncompressed UTF-8 as ${accepts.join(' or ')}.`,
    headers: ({ accepts }) => ({ Accept: accepts.join(', ') }),
  },
  notice_too_short: {
    status: 422,
    title: 'Notice too short',
    detail: ({ minNoticeMinutes }) => `Book at least ${minNoticeMinutes} minutes ahead.`,
  },
  beyond_horizon: {
    status: 422,
    title: 'Beyond the horizon',
    detail: ({ maxHorizonDays }) => `Book at most ${maxHorizonDays} days ahead.`,
  },
  cancellation_window_passed: {
    status: 422,
    title: 'Cancellation window passed',
    detail: ({ latest }) => `It could be cancelled or moved until ${latest}.`,
  },
  not_started: {
    status: 422,
    title: 'Not started',
    detail: ({ dateTime }) => `The booking starts at ${dateTime}.`,
  },
  duration_not_allowed: {
    status: 422,
    title: 'Duration not allowed',
    detail: ({ minDurationMinutes: min, maxDurationMinutes: max }) =>
      min === max ? `A booking takes ${min} minutes.` : `A booking takes ${min} to ${max} minutes.`,
  },
  slot_too_long: {
    status: 422,
    title: 'Slot too long',
    detail: ({ maxMinutes }) => `A slot with its buffers may last at most ${maxMinutes} minutes.`,
  },
  capacity_exceeded: {
    status: 422,
    title: 'Capacity exceeded',
    detail: ({ capacity }) => `The service has ${capacity} in all.`,
  },
  service_unknown: { status: 422, title: 'Service unknown', detail: () => 'There is no such service to book.' },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key reused',
    detail: () => 'This key was used for another request; draw a new one for each request.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    detail: ({ retryAfterSeconds }) => `Come back in ${retryAfterSeconds} s.`,
    headers: ({ retryAfterSeconds }) => ({ 'Retry-After': String(retryAfterSeconds) }),
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    detail: ({ incidentId }) => `This is a fault of ours; its log entry is ${incidentId}.`,
  },
  try_again: {
    status: 503,
    title: 'Try again',
    detail: () => 'Whether this was done is unknown: repeat it with the same Idempotency-Key.',
    headers: soon,
  },
  store_unavailable: {
    status: 503,
    title: 'Store unavailable',
    detail: () => 'Whether this was done is unknown: repeat it with the same Idempotency-Key.',
    headers: soon,
  },
  no_connection: {
    status: 503,
    title: 'No connection',
    detail: () => 'No live connection can be made just now: connect again in a moment.',
    headers: soon,
  },
  aborted: { status: 503, title: 'Aborted', detail: () => 'Nothing was written.', headers: soon },
};
