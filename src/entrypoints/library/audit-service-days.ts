import { systemClock, timedStore } from '../../adapters/system/index.js';
import type { ResultAsync } from '../../domain/result.js';
import { type AuditReport, auditDays } from '../../domain/use-cases/audit/audit-service-days.js';
import type { AuditRange, InvalidRange } from '../../domain/use-cases/audit/range.js';
import type { Clock, Store, StoreDown } from '../../ports/index.js';

export interface AuditOptions {
  readonly clock?: Clock | undefined;
  /** How long it waits before it looks again at a service day that differs: longer than a list lags. Default: 2,000. */
  readonly pauseMs?: number | undefined;
  /** How long a call of the store may take, in milliseconds. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Recomputes every service day of a range from the bookings that claim it, and reports where the two differ. It only
 * reads, and bookings may be made meanwhile: a difference counts when two looks in a row find it in an unchanged day.
 */
export function auditServiceDays(
  store: Store,
  range: AuditRange,
  { clock = systemClock, pauseMs = 2_000, timeoutMs = 10_000 }: AuditOptions = {},
): ResultAsync<AuditReport, InvalidRange | StoreDown> {
  return auditDays({ store: timedStore(store, timeoutMs), clock, pauseMs }, range);
}
