import { describe, expect, it } from 'vitest';
import { inMemoryStore } from '../../../src/adapters/in-memory/index.js';
import { manualClock, user } from '../../../src/entrypoints/testing/index.js';
import { type BookingsConfig, createBookings } from '../../../src/index.js';

const NOW = '2026-12-01T08:00:00Z';
const SLOT = { userId: 'ada', serviceId: 'chair', dateTime: '2026-12-01T10:00:00Z' };
const HOUR = 60;

/** What a caller without a compiler may pass. */
const config = (given: object): BookingsConfig => given;

describe('a configuration that cannot work', () => {
  const store = inMemoryStore();
  const notifier = { notify: () => undefined };
  it.each<{ why: string; given: object; says: string }>([
    { why: 'no memory at all', given: { idempotencyHours: 0 }, says: 'idempotencyHours' },
    { why: 'a negative memory', given: { idempotencyHours: -1 }, says: 'idempotencyHours' },
    { why: 'a memory that is no number', given: { idempotencyHours: Number.NaN }, says: 'idempotencyHours' },
    { why: 'an endless memory', given: { idempotencyHours: Number.POSITIVE_INFINITY }, says: 'idempotencyHours' },
    { why: 'no time to answer', given: { timeoutMs: 0 }, says: 'timeoutMs' },
    { why: 'a time that is no number', given: { timeoutMs: Number.NaN }, says: 'timeoutMs' },
    { why: 'more time than a timer has', given: { timeoutMs: 2 ** 31 }, says: 'timeoutMs' },
    { why: 'another word for refuse', given: { unknownServices: 'reject' }, says: 'unknownServices' },
    { why: 'no store', given: { store: null }, says: 'store.ping' },
    { why: 'a store without parts', given: { store: { ping: store.ping } }, says: 'store.repository.commit' },
    { why: 'half a repository', given: { store: { ...store, repository: { load: store.repository.load } } }, says: 'store.repository.commit' },
    { why: 'half an outbox', given: { store: { ...store, outbox: { lease: store.outbox?.lease } } }, says: 'store.outbox.delivered' },
    { why: 'a catalog that cannot list', given: { catalog: { get: store.catalog.get, put: store.catalog.put } }, says: 'catalog.list' },
    { why: 'a notifier that is a function', given: { notifier: () => undefined }, says: 'notifier.notify' },
    { why: 'a broadcaster with another method', given: { notifier, broadcaster: { send: () => undefined } }, says: 'broadcaster.broadcast' },
    { why: 'a broadcaster alone', given: { broadcaster: { broadcast: () => undefined } }, says: 'needs a notifier' },
    { why: 'a notifier that would never hear of anything', given: { notifier, store: inMemoryStore({ outbox: false }) }, says: "relay: 'poll'" },
    { why: 'a text for settings', given: 'x' as unknown as object, says: 'object of settings' },
    { why: 'a memory in words', given: { idempotencyHours: '24' }, says: 'idempotencyHours' },
    { why: 'a time in words', given: { timeoutMs: '10' }, says: 'timeoutMs' },
    { why: 'a requirement in words', given: { requireIdempotencyKey: 'false' }, says: 'requireIdempotencyKey' },
    { why: 'services that are no list', given: { services: null }, says: 'services must be a list' },
    { why: 'half a millisecond', given: { timeoutMs: 1.5 }, says: 'timeoutMs' },
    { why: 'a clock that cannot wait', given: { clock: { now: () => 0 } }, says: 'clock.sleep' },
    { why: 'ids without next', given: { ids: {} }, says: 'ids.next' },
    { why: 'randomness without next', given: { random: {} }, says: 'random.next' },
    { why: 'a logger that cannot warn', given: { logger: { error: () => undefined } }, says: 'logger.warn' },
    { why: 'a service without an id', given: { services: [{ name: 'Chair' }] }, says: 'serviceId: required' },
    { why: 'a service with a negative capacity', given: { services: [{ serviceId: 'chair', capacity: -1 }] }, says: 'capacity' },
    { why: 'a service that is none', given: { services: [null] }, says: 'service' },
    { why: 'a service twice', given: { services: [{ serviceId: 'chair' }, { serviceId: 'chair' }] }, says: '"chair" is given twice' },
  ])('$why: a TypeError at once that says what is wrong', ({ given, says }) => {
    const create = () => createBookings(config(given));

    expect(create).toThrow(TypeError);
    expect(create).toThrow(says);
  });

  it('settings that are undefined are settings left out', async () => {
    const bookings = createBookings({
      store: undefined,
      notifier: undefined,
      services: undefined,
      idempotencyHours: undefined,
      timeoutMs: undefined,
      unknownServices: undefined,
      defaultActor: undefined,
      clock: manualClock(NOW),
    });

    expect((await bookings.create(SLOT)).isOk()).toBe(true);
  });
});

