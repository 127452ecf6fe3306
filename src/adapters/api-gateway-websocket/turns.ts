type Begin = () => void;

/** Lets so much work be under way at once. The rest begins as soon as a place is free, in the order it came. */
export class Turns {
  readonly #most: number;
  readonly #first: Begin[] = [];
  #waiting: Begin[] = [];
  /** How many of those waiting have begun: taking the first of a long list away would move all the others. */
  #begun = 0;
  readonly #forRoom: Begin[] = [];
  #underWay = 0;

  constructor(most: number) {
    this.#most = most;
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    return this.#run(work, (begin) => this.#waiting.push(begin));
  }

  /** Before all that came by `take` and has not begun. */
  takeNext<T>(work: () => Promise<T>): Promise<T> {
    return this.#run(work, (begin) => this.#first.push(begin));
  }

  /** Until less is waiting than may be under way: whoever adds much at once asks first, so that little piles up. */
  async room(): Promise<void> {
    while (this.#left() >= this.#most) await new Promise<void>((go) => this.#forRoom.push(go));
  }

  #left(): number {
    return this.#first.length + this.#waiting.length - this.#begun;
  }

  async #run<T>(work: () => Promise<T>, wait: (begin: Begin) => void): Promise<T> {
    if (this.#underWay < this.#most) this.#underWay += 1;
    else await new Promise<void>(wait);
    try {
      return await work();
    } finally {
      const next = this.#next();
      if (next) next();
      else this.#underWay -= 1;
      if (this.#left() < this.#most) for (const go of this.#forRoom.splice(0)) go();
    }
  }

  #next(): Begin | undefined {
    const first = this.#first.shift();
    if (first) return first;
    const next = this.#waiting[this.#begun];
    this.#begun += 1;
    if (this.#begun >= this.#waiting.length) {
      this.#waiting = [];
      this.#begun = 0;
    }
    return next;
  }
}
