import type { ClaimMissing, NoExchange } from '../schedule/exchange.js';
import { toInstant } from '../schedule/utc.js';
import type { FitRefusal } from './refusals.js';
import type { BookingState } from './state.js';

/** The schedule's refusal in the booking's words: of the slot that was asked for, without its buffers. */
export function toRefusal(reason: NoExchange, asked: BookingState): FitRefusal | ClaimMissing {
  if (reason.kind !== 'no_room') return reason;
  return {
    kind: 'slot_unavailable',
    serviceId: asked.serviceId,
    dateTime: toInstant(asked.startsAt),
    endsAt: toInstant(asked.endsAt),
    unitsLeft: reason.unitsLeft,
  };
}
