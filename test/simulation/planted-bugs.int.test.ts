import { describe, expect, it } from 'vitest';
import { Simulator } from '../../scripts/simulator.js';
import { keptPlan, slugOf } from './kept-plans.js';
import { PLANTED_BUGS } from './planted-bugs.js';

describe('the shortest run in which a planted bug shows', () => {
  it.each(PLANTED_BUGS)('$name: breaks invariant $breaks', async ({ name, breaks, edits }) => {
    const simulator = await Simulator.over({ edits, name: `kept-${slugOf(name)}`, workers: 1 });
    try {
      const { violations } = await simulator.run(keptPlan(name));
      expect(violations.map(({ invariant }) => invariant)).toContain(breaks);
    } finally {
      await simulator.close();
    }
  });
});
