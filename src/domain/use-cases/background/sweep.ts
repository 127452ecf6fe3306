import type { BackgroundReport } from '../../../ports/index.js';
import type { Actor } from '../../access/actor.js';
import { expire } from '../../booking/expire.js';
import { commandBooking } from '../command-booking.js';
import type { Dependencies } from '../dependencies.js';

const PAGE = 100;
// Events carry it out of the library.
const SYSTEM: Actor = Object.freeze({ subject: 'system', roles: Object.freeze(['system'] as const) });

export type Swept = Pick<BackgroundReport, 'expired' | 'sweepFailures'>;

/** Records as expired the holds that have lapsed; their slots were free already. When `signal` aborts, the rest is left. */
export async function sweepLapsedHolds(deps: Dependencies, signal: AbortSignal): Promise<Swept> {
  const { store, clock, logger } = deps;
  const swept = { expired: 0, sweepFailures: 0 };
  let cursor: string | undefined;
  do {
    const page = await store.repository.listLapsedHolds(clock.now(), PAGE, cursor);
    if (page.isErr()) {
      logger.warn({ cause: page.error.cause }, 'lapsed holds not readable');
      swept.sweepFailures += 1;
      return swept;
    }
    for (const { bookingId } of page.value.items) {
      if (signal.aborted) return swept;
      const outcome = await record(deps, bookingId, signal);
      if (outcome !== 'none') swept[outcome] += 1;
    }
    cursor = page.value.next;
  } while (cursor !== undefined && !signal.aborted);
  return swept;
}

/** What a list that lags behind shows as a lapsed hold and is none any more. */
const WAS_NONE: readonly string[] = ['illegal_transition', 'not_found'];

/** A hold that cannot be recorded, be it for a bug, is left to the next sweep: the others do not wait for it. */
async function record(deps: Dependencies, bookingId: string, signal: AbortSignal): Promise<keyof Swept | 'none'> {
  const { ids, logger } = deps;
  const command = { bookingId };
  try {
    const request = { requestId: ids.next(), actor: SYSTEM, command, ifMatch: undefined, scope: undefined, signal };
    const told = await commandBooking(deps, expire, request);
    if (told.isOk()) return 'expired';
    if (told.error.kind === 'aborted') return 'none';
    logger.warn({ bookingId, kind: told.error.kind }, 'lapsed hold not recorded');
    return WAS_NONE.includes(told.error.kind) ? 'none' : 'sweepFailures';
  } catch (error) {
    logger.error({ bookingId, error }, 'lapsed hold not recorded');
    return 'sweepFailures';
  }
}
