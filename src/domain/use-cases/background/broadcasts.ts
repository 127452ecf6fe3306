import type { Broadcaster } from '../../../ports/index.js';
import type { BookingEvent } from '../../booking/booking.js';
import type { Ports } from '../dependencies.js';
import { failureOf } from './delivery.js';

const TRIES = 3;
const MAX_UNDER_WAY = 100;

type Told = Pick<Ports, 'broadcaster' | 'logger'>;

/**
 * What boards are being told, beside the notifications and never in their way: a few tries, as long as they are of use, and
 * then it is let go, for boards read again by themselves.
 */
export class Broadcasts {
  readonly #ports: Told;
  readonly #underWay = new Set<Promise<void>>();
  // Whoever stops waiting for a broadcaster is its time limit, not the one who asks.
  readonly #signal = new AbortController().signal;

  constructor(ports: Told) {
    this.#ports = ports;
  }

  begin(event: BookingEvent): void {
    const { broadcaster, logger } = this.#ports;
    if (!broadcaster) return;
    if (this.#underWay.size >= MAX_UNDER_WAY) {
      logger.warn({ eventId: event.eventId, reason: 'too many under way' }, 'event not broadcast');
      return;
    }
    const told = this.#tell(broadcaster, event).finally(() => this.#underWay.delete(told));
    this.#underWay.add(told);
  }

  async ended(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #tell(broadcaster: Broadcaster, event: BookingEvent): Promise<void> {
    for (let n = 0; n < TRIES; n += 1) {
      const failure = await failureOf(() => broadcaster.broadcast(event, this.#signal));
      if (!failure) return;
      this.#ports.logger.warn({ eventId: event.eventId, type: failure.type }, 'event not broadcast');
      if (!failure.retry) return;
    }
  }
}
