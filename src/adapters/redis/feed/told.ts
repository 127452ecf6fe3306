const REMEMBERED = 10_000;

/** The events that were handed on, the latest ones: an event may be in the stream twice, and be read twice. */
export class Told {
  readonly #ids = new Set<string>();

  /** `false` when it was there already. */
  add(eventId: string): boolean {
    if (this.#ids.has(eventId)) return false;
    this.#ids.add(eventId);
    const [oldest] = this.#ids;
    if (this.#ids.size > REMEMBERED && oldest !== undefined) this.#ids.delete(oldest);
    return true;
  }
}
