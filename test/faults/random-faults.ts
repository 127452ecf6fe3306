import { answerLost, type Fault, happensAfter, none, requestLost } from './faults.js';
import type { Operation } from './faulty-store.js';

/** Uniform in `[0, 1)`, and the same again for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lets everyone else have `turns` turns first. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
}

/** Lets timers have their turn too, `rounds` times: what waits for one gets ahead of us. */
export async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) await new Promise(setImmediate);
}

/** Lets timers have their turn until it is so, and fails when it never comes to that. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; round < 5_000; round += 1) {
    if (isSo()) return;
    await new Promise(setImmediate);
  }
  throw new Error('it never came to that');
}

const slow =
  (before: () => Promise<void>, after: () => Promise<void>): Fault =>
  async (call) => {
    await before();
    const result = await call();
    await after();
    return result;
  };

/** How likely a call is to meet each fault; what is left goes through. */
export interface Rates {
  readonly requestLost?: number;
  readonly answerLost?: number;
  /** A call that is given up on and happens later. */
  readonly late?: number;
  /** The most turns of others that a call takes on its way there, and as many on its way back. */
  readonly turns?: number;
  /** How likely it is that either way takes a round or two of the event loop instead. */
  readonly rounds?: number;
}

const WRITES: readonly Operation[] = ['commit', 'putService', 'delivered', 'failed', 'unpark'];

/** Chooses for `Faults.always`. A read that is lost is lost: only writes can happen unheard of. */
export function randomFaults(random: () => number, rates: Rates): (operation: Operation) => Fault {
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  return (operation) => {
    let drawn = random();
    const falls = (rate = 0): boolean => {
      const hit = drawn >= 0 && drawn < rate;
      drawn -= rate;
      return hit;
    };
    if (falls(rates.requestLost)) return requestLost;
    if (WRITES.includes(operation)) {
      if (falls(rates.answerLost)) return answerLost;
      if (falls(rates.late)) return happensAfter(rounds(upTo(5)));
    }
    if (rates.turns === undefined) return none;
    const most = rates.turns;
    const way = () => (random() < (rates.rounds ?? 0) ? rounds(1 + upTo(1)) : turns(upTo(most)));
    return slow(way, way);
  };
}
