import type { Booking } from '../../../src/index.js';
import type { Dice } from './dice.js';
import type { Heard } from './ledger.js';

/** What the clients of a run have heard of bookings, latest version first remembered. */
export class Desk {
  readonly #known = new Map<string, Booking>();

  learn(heard: Heard): void {
    if (!heard || 'refusal' in heard) return;
    for (const booking of 'bookings' in heard ? heard.bookings : [heard.booking]) {
      const { bookingId, version } = booking;
      if ((this.#known.get(bookingId)?.version ?? 0) < version) this.#known.set(bookingId, booking);
    }
  }

  /** Someone's booking, likely a recent one, or anyone's. */
  pick(dice: Dice, userId: string | undefined, isWanted: (booking: Booking) => boolean = () => true): Booking | undefined {
    const known = [...this.#known.values()].filter(
      (booking) => (userId === undefined || booking.userId === userId) && isWanted(booking),
    );
    return known.at(-1 - Math.floor(dice.throw() ** 2 * known.length));
  }
}
