import { describe, expect, it } from 'vitest';
import { inMemoryStore } from '../../../src/adapters/in-memory/index.js';
import { confirmed, day, NOW, record, stored, taken } from '../../../src/entrypoints/testing/contract/samples.js';

const change = {
  booking: confirmed(),
  days: [day(1, [taken(1)])],
  event: stored(confirmed()),
  record: { put: record() },
  decidedAt: NOW,
};

describe('a change set', () => {
  it('is applied before the call returns, so nothing can come between its checks and its writes', async () => {
    const { repository } = inMemoryStore();
    const [first, second] = [repository.commit(change), repository.commit(change)];
    expect((await first).isOk()).toBe(true);
    expect((await second)._unsafeUnwrapErr()).toEqual({
      kind: 'conflict',
      on: ['booking', 'day', 'record'],
      record: change.record.put,
    });
  });
});

describe('a store without an outbox', () => {
  const store = inMemoryStore({ outbox: false });
  it('has none to relay from', () => expect(store.outbox).toBeUndefined());
  it('still keeps the history', async () => {
    expect((await store.repository.commit(change)).isOk()).toBe(true);
    expect((await store.repository.history('b-1', 0, 10))._unsafeUnwrap()).toEqual([change.event]);
  });
});
