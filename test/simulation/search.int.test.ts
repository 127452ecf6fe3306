import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Simulator } from '../../scripts/simulator.js';
import { SOMETIMES } from './sightings.js';

const SEEDS = 2_000;
const A_SEED = 7;
/** Some ten seconds of two idle cores; how busy they are is not what is tested. */
const TIMEOUT_MS = 300_000;

describe('the library under a seeded order of every step, with faults, crashes and clocks apart', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await Simulator.over();
  });
  afterAll(() => simulator.close());

  it(`keeps every invariant in ${SEEDS} runs, which reach all that has to be reached sometimes`, async () => {
    const { failures, tally } = await simulator.search({ from: 1, seeds: SEEDS });
    expect(failures).toEqual([]);
    expect(SOMETIMES.filter((name) => !tally.has(name))).toEqual([]);
  }, TIMEOUT_MS);

  it('runs a seed the same way every time, to the byte', async () => {
    const other = await Simulator.over({ workers: 1 });
    const traces = [await simulator.replay(A_SEED), await other.replay(A_SEED), await simulator.replay(A_SEED)].map(
      ({ trace }) => trace.join('\n'),
    );
    await other.close();
    expect(traces[0]).toMatch(/commit/);
    expect(traces[1]).toBe(traces[0]);
    expect(traces[2]).toBe(traces[0]);
  });
});
