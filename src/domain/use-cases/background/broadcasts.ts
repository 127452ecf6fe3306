import type { BookingEvent } from '../../booking/booking.js';
import type { Ports } from '../dependencies.js';
import { failureOf } from './delivery.js';

const TRIES = 3;
const MAX_UNDER_WAY = 100;

/**
 * What boards are being told, beside the notifications and never in their way: a few tries, and then it is let go, for
 * boards read again by themselves.
 */
export class Broadcasts {
  readonly #ports: Ports;
  readonly #underWay = new Set<Promise<void>>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  begin(event: BookingEvent): void {
    if (!this.#ports.broadcaster) return;
    if (this.#underWay.size >= MAX_UNDER_WAY) {
      this.#ports.logger.warn({ eventId: event.eventId, reason: 'too many under way' }, 'event not broadcast');
      return;
    }
    const told = this.#tell(event).finally(() => this.#underWay.delete(told));
    this.#underWay.add(told);
  }

  async ended(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #tell(event: BookingEvent): Promise<void> {
    const { broadcaster, logger } = this.#ports;
    for (let n = 0; broadcaster && n < TRIES; n += 1) {
      const failure = await failureOf(() => broadcaster.broadcast(event));
      if (!failure) return;
      logger.warn({ eventId: event.eventId, type: failure.type }, 'event not broadcast');
    }
  }
}
