import { err, ok } from '../result.js';
import { exchange } from '../schedule/exchange.js';
import type { Behaviour } from './behaviour.js';
import { toRefusal } from './fit.js';
import { toBooking, toEvent } from './publish.js';
import { type Expired, nextVersion, occupantOf } from './state.js';

export interface ExpireCommand {
  readonly bookingId: string;
}

/** Records that a hold has lapsed. Its slot was free from that instant on, recorded or not. */
export const expire: Behaviour<'expire', ExpireCommand> = {
  command: 'expire',
  exchange: (held) => ({ releases: occupantOf(held) }),

  decide(held, _command, { now, actor, service, days }) {
    if (now < held.holdExpiresAt) return err({ kind: 'illegal_transition', from: held.status, command: 'expire' });
    const state: Expired = { ...nextVersion(held, now), status: 'expired', expiredAt: held.holdExpiresAt };
    const written = exchange(days, { releases: occupantOf(held) }, service.capacity, now);
    if (written.isErr()) return err(toRefusal(written.error, state));
    return ok({ state, event: toEvent('BookingExpired', toBooking(state), actor), days: written.value });
  },
};
