import { describe, expect, it } from 'vitest';
import { Simulator } from '../../scripts/simulator.js';
import { PLANTED_BUGS } from './planted-bugs.js';

describe('a seed that breaks an invariant', () => {
  it('is made smaller until nothing can be left out of it', async () => {
    const bug = PLANTED_BUGS.find(({ name }) => name === 'cancel keeps the claim');
    if (!bug) throw new Error('a bug');
    const simulator = await Simulator.over({ edits: bug.edits, name: 'shrinking', workers: 1 });
    try {
      const { failures } = await simulator.search({ from: 1, seeds: 50 });
      const { plan, violations, trace } = await simulator.shrink(failures[0]?.seed ?? 0, bug.breaks);
      expect(violations.map(({ invariant }) => invariant)).toContain(bug.breaks);
      // Whoever cancels has booked before.
      expect(plan.items.map((item) => item.do === 'call' && item.operation)).toEqual(['create', 'cancel']);
      expect(Object.values(plan.rates).every((rate) => rate === 0)).toBe(true);
      expect(trace.join('\n')).toContain('cancel');
    } finally {
      await simulator.close();
    }
  });
});
