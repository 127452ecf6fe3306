import { describe, expect, it } from 'vitest';
import { staff, user } from '../../../src/entrypoints/testing/index.js';
import type { BookingError, Bookings, CommandOptions, CreateBooking } from '../../../src/index.js';
import { LATER } from './commands.js';
import { booked, chair, KEY, type Office, office, offer, SLOT, story } from './office.js';

const ADA = { ...KEY, actor: user('ada') };

/** A command that is refused now, and would go ahead after `mend`. */
interface Refusing {
  readonly kind: BookingError['kind'];
  readonly prepare: (at: Office) => Promise<string>;
  readonly send: (bookings: Bookings, bookingId: string, options: CommandOptions) => Promise<{ isErr(): boolean }>;
  readonly mend: (at: Office, bookingId: string) => Promise<unknown>;
}

const isBooked = (at: Office): Promise<string> => booked(at);
const isHeld = (at: Office): Promise<string> => booked(at, { hold: true });
const confirm: Refusing['send'] = async (bookings, bookingId, options) => bookings.confirm({ bookingId }, options);
const cancel: Refusing['send'] = async (bookings, bookingId, options) => bookings.cancel({ bookingId }, options);
const complete: Refusing['send'] = async (bookings, bookingId, options) => bookings.complete({ bookingId }, options);
const create =
  (given: Partial<CreateBooking> = {}): Refusing['send'] =>
  async (bookings, _id, options) =>
    bookings.create(chair(given), options);

const REMEMBERED: readonly Refusing[] = [
  {
    kind: 'slot_unavailable',
    prepare: isBooked,
    send: create(),
    mend: async ({ bookings }, bookingId) => bookings.cancel({ bookingId }),
  },
  {
    kind: 'service_unknown',
    prepare: async () => '',
    send: create(),
    mend: (at) => offer(at),
  },
  {
    kind: 'capacity_exceeded',
    prepare: async (at) => offer(at).then(() => ''),
    send: create({ units: 2 }),
    mend: (at) => offer(at, { capacity: 2 }),
  },
  {
    kind: 'in_the_past',
    prepare: async ({ clock }) => (clock.advance({ hours: 2 }), ''),
    send: create(),
    mend: async ({ clock }) => clock.advance({ hours: -1 }),
  },
  {
    kind: 'version_mismatch',
    prepare: isBooked,
    send: async (bookings, bookingId, options) => bookings.update({ bookingId, notes: 'x' }, { ...options, ifMatch: 2 }),
    mend: async ({ bookings }, bookingId) => bookings.update({ bookingId, notes: 'y' }),
  },
  {
    kind: 'not_started',
    prepare: isBooked,
    send: complete,
    mend: async ({ clock }) => clock.advance({ hours: 3 }),
  },
  {
    kind: 'illegal_transition',
    prepare: isHeld,
    send: complete,
    mend: async ({ bookings, clock }, bookingId) => {
      (await bookings.confirm({ bookingId }))._unsafeUnwrap();
      clock.advance({ hours: 3 });
    },
  },
  {
    kind: 'hold_expired',
    prepare: async (at) => {
      const bookingId = await isHeld(at);
      at.clock.advance({ minutes: 15 });
      return bookingId;
    },
    send: confirm,
    mend: async ({ clock }) => clock.advance({ minutes: -10 }),
  },
];

describe.each(REMEMBERED)('$kind', ({ kind, prepare, send, mend }) => {
  it('is remembered: the key is told the same, although the command would go ahead by now', async () => {
    const at = office({ settings: { refuseUnknownServices: true } });
    if (kind !== 'service_unknown') await offer(at);
    const bookingId = await prepare(at);
    const told = await send(at.bookings, bookingId, KEY);
    expect(told).toMatchObject({ error: { kind, replayed: false } });

    await mend(at, bookingId);

    expect(await send(at.bookings, bookingId, KEY)).toEqual({ error: { ...errorOf(told), replayed: true } });
    expect((await send(at.bookings, bookingId, { idempotencyKey: 'another' })).isErr()).toBe(false);
  });
});

const errorOf = (told: object): object => ('error' in told && typeof told.error === 'object' && told.error) || {};

describe('a cancellation that comes too late', () => {
  it('is remembered of a user, whom the policy binds', async () => {
    const at = office();
    await offer(at, { cancellationNoticeMinutes: 180 });
    const bookingId = await booked(at);
    const told = await cancel(at.bookings, bookingId, ADA);
    expect(told).toMatchObject({ error: { kind: 'cancellation_window_passed', replayed: false } });

    await offer(at);

    expect(await cancel(at.bookings, bookingId, ADA)).toMatchObject({ error: { replayed: true } });
  });
});

