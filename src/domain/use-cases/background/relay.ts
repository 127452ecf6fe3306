import type { LeasedEvent, Outbox } from '../../../ports/index.js';
import type { Ports } from '../dependencies.js';
import type { Broadcasts } from './broadcasts.js';
import { notificationOf, retryOf } from './delivery.js';
import { alongBookings } from './lanes.js';

const BATCH = 50;

export interface Relayed {
  readonly delivered: number;
  readonly parked: number;
}
type Tally = { -readonly [K in keyof Relayed]: Relayed[K] };

/**
 * Carries what is due from the outbox to the notifier and the broadcaster, until nothing is due. Every event is
 * notified at least once; one that keeps failing is parked, so that the later events of its booking go on.
 * Without a notifier nothing is carried: delivered means notified, and another process on this store may have one.
 */
export async function relayDue(
  ports: Ports,
  relayId: string,
  mayGoOn: () => boolean,
  broadcasts: Broadcasts,
): Promise<Relayed> {
  const { outbox } = ports.store;
  const tally: Tally = { delivered: 0, parked: 0 };
  while (outbox && ports.notifier && mayGoOn()) {
    const { leaseMs } = ports.settings;
    const leasedAt = ports.clock.now();
    const begun = ports.stopwatch();
    const leased = await outbox.lease(relayId, leasedAt, leaseMs, BATCH);
    if (leased.isErr()) {
      ports.logger.warn({ cause: leased.error.cause }, 'outbox not readable');
      break;
    }
    if (leased.value.length === 0) break;
    // What is begun in the first half of a lease has ended before the lease does: by the clock, which others judge it
    // by and which runs on while a machine sleeps, and by the stopwatch, for a clock may be set.
    const isEarly = (): boolean =>
      ports.clock.now() < leasedAt + leaseMs / 2 && ports.stopwatch() < begun + leaseMs / 2;
    const batch = new Batch(ports, outbox, relayId, () => mayGoOn() && isEarly(), broadcasts);
    const isNoted = await batch.carry(leased.value, tally);
    if (!isNoted) break;
  }
  return tally;
}

class Batch {
  readonly #ports: Ports;
  readonly #outbox: Outbox;
  readonly #relayId: string;
  readonly #mayBegin: () => boolean;
  readonly #broadcasts: Broadcasts;
  // A relay that is told to stop still waits for what is under way; only the notifier's time limit ends that.
  readonly #signal = new AbortController().signal;
  #isNoted = true;

  constructor(ports: Ports, outbox: Outbox, relayId: string, mayBegin: () => boolean, broadcasts: Broadcasts) {
    this.#broadcasts = broadcasts;
    this.#ports = ports;
    this.#outbox = outbox;
    this.#relayId = relayId;
    this.#mayBegin = mayBegin;
  }

  /** `false`: the outbox did not take down what came of some events, so they would be leased again at once. */
  async carry(leased: readonly LeasedEvent[], tally: Tally): Promise<boolean> {
    const bookingIdOf = ({ event }: LeasedEvent): string => event.bookingId;
    await alongBookings(leased, bookingIdOf, async (one) => this.#mayBegin() && this.#carried(one, tally));
    return this.#isNoted;
  }

  /** A bug of the outbox ends this lane's booking, not the other lanes. */
  async #carried(leased: LeasedEvent, tally: Tally): Promise<boolean> {
    try {
      return await this.#carryOne(leased, tally);
    } catch (error) {
      this.#ports.logger.error({ eventId: leased.event.eventId, error }, 'outcome of a delivery not recorded');
      this.#isNoted = false;
      return false;
    }
  }

  /** Whether the next event of the booking may follow: not while this one waits for its turn, or is another relay's. */
  async #carryOne({ event, attempts }: LeasedEvent, tally: Tally): Promise<boolean> {
    const { logger } = this.#ports;
    const { eventId } = event;
    if (attempts === 0) this.#broadcasts.begin(event);
    const failure = await notificationOf(this.#ports, event, this.#signal);
    if (!failure) {
      const noted = await this.#outbox.delivered([eventId]);
      if (noted.isErr()) return this.#notNoted(eventId);
      tally.delivered += 1;
      return true;
    }

    const retryAt = retryOf(this.#ports, failure, attempts);
    const parks = retryAt === 'park';
    const noted = await this.#outbox.failed(this.#relayId, eventId, failure.reason, retryAt);
    if (noted.isErr()) return this.#notNoted(eventId);
    const isParked = parks && noted.value;
    logger.warn({ eventId, attempts: attempts + 1, parked: isParked, type: failure.type }, 'event not notified');
    if (isParked) tally.parked += 1;
    return isParked;
  }

  #notNoted(eventId: string): false {
    this.#ports.logger.warn({ eventId }, 'outcome of a delivery not recorded; it will be repeated');
    this.#isNoted = false;
    return false;
  }
}
