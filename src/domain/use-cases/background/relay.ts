import type { LeasedEvent, Outbox } from '../../../ports/index.js';
import { deliver, retryOf } from './delivery.js';
import type { Ports } from '../dependencies.js';

const LEASE_MS = 60_000;
const BATCH = 50;
const AT_ONCE = 10;

export interface Relayed {
  readonly delivered: number;
  readonly parked: number;
}

/**
 * Carries what is due from the outbox to the notifier and the broadcaster, until nothing is due. Every event is
 * notified at least once; one that keeps failing is parked, so that the later events of its booking go on.
 */
export async function relayDue(ports: Ports, relayId: string, signal: AbortSignal): Promise<Relayed> {
  const { outbox } = ports.store;
  let relayed: Relayed = { delivered: 0, parked: 0 };
  while (outbox && !signal.aborted) {
    const leased = await outbox.lease(relayId, ports.clock.now(), LEASE_MS, BATCH);
    if (leased.isErr()) {
      ports.logger.warn({ cause: leased.error.cause }, 'outbox not readable');
      break;
    }
    if (leased.value.length === 0) break;
    const batch = await relayBatch(ports, outbox, relayId, leased.value);
    relayed = { delivered: relayed.delivered + batch.delivered, parked: relayed.parked + batch.parked };
    if (batch.stuck) break;
  }
  return relayed;
}

/**
 * Bookings side by side, the events of one booking one after another. `stuck`: the outbox did not take down what came
 * of some events, so they would be leased again at once.
 */
async function relayBatch(
  ports: Ports,
  outbox: Outbox,
  relayId: string,
  leased: readonly LeasedEvent[],
): Promise<Relayed & { readonly stuck: boolean }> {
  const done: string[] = [];
  let parked = 0;
  let stuck = false;
  // A relay that is told to stop still waits for what is under way; only the notifier's time limit ends that.
  const { signal } = new AbortController();
  const bookings = Map.groupBy(leased, ({ event }) => event.bookingId).values();

  const carry = async (): Promise<void> => {
    for (const events of bookings) {
      for (const { event, attempts } of events) {
        const failure = await deliver(ports, event, attempts, signal);
        if (!failure) {
          done.push(event.eventId);
          continue;
        }
        const retryAt = retryOf(ports, failure, attempts);
        const park = retryAt === 'park';
        const noted = await outbox.failed(relayId, event.eventId, failure.reason, retryAt);
        ports.logger.warn({ eventId: event.eventId, attempts: attempts + 1, parked: park }, 'event not notified');
        stuck ||= noted.isErr();
        // What follows in this booking must wait for its turn; only what is parked no longer holds it up.
        if (!park || noted.isErr()) break;
        parked += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, carry));

  const noted = done.length > 0 ? await outbox.delivered(done) : undefined;
  const lost = noted?.isErr() ?? false;
  if (lost) ports.logger.warn({ events: done.length }, 'deliveries not recorded; they will be repeated');
  return { delivered: lost ? 0 : done.length, parked, stuck: stuck || lost };
}
