/** The latest ids of those that were to be kept. */
export class Latest {
  readonly #most: number;
  readonly #ids = new Set<string>();

  constructor(most: number) {
    this.#most = most;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Keeps it as the latest one, or lets it go. */
  keep(id: string, isKept: boolean): void {
    this.#ids.delete(id);
    if (!isKept) return;
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > this.#most && oldest !== undefined) this.#ids.delete(oldest);
  }
}
