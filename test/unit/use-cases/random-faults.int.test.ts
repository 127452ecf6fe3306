import { describe, expect, it } from 'vitest';
import { wrongsOf } from './seeded-history.js';

// The rarer faults need hundreds of histories to meet.
const SEEDS = 2_000;
const OFFSET = 1_000;

describe(`${SEEDS} seeded histories of three processes with lost, doubled and late writes`, () => {
  it('the books balance, versions have no gaps, and no answer is untrue', async () => {
    const seen = new Set<string>();
    for (let seed = OFFSET; seed < OFFSET + SEEDS; seed += 1) {
      expect({ seed, wrong: await wrongsOf(seed, seen) }).toEqual({ seed, wrong: [] });
    }
    expect([...seen]).toEqual(expect.arrayContaining(['booked', 'replayed', 'store_unavailable']));
    expect([...seen]).toEqual(expect.arrayContaining(['slot_unavailable', 'illegal_transition', 'hold_expired']));
  });
});
