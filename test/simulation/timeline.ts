interface Due {
  readonly at: number;
  readonly order: number;
  readonly what: string;
  readonly run: () => void;
}

/** More events than any run has that comes to an end. */
const ENOUGH = 50_000;

/** A turn of the event loop: every promise that can go on without a new event has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The only source of order in a simulation. Everything that a process waits for (an answer of the store, the end of a
 * pause, a client) is an event on this line; between two events the promises run until none can, and time stands still.
 */
export class Timeline {
  readonly #due: Due[] = [];
  readonly #told: (line: string) => void;
  #now: number;
  #step = 0;
  #order = 0;

  constructor(now: number, told: (line: string) => void) {
    this.#now = now;
    this.#told = told;
  }

  /** Epoch milliseconds by no one's clock. */
  get now(): number {
    return this.#now;
  }
  /** How many events there have been. */
  get step(): number {
    return this.#step;
  }

  after(ms: number, what: string, run: () => void): void {
    this.at(this.#now + ms, what, run);
  }

  at(time: number, what: string, run: () => void): void {
    this.#order += 1;
    const due = { at: Math.max(time, this.#now), order: this.#order, what, run };
    let place = this.#due.length;
    // Latest first, so that the next one is taken off the end; what is due together keeps its order.
    while (place > 0 && (this.#due[place - 1]?.at ?? 0) <= due.at) place -= 1;
    this.#due.splice(place, 0, due);
  }

  /** One event after another until there is none; `false` when that is not to be expected any more. */
  async untilQuiet(): Promise<boolean> {
    const enough = this.#step + ENOUGH;
    for (let next = this.#due.pop(); next; next = this.#due.pop()) {
      if (this.#step > enough) return false;
      this.#now = next.at;
      this.#step += 1;
      this.#told(`${this.#step} ${new Date(next.at).toISOString().slice(11, 23)} ${next.what}`);
      next.run();
      await settled();
    }
    return true;
  }
}
