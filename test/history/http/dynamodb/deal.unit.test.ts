import { describe, expect, it } from 'vitest';
import { diceOf } from '../dice.js';
import { dealer } from './deal.js';
import { type Asked, FAULTS } from './faults.js';

const asked = (operation: string, body: object): Asked => ({ operation, headers: {}, body: JSON.stringify(body) });
const batchOf = (...Keys: readonly string[]) => asked('BatchGetItem', { RequestItems: { t: { Keys } } });
const WRITE = asked('TransactWriteItems', { TransactItems: [] });

/** What becomes of so many requests, each way named once. */
const dealt = (request: Asked, times: number, seed = 1): ReadonlySet<string | undefined> => {
  const deal = dealer(diceOf(seed));
  return new Set(Array.from({ length: times }, () => deal(request)));
};

describe('what goes wrong on the way to DynamoDB', () => {
  it('is each of the faults, in any run of some length', () => {
    for (const seed of [1, 2, 3]) {
      const struck = new Set([...dealt(WRITE, 30, seed), ...dealt(batchOf('a', 'b'), 30, seed)]);
      expect([...struck].filter((name) => name !== undefined).sort()).toEqual(Object.keys(FAULTS).sort());
    }
  });

  it('is most often nothing', () => {
    const deal = dealer(diceOf(1));
    const calm = Array.from({ length: 300 }, () => deal(WRITE)).filter((name) => name === undefined);
    expect(calm.length).toBeGreaterThan(150);
  });

  it('is a conflict for transactions only, and a part for batches of several keys only', () => {
    expect(dealt(batchOf('a', 'b'), 30)).not.toContain('conflicts');
    expect(dealt(batchOf('a'), 30)).not.toContain('partial batches');
    expect(dealt(WRITE, 30)).not.toContain('partial batches');
  });

  it('comes in another order with another seed', () => {
    const order = (seed: number): readonly (string | undefined)[] => {
      const deal = dealer(diceOf(seed));
      return Array.from({ length: 30 }, () => deal(WRITE));
    };
    expect(order(1)).toEqual(order(1));
    expect(order(1)).not.toEqual(order(2));
  });
});
