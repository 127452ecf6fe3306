/** Lets so much work be under way at once. The rest begins as soon as a place is free, in the order it came. */
export class Turns {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  readonly #forRoom: (() => void)[] = [];
  #underWay = 0;

  constructor(most: number) {
    this.#most = most;
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    return this.#run(work, (begin) => this.#waiting.push(begin));
  }

  /** Before all that has not begun. */
  takeNext<T>(work: () => Promise<T>): Promise<T> {
    return this.#run(work, (begin) => this.#waiting.unshift(begin));
  }

  /** Until less is waiting than may be under way: whoever adds much at once asks first, so that little piles up. */
  async room(): Promise<void> {
    while (this.#waiting.length >= this.#most) await new Promise<void>((go) => this.#forRoom.push(go));
  }

  async #run<T>(work: () => Promise<T>, wait: (begin: () => void) => void): Promise<T> {
    if (this.#underWay < this.#most) this.#underWay += 1;
    else await new Promise<void>(wait);
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#underWay -= 1;
      if (this.#waiting.length < this.#most) for (const go of this.#forRoom.splice(0)) go();
    }
  }
}
