/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}

export type Work = () => Promise<number> | number;

/**
 * Runs the works in turn, round after round and every other round backwards, so that whatever else the machine does
 * meets them all alike. Answers with the figures of each, in the order of the works; the rounds to warm up are left out.
 */
export async function inTurn(rounds: number, warmUp: number, works: readonly Work[]): Promise<readonly (readonly number[])[]> {
  const figures: number[][] = works.map(() => []);
  for (let round = -warmUp; round < rounds; round++) {
    const order = [...works.keys()];
    for (const at of round % 2 === 0 ? order : order.toReversed()) {
      const figure = await works[at]?.();
      if (round >= 0 && figure !== undefined) figures[at]?.push(figure);
    }
  }
  return figures;
}

/** Round by round, so that a slow moment weighs on both sides of a ratio. */
export const medianRatio = (ours: readonly number[], floor: readonly number[]): number =>
  median(ours.map((figure, round) => figure / (floor[round] ?? Number.NaN)));

/** How many `work` does in a second, by doing it `times` times. */
export async function perSecond(times: number, work: () => Promise<void> | void): Promise<number> {
  const started = process.hrtime.bigint();
  await work();
  return times / (Number(process.hrtime.bigint() - started) / 1e9);
}
