import type { Duplex } from 'node:stream';

/** The connections of each caller, counted from when they are let in until they are gone, whatever ends them. */
export class Places {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  /** @throws TypeError for a limit that lets nobody in, or is none. */
  constructor(most: number) {
    if (!Number.isSafeInteger(most) || most < 1) throw new TypeError('maxConnectionsPerSubject must be a whole number from 1');
    this.#most = most;
  }

  /** `false` when this caller has as many as one may have. Whoever takes a place gives it back when `socket` closes. */
  take(subject: string, socket: Duplex): boolean {
    const taken = this.#taken.get(subject) ?? 0;
    if (taken >= this.#most) return false;
    this.#taken.set(subject, taken + 1);
    socket.once('close', () => this.#giveBack(subject));
    return true;
  }

  #giveBack(subject: string): void {
    const left = (this.#taken.get(subject) ?? 0) - 1;
    if (left > 0) this.#taken.set(subject, left);
    else this.#taken.delete(subject);
  }
}
