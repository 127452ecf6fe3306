/** Numbers in `[0, 1)`, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What a run draws its numbers from: `HOLDFAST_SEED`, or always the same. */
export const seed = Number(process.env['HOLDFAST_SEED'] ?? 20_261_201);
