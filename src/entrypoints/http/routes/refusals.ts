import type * as refusal from '../../../domain/booking/refusals.js';
import type { ProblemKind } from '../problem.js';

// What each kind of route may answer, for the document. Written as records, so that the compiler misses no kind.

const ALWAYS = {
  invalid_request: true,
  idempotency_key_reused: true,
  idempotency_key_invalid: true,
  idempotency_key_required: true,
  forbidden: true,
  try_again: true,
  store_unavailable: true,
  aborted: true,
} as const satisfies Record<refusal.Always['kind'], true>;

const POLICY = {
  in_the_past: true,
  notice_too_short: true,
  beyond_horizon: true,
  duration_not_allowed: true,
  slot_too_long: true,
  slot_unavailable: true,
  capacity_exceeded: true,
  service_day_full: true,
  service_unknown: true,
} as const satisfies Record<refusal.PolicyRefusal['kind'], true>;

const EXISTING = {
  ...ALWAYS,
  not_found: true,
  version_mismatch: true,
  illegal_transition: true,
} as const satisfies Record<refusal.Existing['kind'], true>;

const READING = {
  invalid_request: true,
  not_found: true,
  forbidden: true,
  store_unavailable: true,
  aborted: true,
} as const satisfies Record<refusal.ReadRefusal['kind'], true>;

const kinds = <K extends ProblemKind>(complete: Readonly<Record<K, true>>): readonly K[] =>
  Object.keys(complete).filter((kind): kind is K => kind in complete);

export const CREATE = kinds<refusal.CreateRefusal['kind']>({ ...ALWAYS, ...POLICY });
export const CHANGE = kinds<refusal.ChangeRefusal['kind']>({
  ...EXISTING,
  ...POLICY,
  hold_expired: true,
  cancellation_window_passed: true,
});
export const CONFIRM = kinds<refusal.ConfirmRefusal['kind']>({ ...EXISTING, hold_expired: true });
export const CANCEL = kinds<refusal.CancelRefusal['kind']>({ ...EXISTING, cancellation_window_passed: true });
export const CLOSE = kinds<refusal.CloseRefusal['kind']>({ ...EXISTING, not_started: true });
export const READ = kinds<refusal.ReadRefusal['kind']>(READING);
export const PUT_SERVICE = kinds<refusal.PutServiceRefusal['kind']>({
  ...READING,
  version_mismatch: true,
  try_again: true,
});
