import type { Notifier, Outbox } from '../../../ports/index.js';
import type { BookingEvent } from '../../booking/booking.js';
import { failureOf, notificationOf } from './delivery.js';
import { alongBookings } from './lanes.js';

export interface RedeliveryPorts {
  readonly notifier: Notifier;
  readonly outbox: Pick<Outbox, 'delivered'>;
}

/** An event to be delivered, be it for a second time. */
export interface EventAgain {
  readonly event: BookingEvent;
  /** It is in the outbox, parked for instance, and is to be taken out of it. */
  readonly isPending: boolean;
}

export interface FailedAgain {
  readonly eventId: string;
  /** In the words of whoever failed: for staff to see. */
  readonly reason: string;
}

/**
 * Delivers events again, ascending per booking. One that is parked stays so until it is notified, and until that is
 * noted: whoever is stopped midway loses nothing, and begins again. One that fails holds up what follows in its booking.
 */
export class Redelivery {
  readonly #ports: RedeliveryPorts;
  readonly #failed = new Map<string, FailedAgain>();
  #delivered = 0;
  #heldUp = 0;

  constructor(ports: RedeliveryPorts) {
    this.#ports = ports;
  }

  get delivered(): number {
    return this.#delivered;
  }

  /** Behind one that failed. */
  get heldUp(): number {
    return this.#heldUp;
  }

  /** The first of each booking. */
  get failed(): readonly FailedAgain[] {
    return [...this.#failed.values()];
  }

  isHeldUp({ bookingId }: BookingEvent): boolean {
    return this.#failed.has(bookingId);
  }

  async carry(events: readonly EventAgain[]): Promise<void> {
    const inOrder = events.toSorted((a, b) => a.event.bookingVersion - b.event.bookingVersion);
    await alongBookings(inOrder, ({ event }) => event.bookingId, async (one) => {
      if (this.isHeldUp(one.event)) this.#heldUp += 1;
      else await this.#carryOne(one);
      return true;
    });
  }

  async #carryOne({ event, isPending }: EventAgain): Promise<void> {
    const { notifier, outbox } = this.#ports;
    const { bookingId, eventId } = event;
    const failure = await notificationOf({ notifier }, event, new AbortController().signal);
    const unnoted = failure || !isPending ? undefined : await failureOf(() => outbox.delivered([eventId]));
    if (failure) this.#failed.set(bookingId, { eventId, reason: failure.reason });
    else if (unnoted) this.#failed.set(bookingId, { eventId, reason: `delivered, but that was not noted: ${unnoted.reason}` });
    else this.#delivered += 1;
  }
}
