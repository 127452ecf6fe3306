import { err, ok } from '../result.js';
import { exchange, type Exchange } from '../schedule/exchange.js';
import { isAlive } from '../schedule/occupant.js';
import type { Behaviour } from './behaviour.js';
import { holdExpired } from './deadlines.js';
import { toRefusal } from './fit.js';
import { toBooking, toEvent } from './publish.js';
import { type Confirmed, type Held, nextVersion, occupantOf } from './state.js';

export interface ConfirmCommand {
  readonly bookingId: string;
  readonly paymentReference?: string | undefined;
}

// The same claim at both ends: it takes nothing more than the hold already had, so fit is never in question.
const confirmedFor = (held: Held): Exchange => ({
  releases: occupantOf(held),
  takes: { bookingId: held.bookingId, claim: held.claim },
});

export const confirm: Behaviour<'confirm', ConfirmCommand> = {
  command: 'confirm',
  exchange: confirmedFor,
  isRepetition: (state, { paymentReference }) =>
    paymentReference === undefined || paymentReference === state.paymentReference,

  decide(held, { paymentReference }, { now, actor, service, days }) {
    if (!isAlive(days, occupantOf(held), now)) return err(holdExpired(held.holdExpiresAt));
    const base = nextVersion(held, now);
    const state: Confirmed = {
      ...base,
      ...(paymentReference !== undefined && { paymentReference }),
      status: 'confirmed',
      confirmedAt: base.updatedAt,
    };
    const written = exchange(days, confirmedFor(held), service.capacity, now);
    if (written.isErr()) return err(toRefusal(written.error, state));
    return ok({ state, event: toEvent('BookingConfirmed', toBooking(state), actor), days: written.value });
  },
};
