import { expect, it } from 'vitest';
import { inMemoryTickets } from '../../../src/adapters/in-memory/index.js';
import { user } from '../../../src/entrypoints/testing/index.js';

it('tickets beyond the most that are kept make the oldest ones void', async () => {
  const tickets = inMemoryTickets({ most: 2 });
  for (const name of ['ada', 'bob', 'cleo']) {
    expect((await tickets.put(name, { actor: user(name), expiresAt: 1_000 })).isOk()).toBe(true);
  }
  const taken = await Promise.all(['ada', 'bob', 'cleo'].map((name) => tickets.take(name, 0)));
  expect(taken.map((one) => one._unsafeUnwrap()?.subject)).toEqual([undefined, 'bob', 'cleo']);
});
