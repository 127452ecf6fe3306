/** Throws that are the same for the same seed. */
export interface Dice {
  /** Uniform in `[0, 1)`. */
  throw(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  happens(rate: number): boolean;
  /** One of them; named twice is twice as likely. */
  pick<T>(from: readonly [T, ...T[]]): T;
  /** The same in any order. */
  shuffled<T>(list: readonly T[]): T[];
}

export function diceOf(seed: number): Dice {
  let state = Math.imul(seed + 1, 0x9e3779b9) >>> 0;
  const dice: Dice = {
    throw() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mix = Math.imul(state ^ (state >>> 15), state | 1);
      mix ^= mix + Math.imul(mix ^ (mix >>> 7), mix | 61);
      return ((mix ^ (mix >>> 14)) >>> 0) / 2 ** 32;
    },
    between: (low, high) => low + Math.floor(dice.throw() * (high - low + 1)),
    happens: (rate) => dice.throw() < rate,
    pick: (from) => from[Math.floor(dice.throw() * from.length)] ?? from[0],
    shuffled: (list) =>
      list
        .map((one) => ({ one, place: dice.throw() }))
        .sort((a, b) => a.place - b.place)
        .map(({ one }) => one),
  };
  return dice;
}
