/** Works through what is added to it, batch after batch, in order. */
export class Lane<T> {
  readonly #batchSize: number;
  readonly #work: (batch: readonly T[]) => Promise<void>;
  readonly #waiting: T[] = [];
  #working: Promise<void> | undefined;
  #isStopped = false;

  constructor(batchSize: number, work: (batch: readonly T[]) => Promise<void>) {
    this.#batchSize = batchSize;
    this.#work = work;
  }

  add(one: T): void {
    this.#waiting.push(one);
    this.#working ??= this.#run();
  }

  /** When what waits is not more than a batch, or nothing is worked on any more. */
  async hasRoom(): Promise<void> {
    while (this.#waiting.length > this.#batchSize && this.#working) await this.#working;
  }

  /** Resolves when the batch under way has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#waiting.length = 0;
    await this.#working;
  }

  async #run(): Promise<void> {
    // What is added together is to be one batch.
    await Promise.resolve();
    while (this.#waiting.length > 0 && !this.#isStopped) await this.#work(this.#waiting.splice(0, this.#batchSize));
    this.#working = undefined;
  }
}
