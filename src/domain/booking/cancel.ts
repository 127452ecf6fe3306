import { err, ok } from '../result.js';
import { exchange } from '../schedule/exchange.js';
import type { Behaviour } from './behaviour.js';
import { windowPassed } from './deadlines.js';
import { toRefusal } from './fit.js';
import { toBooking, toEvent } from './publish.js';
import { type Cancelled, nextVersion, occupantOf } from './state.js';

export interface CancelCommand {
  readonly bookingId: string;
  readonly reason?: string | undefined;
}

export const cancel: Behaviour<'cancel', CancelCommand> = {
  command: 'cancel',
  exchange: (open) => ({ releases: occupantOf(open) }),

  decide(open, { reason }, situation) {
    const { now, actor, service, days } = situation;
    const passed = windowPassed(open, situation);
    if (passed) return err(passed);
    const base = nextVersion(open, now);
    const state: Cancelled = {
      ...base,
      status: 'cancelled',
      cancelledAt: base.updatedAt,
      cancelledBy: actor.subject,
      ...(reason !== undefined && { cancelReason: reason }),
    };
    const written = exchange(days, { releases: occupantOf(open) }, service.capacity, now);
    if (written.isErr()) return err(toRefusal(written.error, state));
    return ok({ state, event: toEvent('BookingCancelled', toBooking(state), actor), days: written.value });
  },
};
