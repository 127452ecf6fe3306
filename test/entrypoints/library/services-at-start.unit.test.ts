import { describe, expect, it } from 'vitest';
import { inMemoryStore } from '../../../src/adapters/in-memory/index.js';
import { manualClock } from '../../../src/entrypoints/testing/index.js';
import { createBookings, type ServiceInput, type Store } from '../../../src/index.js';
import { answerLost, precededBy, requestLost, throwing } from '../../faults/faults.js';
import { type Faults, faultyStore } from '../../faults/faulty-store.js';

const NOW = '2026-12-01T08:00:00Z';
const SLOT = { userId: 'ada', serviceId: 'chair', dateTime: '2026-12-01T10:00:00Z' };
const CHAIR = { serviceId: 'chair', name: 'The chair', capacity: 2 };
const ROOM = { serviceId: 'room', durationMinutes: 30 };

/** One start of a process over a store that stays. */
function start(services: readonly ServiceInput[], inner: Store = inMemoryStore()) {
  const { store, faults } = faultyStore(inner);
  return { inner, faults, bookings: createBookings({ store, services, clock: manualClock(NOW) }) };
}

const puts = (faults: Faults): number => faults.count('putService');

describe('services that are given at the start', () => {
  it('are there before the first call is served, be it a command or a query', async () => {
    expect((await start([CHAIR]).bookings.create(SLOT))._unsafeUnwrap().booking.serviceName).toBe('The chair');
    expect((await start([CHAIR]).bookings.getService('chair'))._unsafeUnwrap()).toMatchObject({ capacity: 2, version: 1 });
    expect((await start([CHAIR, ROOM]).bookings.listServices())._unsafeUnwrap().items).toHaveLength(2);
  });

  it('are put once, however many calls wait for it', async () => {
    const { bookings, faults } = start([CHAIR, ROOM]);

    await Promise.all(Array.from({ length: 20 }, () => bookings.listServices()));
    (await bookings.create(SLOT))._unsafeUnwrap();

    expect(puts(faults)).toBe(2);
    expect(faults.count('getService')).toBe(2);
  });

  it('are left alone by a restart with the same ones, in whatever order their fields are', async () => {
    const first = start([CHAIR]);
    (await first.bookings.listServices())._unsafeUnwrap();

    const { bookings, faults } = start([{ capacity: 2, name: 'The chair', serviceId: 'chair' }], first.inner);

    expect((await bookings.getService('chair'))._unsafeUnwrap().version).toBe(1);
    expect(puts(faults)).toBe(0);
  });

  it('are put again by a restart with other ones, as a next version', async () => {
    const first = start([CHAIR]);
    (await first.bookings.listServices())._unsafeUnwrap();

    const { bookings } = start([{ ...CHAIR, capacity: 3 }], first.inner);

    expect((await bookings.getService('chair'))._unsafeUnwrap()).toMatchObject({ version: 2, capacity: 3 });
  });

  it('stay where they are when the start says nothing of them', async () => {
    const first = start([CHAIR, ROOM]);
    (await first.bookings.listServices())._unsafeUnwrap();

    const { bookings } = start([ROOM], first.inner);

    expect((await bookings.getService('chair'))._unsafeUnwrap().capacity).toBe(2);
  });
});

describe('a catalog that is down at the start', () => {
  it.each([
    { when: 'when it is read', operation: 'getService' as const, fault: requestLost },
    { when: 'when it is written to', operation: 'putService' as const, fault: requestLost },
    { when: 'with its answer lost', operation: 'putService' as const, fault: answerLost },
  ])('$when: the call is store_unavailable, and the next one tries again', async ({ operation, fault }) => {
    const { bookings, faults } = start([CHAIR]);
    faults.next(operation, fault);

    expect((await bookings.create(SLOT))._unsafeUnwrapErr().kind).toBe('store_unavailable');
    expect((await bookings.create(SLOT))._unsafeUnwrap().booking.serviceName).toBe('The chair');
    expect((await bookings.getService('chair'))._unsafeUnwrap().version).toBe(1);
  });

  it('all calls that waited for it hear of it, and none is booked by the default policy', async () => {
    const { bookings, faults } = start([CHAIR]);
    faults.next('getService', requestLost, requestLost, requestLost);

    const told = await Promise.all([bookings.create(SLOT), bookings.getService('chair'), bookings.listServices()]);

    expect(told.map((reply) => reply.isErr() && reply.error.kind)).toEqual(Array.from(told, () => 'store_unavailable'));
    expect(faults.count('commit')).toBe(0);
  });

  it('with a bug that throws once: that call fails, the next one does not', async () => {
    const { bookings, faults } = start([CHAIR]);
    faults.next('getService', throwing(new Error('bug of the adapter')));

    await expect(async () => bookings.create(SLOT)).rejects.toThrow('bug of the adapter');
    expect((await bookings.create(SLOT)).isOk()).toBe(true);
  });
});

describe('two processes that start at once', () => {
  it('with the same services put each of them once', async () => {
    const one = start([CHAIR]);
    const two = start([CHAIR], one.inner);
    two.faults.next('putService', precededBy(async () => one.bookings.listServices()));

    (await two.bookings.listServices())._unsafeUnwrap();

    expect((await two.bookings.getService('chair'))._unsafeUnwrap().version).toBe(1);
  });

  it('with different ones end with one of them, whole', async () => {
    const one = start([{ ...CHAIR, capacity: 5 }]);
    const two = start([ROOM, CHAIR], one.inner);
    two.faults.next('putService', precededBy(async () => one.bookings.listServices()));

    (await two.bookings.listServices())._unsafeUnwrap();

    expect((await two.bookings.getService('chair'))._unsafeUnwrap()).toMatchObject({ version: 2, capacity: 2 });
  });

  it('of which one is overtaken again and again gives up for this call, and says so', async () => {
    const one = start([{ ...CHAIR, capacity: 5 }]);
    const two = start([CHAIR], one.inner);
    let capacity = 5;
    const overtake = precededBy(async () => {
      capacity += 1;
      return one.bookings.putService({ ...CHAIR, capacity });
    });
    two.faults.next('putService', ...Array.from({ length: 20 }, () => overtake));

    expect((await two.bookings.create(SLOT))._unsafeUnwrapErr().kind).toBe('store_unavailable');
  });
});
