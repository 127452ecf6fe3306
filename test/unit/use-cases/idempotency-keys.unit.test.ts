import { describe, expect, it } from 'vitest';
import { staff, user } from '../../../src/entrypoints/testing/index.js';
import { LATER } from './commands.js';
import { booked, chair, HOUR, KEY, office, SLOT, story, written } from './office.js';

const ADA = user('ada');

describe('the key of an earlier command', () => {
  it('with the same command in another spelling is a replay', async () => {
    const at = office();
    const first = (await at.bookings.create(chair(), KEY))._unsafeUnwrap();

    const spelled = (await at.bookings.create(chair({ dateTime: '2026-12-01T12:00:00+02:00' }), KEY))._unsafeUnwrap();
    const dated = (await at.bookings.create(chair({ dateTime: new Date(SLOT) }), KEY))._unsafeUnwrap();

    expect([spelled, dated]).toEqual([
      { ...first, replayed: true },
      { ...first, replayed: true },
    ]);
  });

  it.each([
    { other: 'another slot', given: { dateTime: LATER } },
    { other: 'a default that is spelled out', given: { units: 1 } },
    { other: 'notes', given: { notes: 'by the window' } },
  ])('with $other is refused, and does nothing', async ({ given }) => {
    const at = office();
    (await at.bookings.create(chair(), KEY))._unsafeUnwrap();

    const told = (await at.bookings.create(chair(given), KEY))._unsafeUnwrapErr();

    expect(told).toEqual({ kind: 'idempotency_key_reused', replayed: false });
    expect(await written(at)).toEqual({ bookings: 1, events: 1 });
  });

  it('with another If-Match, or for another booking, is refused', async () => {
    const at = office();
    const bookingId = await booked(at);
    const other = await booked(at, { dateTime: LATER });
    (await at.bookings.cancel({ bookingId }, { ...KEY, ifMatch: 1 }))._unsafeUnwrap();

    const kinds = [
      (await at.bookings.cancel({ bookingId }, { ...KEY, ifMatch: 2 }))._unsafeUnwrapErr().kind,
      (await at.bookings.cancel({ bookingId }, KEY))._unsafeUnwrapErr().kind,
      (await at.bookings.cancel({ bookingId: other }, { ...KEY, ifMatch: 1 }))._unsafeUnwrapErr().kind,
    ];

    expect(kinds).toEqual(Array.from({ length: 3 }, () => 'idempotency_key_reused'));
    expect(await story(at, other)).toEqual(['BookingConfirmed']);
  });

  it('that was a refusal does not turn into a success with another command', async () => {
    const at = office();
    await booked(at);
    (await at.bookings.create(chair({ userId: 'bob' }), KEY))._unsafeUnwrapErr();

    const told = (await at.bookings.create(chair({ userId: 'bob', dateTime: LATER }), KEY))._unsafeUnwrapErr();

    expect(told.kind).toBe('idempotency_key_reused');
  });

  it('means nothing for another caller', async () => {
    const at = office();
    await booked(at, { dateTime: LATER });
    const first = (await at.bookings.create(chair(), { ...KEY, actor: ADA }))._unsafeUnwrap();

    const told = (await at.bookings.create(chair({ userId: 'bob' }), { ...KEY, actor: user('bob') }))._unsafeUnwrapErr();
    const asStaff = (await at.bookings.create(chair(), { ...KEY, actor: staff('eve') }))._unsafeUnwrapErr();

    expect([told, asStaff]).toMatchObject([
      { kind: 'slot_unavailable', replayed: false },
      { kind: 'slot_unavailable', replayed: false },
    ]);
    expect((await at.bookings.create(chair(), { ...KEY, actor: ADA }))._unsafeUnwrap()).toEqual({ ...first, replayed: true });
  });

  it('means nothing for another operation', async () => {
    const at = office();
    const { booking } = (await at.bookings.create(chair({ hold: true }), KEY))._unsafeUnwrap();
    const { bookingId } = booking;

    const told = [
      (await at.bookings.confirm({ bookingId }, KEY))._unsafeUnwrap(),
      (await at.bookings.update({ bookingId, dateTime: LATER }, KEY))._unsafeUnwrap(),
      (await at.bookings.reschedule({ bookingId, dateTime: SLOT }, KEY))._unsafeUnwrap(),
      (await at.bookings.cancel({ bookingId }, KEY))._unsafeUnwrap(),
    ];

    expect(told.map(({ replayed }) => replayed)).toEqual([false, false, false, false]);
    expect(told.map(({ booking: { version } }) => version)).toEqual([2, 3, 4, 5]);
  });
});

describe('a remembered answer', () => {
  const NEXT_WEEK = chair({ dateTime: '2026-12-08T10:00:00Z' });

  it('is the booking as it was then, whatever has become of it', async () => {
    const at = office();
    const first = (await at.bookings.create(chair(), KEY))._unsafeUnwrap();
    (await at.bookings.cancel({ bookingId: first.booking.bookingId }))._unsafeUnwrap();

    expect((await at.bookings.create(chair(), KEY))._unsafeUnwrap()).toEqual({ ...first, replayed: true });
  });

  it('lives until its very last millisecond, and is forgotten at the next', async () => {
    const at = office({ settings: { rememberMs: HOUR } });
    const { booking } = (await at.bookings.create(NEXT_WEEK, KEY))._unsafeUnwrap();

    at.clock.advance({ ms: HOUR - 1 });
    expect((await at.bookings.create(NEXT_WEEK, KEY))._unsafeUnwrap()).toEqual({ booking, replayed: true });

    at.clock.advance({ ms: 1 });
    const told = (await at.bookings.create(NEXT_WEEK, KEY))._unsafeUnwrapErr();
    expect(told).toMatchObject({ kind: 'slot_unavailable', replayed: false });
  });

  it('that was forgotten makes room for the next one, which is remembered from then on', async () => {
    const at = office({ settings: { rememberMs: HOUR } });
    await booked(at, NEXT_WEEK);
    (await at.bookings.create(NEXT_WEEK, KEY))._unsafeUnwrapErr();
    at.clock.advance({ ms: HOUR });

    const elsewhere = { ...NEXT_WEEK, dateTime: '2026-12-09T10:00:00Z' };
    const first = (await at.bookings.create(elsewhere, KEY))._unsafeUnwrap();
    at.clock.advance({ ms: HOUR - 1 });
    const again = (await at.bookings.create(elsewhere, KEY))._unsafeUnwrap();

    expect(first.replayed).toBe(false);
    expect(again).toEqual({ ...first, replayed: true });
  });

  it('wins over If-Match: what has been done is not refused for the version that it made', async () => {
    const at = office();
    const bookingId = await booked(at);
    const options = { ...KEY, ifMatch: 1 };
    const first = (await at.bookings.update({ bookingId, notes: 'by the window' }, options))._unsafeUnwrap();
    (await at.bookings.update({ bookingId, notes: 'at the door' }))._unsafeUnwrap();

    const again = (await at.bookings.update({ bookingId, notes: 'by the window' }, options))._unsafeUnwrap();

    expect(again).toEqual({ ...first, replayed: true });
    expect(await story(at, bookingId)).toEqual(['BookingConfirmed', 'BookingUpdated', 'BookingUpdated']);
  });
});
