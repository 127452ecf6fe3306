import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inMemoryStore } from '../../../src/adapters/in-memory/index.js';
import { manualClock } from '../../../src/entrypoints/testing/index.js';
import {
  type BookingEvent,
  type BookingRepository,
  type ChangeSet,
  createBookings,
  err,
  ok,
  type Outbox,
  type Service,
  type ServiceCatalog,
  type Store,
} from '../../../src/index.js';
import { requestLost } from '../../faults/faults.js';
import { faultyStore } from '../../faults/faulty-store.js';

const NOW = '2026-12-01T08:00:00Z';
const SLOT = { userId: 'ada', serviceId: 'chair', dateTime: '2026-12-01T10:00:00Z' };

/** As people write them: classes, plain async methods, fields that the methods need `this` for. */
class OwnCatalog implements ServiceCatalog {
  readonly #services = new Map<string, Service>();
  isDown = false;

  async get(serviceId: string) {
    if (this.isDown) return err({ kind: 'store_unavailable' as const });
    return ok(this.#services.get(serviceId));
  }
  async put(service: Service) {
    if (this.isDown) return err({ kind: 'store_unavailable' as const });
    this.#services.set(service.serviceId, service);
    return ok(undefined);
  }
  async list() {
    if (this.isDown) return err({ kind: 'store_unavailable' as const });
    return ok([...this.#services.values()]);
  }
}

class OwnRepository implements BookingRepository {
  readonly #inner = inMemoryStore();
  get catalog(): ServiceCatalog {
    return this.#inner.catalog;
  }
  get outbox(): Outbox | undefined {
    return this.#inner.outbox;
  }
  async load(...args: Parameters<BookingRepository['load']>) {
    return this.#inner.repository.load(...args);
  }
  async commit(change: ChangeSet) {
    return this.#inner.repository.commit(change);
  }
  async get(bookingId: string) {
    return this.#inner.repository.get(bookingId);
  }
  async history(...args: Parameters<BookingRepository['history']>) {
    return this.#inner.repository.history(...args);
  }
  async list(...args: Parameters<BookingRepository['list']>) {
    return this.#inner.repository.list(...args);
  }
  async listLapsedHolds(...args: Parameters<BookingRepository['listLapsedHolds']>) {
    return this.#inner.repository.listLapsedHolds(...args);
  }
}

class OwnStore implements Store {
  readonly repository = new OwnRepository();
  get catalog(): ServiceCatalog {
    return this.repository.catalog;
  }
  get outbox(): Outbox | undefined {
    return this.repository.outbox;
  }
  async ping() {
    return this.repository.catalog.list().then((listed) => listed.map(() => undefined));
  }
}

class OwnNotifier {
  readonly received: string[] = [];
  async notify(event: BookingEvent) {
    this.received.push(event.type);
    return ok(undefined);
  }
}

describe('a store that is a class', () => {
  it('serves every command and query, with services of its own and a notifier that is a class', async () => {
    const notifier = new OwnNotifier();
    const clock = manualClock(NOW);
    const bookings = createBookings({ store: new OwnStore(), services: [{ serviceId: 'chair', name: 'The chair' }], notifier, clock });

    const { bookingId } = (await bookings.create({ ...SLOT, hold: true }))._unsafeUnwrap().booking;
    (await bookings.confirm({ bookingId }))._unsafeUnwrap();
    (await bookings.reschedule({ bookingId, dateTime: '2026-12-01T12:00:00Z' }))._unsafeUnwrap();
    (await bookings.cancel({ bookingId }))._unsafeUnwrap();
    (await bookings.create({ ...SLOT, hold: true }))._unsafeUnwrap();
    clock.advance({ minutes: 15 });
    const report = await bookings.background.runOnce();

    expect(report).toEqual({ delivered: 6, expired: 1, parked: 0, sweepFailures: 0 });
    expect(notifier.received).toHaveLength(6);
    expect((await bookings.get(bookingId))._unsafeUnwrap()).toMatchObject({ status: 'cancelled', serviceName: 'The chair' });
    expect((await bookings.list({ userId: 'ada' }))._unsafeUnwrap().items).toHaveLength(2);
    expect((await bookings.history({ bookingId }))._unsafeUnwrap().items).toHaveLength(4);
    expect((await bookings.ping()).isOk()).toBe(true);
  });
});

describe('a catalog of its own', () => {
  const shop = () => {
    const catalog = new OwnCatalog();
    const { store, faults } = faultyStore(inMemoryStore());
    const bookings = createBookings({ store, catalog, clock: manualClock(NOW) });
    return { catalog, faults, bookings };
  };

  it('is where services are put, and by what every decision is made', async () => {
    const { bookings, faults } = shop();
    (await bookings.putService({ serviceId: 'chair', name: 'The chair', capacity: 2 }))._unsafeUnwrap();

    (await bookings.create(SLOT))._unsafeUnwrap();
    (await bookings.create(SLOT))._unsafeUnwrap();
    const third = await bookings.create(SLOT);

    expect(third._unsafeUnwrapErr().kind).toBe('slot_unavailable');
    expect((await bookings.getService('chair'))._unsafeUnwrap().capacity).toBe(2);
    expect((await bookings.listServices())._unsafeUnwrap().items).toHaveLength(1);
    expect([faults.count('getService'), faults.count('putService'), faults.count('listServices')]).toEqual([0, 0, 0]);
  });

  it('gets the services of the start', async () => {
    const catalog = new OwnCatalog();
    const bookings = createBookings({ catalog, services: [{ serviceId: 'chair', name: 'The chair' }], clock: manualClock(NOW) });

    expect((await bookings.create(SLOT))._unsafeUnwrap().booking.serviceName).toBe('The chair');
    expect((await catalog.list())._unsafeUnwrap()).toHaveLength(1);
  });

  it('that is down: nothing is decided by the default policy, nor by what it said before', async () => {
    const { bookings, catalog, faults } = shop();
    const { bookingId } = (await bookings.create(SLOT))._unsafeUnwrap().booking;
    catalog.isDown = true;
    const commits = faults.count('commit');

    const told = await Promise.all([
      bookings.create({ ...SLOT, dateTime: '2026-12-01T12:00:00Z' }),
      bookings.create({ ...SLOT, serviceId: 'room' }),
      bookings.reschedule({ bookingId, dateTime: '2026-12-01T12:00:00Z' }),
      bookings.cancel({ bookingId }),
      bookings.availability({ serviceId: 'chair', from: NOW, to: SLOT.dateTime }),
      bookings.getService('chair'),
      bookings.listServices(),
      bookings.putService({ serviceId: 'chair' }),
    ]);

    expect(told.map((reply) => reply.isErr() && reply.error.kind)).toEqual(Array.from(told, () => 'store_unavailable'));
    expect(faults.count('commit')).toBe(commits);
  });

  it('that is down does not keep anyone from what needs no policy', async () => {
    const { bookings, catalog } = shop();
    const { bookingId } = (await bookings.create(SLOT))._unsafeUnwrap().booking;
    catalog.isDown = true;

    expect((await bookings.update({ bookingId, notes: 'by the window' })).isOk()).toBe(true);
    expect((await bookings.get(bookingId)).isOk()).toBe(true);
  });

  it('that is up does not hide that the store is down', async () => {
    const { bookings, faults } = shop();
    faults.next('load', requestLost);

    expect((await bookings.create(SLOT))._unsafeUnwrapErr().kind).toBe('store_unavailable');
  });
});

describe('a clock of ones own', () => {
  it('may reject its sleep when that is aborted, as the usual timers do, and count in fractions', async () => {
    const bookings = createBookings({
      clock: {
        now: () => Date.now() + 0.25,
        sleep: (ms, signal) => wait(ms, undefined, signal && { signal }),
      },
    });
    bookings.background.start();
    const slot = { userId: 'ada', serviceId: 'chair', dateTime: new Date(Date.now() + 86_400_000) };
    const { booking } = (await bookings.create(slot))._unsafeUnwrap();
    expect(booking.createdAt).toMatch(/\.\d{3}Z$/);
    await bookings.background.stop();
  });
});
