import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inMemoryStore } from '../../../src/adapters/in-memory/index.js';
import { broadcasterUntil, timedBroadcaster, timedFeedTokens, timedNotifier, timedStore } from '../../../src/adapters/system/index.js';
import { defaultService } from '../../../src/domain/input/service.js';
import { err, ok, okAsync } from '../../../src/domain/result.js';
import type { BookingEvent } from '../../../src/index.js';
import type { Broadcaster, Notifier, NotNotified, Store } from '../../../src/ports/index.js';
import { never } from '../../faults/faults.js';
import { faultyStore } from '../../faults/faulty-store.js';

const LIMIT_MS = 50;
const EVENT: BookingEvent = JSON.parse('{"eventId":"b:1","type":"BookingConfirmed"}');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Every call that a store can be asked. */
const CALLS: Readonly<Record<string, (store: Store) => PromiseLike<unknown>>> = {
  load: async ({ repository }) => repository.load({ days: [] }),
  commit: async ({ repository }) => repository.commit({ decidedAt: 0, days: [] }),
  get: async ({ repository }) => repository.get('b'),
  history: async ({ repository }) => repository.history('b', 0, 1),
  list: async ({ repository }) => repository.list({ order: 'asc', limit: 1 }),
  listLapsedHolds: async ({ repository }) => repository.listLapsedHolds(0, 1, '0:b'),
  getService: async ({ catalog }) => catalog.get('s'),
  putService: async ({ catalog }) => catalog.put({ ...defaultService('s'), version: 2 }),
  listServices: async ({ catalog }) => catalog.list(),
  lease: async ({ outbox }) => outbox?.lease('r', 0, 1, 1),
  delivered: async ({ outbox }) => outbox?.delivered([]),
  failed: async ({ outbox }) => outbox?.failed('r', 'b:1', 'why', 0),
  parked: async ({ outbox }) => outbox?.parked(1, '1'),
  unpark: async ({ outbox }) => outbox?.unpark('b:1'),
  ping: async (store) => store.ping(),
};