describe('who acts when a call names nobody', () => {
  it('by default the embedding program, as staff', async () => {
    const bookings = createBookings({ clock: manualClock(NOW) });
    const { bookingId } = (await bookings.create(SLOT))._unsafeUnwrap().booking;

    expect((await bookings.history({ bookingId }))._unsafeUnwrap().items[0]?.actor).toEqual({
      subject: 'embedder',
      roles: ['staff'],
    });
  });

  it('nobody, when it is null: such a call is forbidden, whatever it is', async () => {
    const bookings = createBookings({ defaultActor: null, clock: manualClock(NOW) });
    const one = { bookingId: 'b' };
    const week = { serviceId: 'chair', from: '2026-12-01T00:00:00Z', to: '2026-12-08T00:00:00Z' };
    const told = await Promise.all([
      bookings.create(SLOT),
      bookings.confirm(one),
      bookings.reschedule({ ...one, units: 1 }),
      bookings.update({ ...one, notes: 'x' }),
      bookings.cancel(one),
      bookings.complete(one),
      bookings.markNoShow(one),
      bookings.get('b'),
      bookings.list({ userId: 'ada' }),
      bookings.history(one),
      bookings.availability(week),
      bookings.putService({ serviceId: 'chair' }),
      bookings.getService('chair'),
      bookings.listServices(),
    ]);

    expect(told.map((reply) => reply.isErr() && reply.error.kind)).toEqual(Array.from(told, () => 'forbidden'));
    expect((await bookings.create(SLOT, { actor: user('ada') })).isOk()).toBe(true);
  });
});

describe('services that nobody put', () => {
  it('are booked by the default policy', async () => {
    const bookings = createBookings({ clock: manualClock(NOW) });

    expect((await bookings.create(SLOT))._unsafeUnwrap().booking).toMatchObject({ durationMinutes: 60, serviceName: 'chair' });
  });

  it('are refused where it is said so, and are not available either', async () => {
    const bookings = createBookings({ unknownServices: 'refuse', services: [{ serviceId: 'room' }], clock: manualClock(NOW) });
    const free = { serviceId: 'chair', from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z' };

    expect((await bookings.create(SLOT))._unsafeUnwrapErr()).toEqual({
      kind: 'service_unknown',
      serviceId: 'chair',
      replayed: false,
    });
    expect((await bookings.availability(free))._unsafeUnwrapErr()).toEqual({ kind: 'not_found' });
    expect((await bookings.create({ ...SLOT, serviceId: 'room' })).isOk()).toBe(true);
  });
});

describe('idempotency keys', () => {
  it('are optional unless required, and then on create alone', async () => {
    const bookings = createBookings({ requireIdempotencyKey: true, clock: manualClock(NOW) });

    expect((await bookings.create(SLOT))._unsafeUnwrapErr()).toEqual({ kind: 'idempotency_key_required', replayed: false });
    const { booking } = (await bookings.create(SLOT, { idempotencyKey: 'k' }))._unsafeUnwrap();
    expect((await bookings.cancel({ bookingId: booking.bookingId })).isOk()).toBe(true);
  });

  it.each([
    { hours: undefined, minutes: 24 * HOUR },
    { hours: 0.5, minutes: 30 },
  ])('with idempotencyHours: $hours are remembered for $minutes minutes', async ({ hours, minutes }) => {
    const clock = manualClock(NOW);
    const bookings = createBookings({ idempotencyHours: hours, clock });
    const next = { ...SLOT, dateTime: '2026-12-05T10:00:00Z' };
    const create = async () => (await bookings.create(next, { idempotencyKey: 'k' })).match(
      ({ replayed }) => replayed,
      ({ kind }) => kind,
    );

    const told = [await create()];
    clock.advance({ minutes, ms: -1 });
    told.push(await create());
    clock.advance({ ms: 1 });
    told.push(await create());

    expect(told).toEqual([false, true, 'slot_unavailable']);
  });
});

describe('without a notifier and a broadcaster', () => {
  it('no event is kept for delivery, and the background has nothing to do', async () => {
    const bookings = createBookings({ clock: manualClock(NOW) });
    (await bookings.create(SLOT))._unsafeUnwrap();

    expect(await bookings.background.runOnce()).toEqual({ delivered: 0, expired: 0, parked: 0, sweepFailures: 0 });
    expect((await bookings.background.parked())._unsafeUnwrap()).toEqual([]);
  });
});