describe('a no-op', () => {
  it.each([
    {
      name: 'confirm of a confirmed one',
      prepare: isBooked,
      send: confirm,
    },
    {
      name: 'a change that changes nothing',
      prepare: isBooked,
      send: (async (bookings, bookingId, options) =>
        bookings.update({ bookingId, dateTime: SLOT }, options)) satisfies Refusing['send'],
    },
    {
      name: 'cancel of a cancelled one',
      prepare: async (at: Office) => {
        const bookingId = await isBooked(at);
        (await at.bookings.cancel({ bookingId }))._unsafeUnwrap();
        return bookingId;
      },
      send: cancel,
    },
  ])('$name: remembered with its key, and no event either time', async ({ prepare, send }) => {
    const at = office();
    const bookingId = await prepare(at);
    const before = await story(at, bookingId);

    const told = await send(at.bookings, bookingId, KEY);
    const again = await send(at.bookings, bookingId, KEY);

    expect(told).toMatchObject({ value: { replayed: false } });
    expect(again).toMatchObject({ value: { replayed: true } });
    expect(await story(at, bookingId)).toEqual(before);
  });

  it('keeps its answer when the booking has moved on, and does not do then what it was not needed for', async () => {
    const at = office();
    const bookingId = await booked(at);
    (await at.bookings.reschedule({ bookingId, dateTime: SLOT }, KEY))._unsafeUnwrap();
    (await at.bookings.reschedule({ bookingId, dateTime: LATER }))._unsafeUnwrap();

    const again = (await at.bookings.reschedule({ bookingId, dateTime: SLOT }, KEY))._unsafeUnwrap();

    expect(again).toMatchObject({ replayed: true, booking: { version: 1, dateTime: SLOT } });
    expect((await at.bookings.get(bookingId))._unsafeUnwrap().dateTime).toBe(LATER);
  });

  it('without a key writes nothing at all', async () => {
    const at = office();
    const bookingId = await booked(at);
    const commits = at.faults.count('commit');

    (await at.bookings.confirm({ bookingId }))._unsafeUnwrap();

    expect(at.faults.count('commit')).toBe(commits);
  });
});

describe('what is no answer', () => {
  it('404 is not remembered: the same key is answered once its sender may see the booking', async () => {
    const at = office();
    const bookingId = await booked(at, { userId: 'bob' });
    expect(await cancel(at.bookings, bookingId, ADA)).toEqual({ error: { kind: 'not_found', replayed: false } });

    const promoted = { ...KEY, actor: staff('ada') };
    expect(await cancel(at.bookings, bookingId, promoted)).toMatchObject({ value: { replayed: false } });
  });

  it("404 for another's booking is not remembered, and there is no telling it from none", async () => {
    const at = office();
    const bookingId = await booked(at, { userId: 'bob' });

    const told = await cancel(at.bookings, bookingId, ADA);
    const again = await cancel(at.bookings, bookingId, ADA);
    const none = await cancel(at.bookings, 'no-such-booking', { ...ADA, idempotencyKey: 'k2' });

    const notFound = { error: { kind: 'not_found', replayed: false } };
    expect([told, again, none]).toEqual([notFound, notFound, notFound]);
    expect(at.faults.count('commit')).toBe(1);
  });

  it('403 is not remembered: with the right role, the same key is answered', async () => {
    const at = office();
    const bookingId = await booked(at);
    at.clock.advance({ hours: 3 });
    expect(await complete(at.bookings, bookingId, ADA)).toEqual({ error: { kind: 'forbidden', replayed: false } });
    expect(await complete(at.bookings, bookingId, ADA)).toEqual({ error: { kind: 'forbidden', replayed: false } });

    const promoted = { ...KEY, actor: staff('ada') };
    expect(await complete(at.bookings, bookingId, promoted)).toMatchObject({ value: { replayed: false } });
  });

  it('403 comes before If-Match and the status table, 404 before 403', async () => {
    const at = office();
    const bookingId = await booked(at);
    const forbidden = await at.bookings.complete({ bookingId }, { ...ADA, ifMatch: 7 });
    const notFound = await at.bookings.complete({ bookingId }, { actor: user('bob'), ifMatch: 7 });

    expect([forbidden._unsafeUnwrapErr().kind, notFound._unsafeUnwrapErr().kind]).toEqual(['forbidden', 'not_found']);
  });

  it('a create for somebody else is forbidden and not remembered', async () => {
    const at = office();
    const told = await create({ userId: 'bob' })(at.bookings, '', ADA);

    expect(told).toEqual({ error: { kind: 'forbidden', replayed: false } });
    expect(at.faults.count('commit')).toBe(0);
  });

  it('an invalid request is not remembered, nor even looked up', async () => {
    const at = office();
    expect(await create({ units: 0 })(at.bookings, '', KEY)).toMatchObject({ error: { kind: 'invalid_request' } });
    expect(at.faults.calls).toEqual([]);

    expect(await create()(at.bookings, '', KEY)).toMatchObject({ value: { replayed: false } });
  });

  it('a remembered answer comes before 403: who was answered is answered again', async () => {
    const at = office();
    (await at.bookings.create(chair({ userId: 'bob' }), { ...KEY, actor: staff('ada') }))._unsafeUnwrap();

    expect(await create({ userId: 'bob' })(at.bookings, '', ADA)).toMatchObject({ value: { replayed: true } });
  });
});
