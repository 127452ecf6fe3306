import * as z from 'zod/mini';
import { COMMANDS } from '../../domain/booking/transitions.js';
import type { ProblemKind, ProblemOf } from './problem.js';
import * as field from './schemas/fields.js';
import { STATUSES } from './schemas/queries.js';
import { whole } from './schemas/published.js';

const count = whole({ minimum: 0 });
// Made for the document alone, as its components are.
const texts = z.lazy(() => z.array(z.string()));
const none = {};

/** What each problem says beyond its prose. Only what stands here leaves the process. */
export const PROBLEM_FACTS = {
  invalid_request: none,
  in_the_past: none,
  idempotency_key_invalid: none,
  idempotency_key_required: none,
  idempotency_key_reused: none,
  unauthenticated: none,
  forbidden: none,
  not_found: none,
  route_not_found: none,
  method_not_allowed: { allow: texts },
  slot_unavailable: {
    serviceId: field.serviceId,
    dateTime: field.instant,
    endsAt: field.instant,
    unitsLeft: count,
  },
  illegal_transition: { from: z.lazy(() => z.enum(STATUSES)), command: z.lazy(() => z.enum(COMMANDS)) },
  hold_expired: { holdExpiresAt: field.instant },
  service_day_full: none,
  version_mismatch: { current: field.version },
  body_too_large: { maxBytes: count },
  unsupported_media_type: { accepts: texts },
  notice_too_short: { minNoticeMinutes: count },
  beyond_horizon: { maxHorizonDays: count },
  cancellation_window_passed: { latest: field.instant },
  not_started: { dateTime: field.instant },
  duration_not_allowed: { minDurationMinutes: count, maxDurationMinutes: count },
  slot_too_long: { maxMinutes: count },
  capacity_exceeded: { capacity: count },
  service_unknown: { serviceId: field.serviceId },
  too_many_requests: { retryAfterSeconds: count },
  internal_error: { incidentId: z.string() },
  try_again: none,
  store_unavailable: none,
  aborted: none,
  no_connection: none,
} satisfies { [K in ProblemKind]: Record<Exclude<keyof ProblemOf<K>, 'kind' | 'issues'>, z.ZodMiniType> };
