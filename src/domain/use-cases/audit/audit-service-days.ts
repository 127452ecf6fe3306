import type { StoreDown } from '../../../ports/index.js';
import { err, errAsync, ok, type Result, ResultAsync } from '../../result.js';
import { partsOf } from '../../schedule/claim.js';
import { DAY, type Interval } from '../../schedule/interval.js';
import type { DayKey } from '../../schedule/service-day.js';
import { auditService, type ServiceAudit } from './audit-service.js';
import { bookingsAround } from './bookings-around.js';
import { type AuditPorts, occupying } from './look.js';
import { type AuditRange, type InvalidRange, parseRange } from './range.js';

/** So many days of one service at once, which bounds what is kept in memory. */
const DAYS_AT_ONCE = 31;

export interface AuditReport extends ServiceAudit {
  /** What was looked at: the services that the catalog or a booking in the range knows, each day of each, and bookings. */
  readonly services: number;
  readonly days: number;
  readonly bookings: number;
}

interface Known {
  readonly serviceIds: readonly string[];
  readonly bookings: number;
}

async function knownIn({ store }: AuditPorts, range: Interval): Promise<Result<Known, StoreDown>> {
  const catalogued = await store.catalog.list();
  if (catalogued.isErr()) return err(catalogued.error);
  const serviceIds = new Set(catalogued.value.map(({ serviceId }) => serviceId));
  let bookings = 0;
  for await (const page of bookingsAround(store, range)) {
    if (page.isErr()) return err(page.error);
    for (const state of page.value) {
      serviceIds.add(state.serviceId);
      if (occupying(state)) bookings += 1;
    }
  }
  return ok({ serviceIds: [...serviceIds].sort(), bookings });
}

function* stretchesOf({ from, to }: Interval): Generator<Interval> {
  const length = DAYS_AT_ONCE * DAY;
  for (let begin = from; begin < to; begin += length) yield { from: begin, to: Math.min(to, begin + length) };
}

async function audit(ports: AuditPorts, range: Interval): Promise<Result<AuditReport, StoreDown>> {
  const known = await knownIn(ports, range);
  if (known.isErr()) return err(known.error);
  const { serviceIds, bookings } = known.value;
  const audits: ServiceAudit[] = [];
  let days = 0;
  for (const serviceId of serviceIds) {
    for (const stretch of stretchesOf(range)) {
      const keys = partsOf(stretch).map(({ day }): DayKey => ({ serviceId, day }));
      const audited = await auditService(ports, keys);
      if (audited.isErr()) return err(audited.error);
      audits.push(audited.value);
      days += keys.length;
    }
  }
  return ok({
    services: serviceIds.length,
    days,
    bookings,
    differences: audits.flatMap(({ differences }) => differences),
    unsettled: audits.flatMap(({ unsettled }) => unsettled),
  });
}

/** Recomputes the service days of a range from the bookings that claim them, and tells where they differ. */
export function auditDays(ports: AuditPorts, range: AuditRange): ResultAsync<AuditReport, InvalidRange | StoreDown> {
  const parsed = parseRange(range);
  return parsed.isErr() ? errAsync(parsed.error) : new ResultAsync(audit(ports, parsed.value));
}
