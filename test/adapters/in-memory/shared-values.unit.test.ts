import { describe, expect, it } from 'vitest';
import { createTestBookings, staff } from '../../../src/entrypoints/testing/index.js';

/** Does to a value, in depth, what careless JavaScript may do to it; what is frozen stays as it is. */
function scribbleOver(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    scribbleOver(Reflect.get(value, key));
    Reflect.set(value, key, 'scribbled');
  }
  Reflect.set(value, 'added', 'scribbled');
}

const slot = { serviceId: 'chair', dateTime: '2026-12-01T10:00:00Z' };
const DESK = { actor: staff('desk') };
const KEY = { ...DESK, idempotencyKey: 'k' };

describe('a store that keeps and hands out values by reference', () => {
  const booked = async () => {
    const kit = createTestBookings({ at: '2026-12-01T08:00:00Z' });
    const input = { ...slot, userId: 'ada', metadata: { order: '17' } };
    const first = await kit.bookings.create(input, KEY);
    const { bookingId } = first._unsafeUnwrap().booking;
    const look = async () => ({
      booking: (await kit.bookings.get(bookingId, DESK))._unsafeUnwrap(),
      history: (await kit.bookings.history({ bookingId }, DESK))._unsafeUnwrap(),
      list: (await kit.bookings.list({ userId: 'ada' }, DESK))._unsafeUnwrap(),
      services: (await kit.bookings.listServices(DESK))._unsafeUnwrap(),
    });
    return { ...kit, input, first, look };
  };

  it.each(['booking', 'history', 'list', 'services'] as const)(
    'is not changed by what a caller does to its %s',
    async (what) => {
      const { bookings, look } = await booked();
      expect((await bookings.putService({ serviceId: 'chair' }, DESK)).isOk()).toBe(true);
      const before = structuredClone(await look());
      scribbleOver((await look())[what]);
      expect(await look()).toEqual(before);
    },
  );

  it('is not changed by what a caller does to its input, to its answer or to a replay of it', async () => {
    const { bookings, input, first, look } = await booked();
    const [before, answer] = [structuredClone(await look()), structuredClone(first._unsafeUnwrap().booking)];
    scribbleOver(first._unsafeUnwrap());
    scribbleOver((await bookings.create({ ...input, metadata: { order: '17' } }, KEY))._unsafeUnwrap());
    input.metadata.order = 'scribbled';
    expect(await look()).toEqual(before);
    const again = await bookings.create({ ...slot, userId: 'ada', metadata: { order: '17' } }, KEY);
    expect(again._unsafeUnwrap().booking).toEqual(answer);
  });

  it('is not changed by what a caller does to a remembered refusal', async () => {
    const { bookings } = await booked();
    const bob = { ...slot, userId: 'bob' };
    const ask = async () => (await bookings.create(bob, { ...DESK, idempotencyKey: 'of bob' }))._unsafeUnwrapErr();
    const refusal = structuredClone(await ask());
    scribbleOver(await ask());
    expect(await ask()).toEqual({ ...refusal, replayed: true });
  });

  it('is not changed by what a notifier does to an event', async () => {
    const { look, settle, notified } = await booked();
    const before = structuredClone(await look());
    await settle();
    scribbleOver(notified[0]);
    expect(await look()).toEqual(before);
  });
});
