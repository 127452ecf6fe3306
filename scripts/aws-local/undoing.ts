/** Undoes what was done, the last of it first, whatever part of that fails. */
export class Undoing {
  readonly #steps: (() => unknown)[] = [];

  /** Hands back what was started, and remembers how it is stopped. */
  add<T>(started: T, stop: (started: T) => unknown): T {
    this.#steps.unshift(() => stop(started));
    return started;
  }

  async all(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0)) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not all of it could be stopped');
  }
}
