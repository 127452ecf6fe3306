import { describe, expect, it } from 'vitest';
import { keptNames, keptPlan } from './kept-plans.js';
import { planOf } from './planning.js';
import { simulate } from './simulate.js';

const SEEDS = 30;

describe('the library in the simulator', () => {
  it(`keeps every invariant in the first ${SEEDS} runs`, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { violations } = await simulate(planOf(seed));
      expect({ seed, violations }).toEqual({ seed, violations: [] });
    }
  });

  it('keeps them in every run that once broke one', async () => {
    for (const name of keptNames()) {
      const { violations } = await simulate(keptPlan(name));
      expect({ name, violations }).toEqual({ name, violations: [] });
    }
  });
});
