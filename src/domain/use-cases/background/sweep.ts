import type { Actor } from '../../access/actor.js';
import { expire } from '../../booking/expire.js';
import { commandBooking } from '../command-booking.js';
import type { Dependencies } from '../dependencies.js';

const PAGE = 100;
// Events carry it out of the library.
const SYSTEM: Actor = Object.freeze({ subject: 'system', roles: Object.freeze(['system'] as const) });

/** Records as expired the holds that have lapsed; their slots were free already. Answers with how many. */
export async function sweepLapsedHolds(deps: Dependencies, signal: AbortSignal): Promise<number> {
  const { store, clock, logger } = deps;
  let expired = 0;
  let cursor: string | undefined;
  do {
    const page = await store.repository.listLapsedHolds(clock.now(), PAGE, cursor);
    if (page.isErr()) {
      logger.warn({ cause: page.error.cause }, 'lapsed holds not readable');
      return expired;
    }
    for (const { bookingId } of page.value.items) {
      if (signal.aborted) return expired;
      if (await isRecorded(deps, bookingId, signal)) expired += 1;
    }
    cursor = page.value.next;
  } while (cursor !== undefined);
  return expired;
}

/** A hold that cannot be recorded, be it for a bug, is left to the next sweep: the others do not wait for it. */
async function isRecorded(deps: Dependencies, bookingId: string, signal: AbortSignal): Promise<boolean> {
  const { ids, logger } = deps;
  const command = { bookingId };
  try {
    const request = { requestId: ids.next(), actor: SYSTEM, command, ifMatch: undefined, scope: undefined, signal };
    const told = await commandBooking(deps, expire, request);
    if (told.isErr()) logger.warn({ bookingId, kind: told.error.kind }, 'lapsed hold not recorded');
    return told.isOk();
  } catch (error) {
    logger.error({ bookingId, error }, 'lapsed hold not recorded');
    return false;
  }
}
