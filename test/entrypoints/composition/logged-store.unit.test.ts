import { err, ok, type Store } from 'holdfast';
import { inMemoryStore } from 'holdfast/adapters/in-memory';
import { expect, it } from 'vitest';
import { loggedFeedTokens, loggedStore } from '../../../src/entrypoints/composition/logged-store.js';

const full = new Error('disk full');
const down = async () => err({ kind: 'store_unavailable' as const, cause: full });

function heard(change: Partial<Store>) {
  const lines: [object, string][] = [];
  const log = (facts: object, message: string) => void lines.push([facts, message]);
  return { lines, store: loggedStore({ ...inMemoryStore(), ...change }, { warn: log, error: log }) };
}

it('tells the log why the store did not answer, and the caller the same as before', async () => {
  const { lines, store } = heard({ ping: down });
  expect((await store.ping())._unsafeUnwrapErr()).toEqual({ kind: 'store_unavailable', cause: full });
  expect(lines).toEqual([[{ call: 'ping', cause: full }, 'store unavailable']]);
});

it('tells it of every call', async () => {
  const { repository, catalog, outbox } = inMemoryStore();
  const failing = <T extends object>(part: T): T =>
    Object.fromEntries(Object.keys(part).map((name) => [name, down])) as T;
  const { lines, store } = heard({
    repository: failing(repository),
    catalog: failing(catalog),
    outbox: outbox && failing(outbox),
    ping: down,
  });
  const calls = [store.repository, store.catalog, store.outbox ?? {}, { ping: store.ping }].flatMap((part) =>
    Object.values(part),
  );
  for (const call of calls) expect((await call()).isErr()).toBe(true);
  expect(calls.length).toBe(15);
  expect(new Set(lines.map(([facts]) => JSON.stringify(facts))).size).toBe(calls.length);
});

it('tells it of parked events that cannot be read, beside those that can', async () => {
  const { outbox } = inMemoryStore();
  const page = { items: [], unread: [{ kind: 'store_unavailable' as const, cause: full }] };
  const { lines, store } = heard({ outbox: outbox && { ...outbox, parked: async () => ok(page) } });
  expect((await store.outbox?.parked(1))?._unsafeUnwrap()).toEqual(page);
  expect(lines).toEqual([[{ call: 'parked', cause: full }, 'store unavailable']]);
});

it('is silent about what is no fault: an answer, a lost race', async () => {
  const { repository } = inMemoryStore();
  const { lines, store } = heard({
    ping: async () => ok(undefined),
    repository: { ...repository, commit: async () => err({ kind: 'conflict', on: ['day'] }) },
  });
  expect((await store.ping()).isOk()).toBe(true);
  expect((await store.repository.commit({ decidedAt: 0, days: [] }))._unsafeUnwrapErr()).toEqual({ kind: 'conflict', on: ['day'] });
  expect(lines).toEqual([]);
});

it('tells it of feeds that cannot be reached, and nothing of whose they are', async () => {
  const lines: [object, string][] = [];
  const log = (facts: object, message: string) => void lines.push([facts, message]);
  const feedTokens = loggedFeedTokens({ put: down, find: down, remove: down }, { warn: log, error: log });
  expect((await feedTokens.put('digest', { of: { userId: 'ada' }, actor: { subject: 'ada', roles: ['user'] } })).isErr()).toBe(true);
  expect((await feedTokens.find('digest')).isErr()).toBe(true);
  expect((await feedTokens.remove('digest'))._unsafeUnwrapErr()).toEqual({ kind: 'store_unavailable', cause: full });
  expect(lines).toEqual(
    ['put', 'find', 'remove'].map((call) => [{ call: `feedTokens.${call}`, cause: full }, 'store unavailable']),
  );
});
