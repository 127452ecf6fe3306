import { expect, it } from 'vitest';
import { checkHistory, type Terms } from '../check-history.js';
import type { History } from '../history.js';
import { Story } from './story.js';

/** A history with one fault in it, and the numbers of the invariants that it breaks, no others. */
export interface Bad {
  readonly name: string;
  readonly breaks: readonly number[];
  readonly tell: (story: Story) => History;
  readonly policy?: ConstructorParameters<typeof Story>[0];
  readonly terms?: Terms;
}
export type Good = Omit<Bad, 'breaks'>;

const judged = ({ tell, policy, terms }: Good) => checkHistory(tell(new Story(policy)), terms);

export const catches = (bad: Bad): void =>
  it(`${bad.name}: ${bad.breaks.join(', ')}`, () => {
    const violations = judged(bad);
    const numbers = [...new Set(violations.map(({ invariant }) => invariant))];
    expect(numbers, JSON.stringify(violations, undefined, 1)).toEqual(bad.breaks);
  });

export const passes = (good: Good): void => it(good.name, () => expect(judged(good)).toEqual([]));
