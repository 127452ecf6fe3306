import type { ChangeSet, Loaded, Unchanged } from '../../../ports/index.js';
import type { Change } from '../../booking/decision.js';
import { fingerprintOf } from '../../idempotency/fingerprint.js';
import type { RememberedAnswer } from '../../idempotency/record.js';
import type { CommandRequest } from '../call/request.js';
import type { Dependencies } from '../dependencies.js';
import { sent } from './recall.js';

/** All that one decision writes: a change with its answer, or an answer alone that is to be remembered. */
export function changeSetOf(
  { digest, settings }: Dependencies,
  request: CommandRequest<unknown>,
  { now, booking, record }: Pick<Loaded, 'booking' | 'record'> & { readonly now: number },
  answer: RememberedAnswer,
  change?: Change,
  restsOn: Unchanged['days'] = [],
): ChangeSet {
  const { scope, requestId } = request;
  const event = change?.event;
  return {
    decidedAt: now,
    booking: event && change.state,
    days: change?.days ?? [],
    event: event && { event, requestId },
    record:
      scope === undefined
        ? undefined
        : {
            put: {
              scope,
              fingerprint: fingerprintOf(sent(request), digest),
              requestId,
              answer,
              expiresAt: now + settings.rememberMs,
            },
            replaces: record?.requestId,
          },
    // The versions of a change say by themselves what it was decided on; a refusal and a no-op have none to write.
    unchanged: event || !booking ? undefined : { bookingId: booking.bookingId, version: booking.version, days: restsOn },
  };
}
