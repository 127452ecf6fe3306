import type { Booking } from 'holdfast';

/** What is on a board of one booking. */
export type Shown = Pick<Booking, 'version' | 'status'>;

/** Keeps the highest version of each booking, as docs/live.md asks of a client. */
export class Board {
  readonly #shown = new Map<string, Shown>();
  /** Came with a lower version than what was shown by then. */
  late = 0;
  /** Left a version out, so that the list has to be read. */
  gaps = 0;
  /** Showed a lower version after a higher one: there must be none. */
  wentDown = 0;

  /** Answers whether the list has to be read. */
  take({ bookingId, version, status }: Booking): boolean {
    const known = this.#shown.get(bookingId);
    if (known && version < known.version) this.late += 1;
    if (known && version <= known.version) return false;
    this.#show(bookingId, { version, status });
    const isGap = known !== undefined && version > known.version + 1;
    if (isGap) this.gaps += 1;
    return isGap;
  }

  #show(bookingId: string, next: Shown): void {
    if (next.version < (this.#shown.get(bookingId)?.version ?? 0)) this.wentDown += 1;
    this.#shown.set(bookingId, next);
  }

  /** How many bookings it shows otherwise than they are, or not at all. */
  differences(truth: ReadonlyMap<string, Shown>): number {
    let count = [...this.#shown.keys()].filter((bookingId) => !truth.has(bookingId)).length;
    for (const [bookingId, { version, status }] of truth) {
      const shown = this.#shown.get(bookingId);
      if (shown?.version !== version || shown.status !== status) count += 1;
    }
    return count;
  }
}