describe.each(Object.entries(CALLS))('%s of a store that does not answer', (_name, call) => {
  it('is store_unavailable at the limit and not before', async () => {
    const { store, faults } = faultyStore(inMemoryStore());
    faults.always(() => never);
    let told: unknown;
    void call(timedStore(store, LIMIT_MS)).then((answer) => (told = answer));

    await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
    expect(told).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toMatchObject({ error: { kind: 'store_unavailable', cause: new Error('no answer within 50 ms') } });
  });

  it('in time is passed on with its arguments, and leaves no timer behind', async () => {
    const { store, faults } = faultyStore(inMemoryStore());
    const plain = faultyStore(inMemoryStore());

    expect(await call(timedStore(store, LIMIT_MS))).toEqual(await call(plain.store));
    expect(faults.calls).toEqual(plain.faults.calls);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('feed tokens that do not answer are store_unavailable at the limit', async () => {
  const silent = () => new Promise<never>(() => undefined);
  const timed = timedFeedTokens({ put: silent, find: silent, remove: silent }, LIMIT_MS);
  const feed = { of: { userId: 'ada' }, actor: { subject: 'ada', roles: [] } };
  const told: unknown[] = [];
  for (const answer of [timed.put('d', feed), timed.find('d'), timed.remove('d')])
    void Promise.resolve(answer).then((outcome) => told.push(outcome));
  await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toHaveLength(3);
  for (const outcome of told) expect(outcome).toMatchObject({ error: { kind: 'store_unavailable' } });
});

describe('a store with a bug', () => {
  it.each([
    { how: 'rejects', ping: () => Promise.reject(new Error('bug')) },
    {
      how: 'throws at once',
      ping: () => {
        throw new Error('bug');
      },
    },
  ])('that $how stays a bug, and leaves no timer behind', async ({ ping }) => {
    const timed = timedStore({ ...inMemoryStore(), ping }, LIMIT_MS);

    await expect(async () => timed.ping()).rejects.toThrow('bug');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that rejects when nobody waits any more is heard of by nobody', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    const timed = timedStore({ ...inMemoryStore(), ping: () => promise }, LIMIT_MS);
    const told = timed.ping();
    await vi.advanceTimersByTimeAsync(LIMIT_MS);
    reject(new Error('too late to matter'));

    expect((await told).isErr()).toBe(true);
  });
});

describe('closing a store', () => {
  it('is passed on, with the store as `this`; one that cannot be closed stays one that cannot', async () => {
    class Closing {
      closed = false;
      readonly #inner = inMemoryStore();
      readonly repository = this.#inner.repository;
      readonly catalog = this.#inner.catalog;
      ping() {
        return this.#inner.ping();
      }
      async close() {
        this.closed = true;
      }
    }
    const store = new Closing();

    await timedStore(store, LIMIT_MS).close?.();

    expect(store.closed).toBe(true);
    expect('close' in timedStore(inMemoryStore(), LIMIT_MS)).toBe(false);
  });
});

describe('a notifier that takes too long', () => {
  const hanging = () => {
    const signals: AbortSignal[] = [];
    const notifier: Notifier = {
      notify(_event, signal) {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    };
    return { notifier, signals };
  };

  it('has failed, may be tried again, and is told by its signal that nobody waits', async () => {
    vi.useRealTimers();
    const { notifier, signals } = hanging();

    const told = await timedNotifier(notifier, 5).notify(EVENT, new AbortController().signal);
    const [signal] = signals;
    if (signal && !signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));

    expect(told._unsafeUnwrapErr()).toMatchObject({ kind: 'not_notified', retry: true, cause: new Error('no answer within 5 ms') });
    expect(signal?.aborted).toBe(true);
  });

  it('hears at once when the relay itself gives up', async () => {
    const { notifier, signals } = hanging();
    const giveUp = new AbortController();
    const told = timedNotifier(notifier, LIMIT_MS).notify(EVENT, giveUp.signal);
    expect(signals[0]?.aborted).toBe(false);

    giveUp.abort();
    expect(signals[0]?.aborted).toBe(true);

    await vi.advanceTimersByTimeAsync(LIMIT_MS);
    expect((await told).isErr()).toBe(true);
  });

  it('in time is passed on as it is', async () => {
    const refused = err<void, NotNotified>({ kind: 'not_notified', retry: false });
    const answers = [ok(undefined), refused];
    const timed = timedNotifier({ notify: async () => answers.shift() ?? refused }, LIMIT_MS);
    const { signal } = new AbortController();

    expect([await timed.notify(EVENT, signal), await timed.notify(EVENT, signal)]).toEqual([ok(undefined), refused]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a broadcaster', () => {
  it('that takes too long has failed', async () => {
    let told: unknown;
    void timedBroadcaster({ broadcast: () => new Promise(() => undefined) }, LIMIT_MS)
      .broadcast(EVENT, new AbortController().signal)
      .then((answer) => (told = answer));

    await vi.advanceTimersByTimeAsync(LIMIT_MS);

    expect(told).toMatchObject({ error: { kind: 'not_broadcast' } });
  });

  it('is asked nothing after the end that all events have, and another try at once is of no use', async () => {
    const asked = vi.fn<Broadcaster['broadcast']>(() => okAsync(undefined));
    const told = await broadcasterUntil({ broadcast: asked }, () => 0).broadcast(EVENT, new AbortController().signal);

    expect(told).toMatchObject({ error: { kind: 'not_broadcast', retry: false } });
    expect(asked).not.toHaveBeenCalled();
  });

  it('in time is passed on as it is', async () => {
    const timed = timedBroadcaster({ broadcast: () => okAsync(undefined) }, LIMIT_MS);

    expect((await timed.broadcast(EVENT, new AbortController().signal)).isOk()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
