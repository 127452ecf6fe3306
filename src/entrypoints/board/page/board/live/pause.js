const [FIRST_MS, MOST_MS] = [1_000, 30_000];

/**
 * How long to wait before the next attempt: somewhere between nothing and twice as long as the time before. Boards that
 * lost the same server do not all come back at the same instant.
 *
 * @param {number} failures So far, one after another.
 * @param {() => number} random
 */
export const pauseAfter = (failures, random) => random() * Math.min(MOST_MS, FIRST_MS * 2 ** failures);
