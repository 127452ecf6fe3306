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
  /** Was in a list older than it was known when that list was asked for, or not at all: there must be none. */
  outdated = 0;
  /** Came twice in one version, and was not the same: there must be none. */
  contradicted = 0;

  /** Answers whether the list has to be read. */
  take({ bookingId, version, status }: Booking): boolean {
    const known = this.#shown.get(bookingId);
    if (known && version < known.version) this.late += 1;
    if (known?.version === version && known.status !== status) this.contradicted += 1;
    if (known && version <= known.version) return false;
    this.#shown.set(bookingId, { version, status });
    const isGap = known !== undefined && version > known.version + 1;
    if (isGap) this.gaps += 1;
    return isGap;
  }

  /** From now on the list is asked for. Whichever server told of a version has it in the store, for all of them. */
  asking(): (list: readonly Booking[]) => void {
    const known = [...this.#shown];
    return (list) => {
      const listed = new Map(list.map(({ bookingId, version }) => [bookingId, version]));
      this.outdated += known.filter(([bookingId, { version }]) => (listed.get(bookingId) ?? 0) < version).length;
      for (const booking of list) this.take(booking);
    };
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
