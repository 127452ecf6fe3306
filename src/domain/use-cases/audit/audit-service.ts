import type { StoreDown } from '../../../ports/index.js';
import { err, ok, type Result } from '../../result.js';
import type { DayKey } from '../../schedule/service-day.js';
import type { DayDifference } from './differences.js';
import { type AuditPorts, look } from './look.js';

const MOST_LOOKS = 8;

export interface ServiceAudit {
  readonly differences: readonly DayDifference[];
  /** Days that kept changing while they were looked at: of them nothing can be said. */
  readonly unsettled: readonly DayKey[];
}

/**
 * Looks at service days of one service until each of them balances, or differs in two looks in a row at one and the
 * same version. Between the two lies a pause: what that version holds is by then in every list.
 */
export async function auditService(
  ports: AuditPorts,
  keys: readonly DayKey[],
): Promise<Result<ServiceAudit, StoreDown>> {
  const differences: DayDifference[] = [];
  const differedAt = new Map<string, number>();
  let unsettled = keys;
  for (let looks = 0; looks < MOST_LOOKS && unsettled.length > 0; looks += 1) {
    if (looks > 0) await ports.clock.sleep(ports.pauseMs);
    const seen = await look(ports, unsettled);
    if (seen.isErr()) return err(seen.error);
    const open: DayKey[] = [];
    for (const { day, isStill, differences: found } of seen.value) {
      if (isStill && found.length === 0) continue;
      if (isStill && differedAt.get(day.day) === day.version) {
        differences.push(...found);
        continue;
      }
      if (isStill) differedAt.set(day.day, day.version);
      open.push({ serviceId: day.serviceId, day: day.day });
    }
    unsettled = open;
  }
  return ok({ differences, unsettled });
}
