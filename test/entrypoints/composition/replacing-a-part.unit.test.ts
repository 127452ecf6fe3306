import { Container, ContainerModule } from 'inversify';
import { type Bookings, type BookingEvent, createBookings, okAsync } from 'holdfast';
import { bookingsModule, inMemoryModule, tokens } from 'holdfast/composition';
import { manualClock } from 'holdfast/testing';
import { describe, expect, it } from 'vitest';

const slot = { userId: 'ada', serviceId: 'chair', dateTime: '2026-12-01T10:00:00Z' };

function containerWith(...more: ContainerModule[]): Container {
  const container = new Container();
  container.load(bookingsModule({ services: [{ serviceId: 'chair', name: 'Chair' }] }), inMemoryModule(), ...more);
  return container;
}

describe('an embedder with a container', () => {
  it('gets the library with its parts bound to their defaults', async () => {
    const bookings = containerWith().get(tokens.Bookings);
    expect((await bookings.getService('chair'))._unsafeUnwrap()).toMatchObject({ name: 'Chair', version: 1 });
  });

  it('gets the same library each time', () => {
    const container = containerWith();
    expect(container.get(tokens.Bookings)).toBe(container.get(tokens.Bookings));
  });

  it('replaces one part and keeps the rest', async () => {
    const container = containerWith();
    container.rebind(tokens.Clock).toConstantValue(manualClock('2026-12-01T08:00:00Z'));
    const booked = await container.get(tokens.Bookings).create(slot);
    expect(booked._unsafeUnwrap().booking.createdAt).toBe('2026-12-01T08:00:00.000Z');
  });

  it('adds a notifier in a module of its own, and is told of events', async () => {
    const told: BookingEvent[] = [];
    const mine = new ContainerModule(({ bind }) => {
      bind(tokens.Notifier).toConstantValue({ notify: (event) => okAsync(void told.push(event)) });
    });
    const container = containerWith(mine);
    container.rebind(tokens.Clock).toConstantValue(manualClock('2026-12-01T08:00:00Z'));
    const bookings = container.get(tokens.Bookings);
    expect((await bookings.create(slot)).isOk()).toBe(true);
    await bookings.background.runOnce();
    expect(told.map(({ type }) => type)).toEqual(['BookingConfirmed']);
  });

  it('without a notifier keeps no events that nobody will ever be told', async () => {
    const store = containerWith().get(tokens.Store);
    expect(store.outbox).toBeUndefined();
  });

  it('may replace the library itself', () => {
    const container = containerWith();
    const own: Bookings = createBookings();
    container.rebind(tokens.Bookings).toConstantValue(own);
    expect(container.get(tokens.Bookings)).toBe(own);
  });
});
