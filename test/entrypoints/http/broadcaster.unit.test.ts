import { expect, it } from 'vitest';
import type { BookingEvent } from 'holdfast';
import { createTestBookings } from 'holdfast/testing';
import { inMemoryBroadcaster } from '../../../src/adapters/in-memory/broadcaster.js';

it('tells every board, until it no longer listens', async () => {
  const broadcaster = inMemoryBroadcaster();
  const seen: string[] = [];
  const leave = broadcaster.subscribe((event: BookingEvent) => seen.push(`a ${event.type}`));
  broadcaster.subscribe((event: BookingEvent) => seen.push(`b ${event.type}`));
  const { bookings, settle } = createTestBookings({ broadcaster });

  const booked = await bookings.create({ userId: 'ada', serviceId: 's', dateTime: '2026-01-01T10:00:00Z' });
  await settle();
  leave();
  const cancelled = await bookings.cancel({ bookingId: booked._unsafeUnwrap().booking.bookingId });
  await settle();

  expect(cancelled.isOk()).toBe(true);
  expect(seen).toEqual(['a BookingConfirmed', 'b BookingConfirmed', 'b BookingCancelled']);
});

it('tells the others when one board breaks, and says that one did', async () => {
  const broadcaster = inMemoryBroadcaster();
  const seen: BookingEvent[] = [];
  const cause = new Error('broken board');
  broadcaster.subscribe(() => {
    throw cause;
  });
  broadcaster.subscribe((event) => seen.push(event));
  const { bookings, notified, settle } = createTestBookings();
  const booked = await bookings.create({ userId: 'ada', serviceId: 's', dateTime: '2026-01-01T10:00:00Z' });
  await settle();
  const [event] = notified;

  const answer = event && (await broadcaster.broadcast(event, new AbortController().signal));

  expect(booked.isOk()).toBe(true);
  expect(seen).toEqual([event]);
  expect(answer?._unsafeUnwrapErr()).toEqual({ kind: 'not_broadcast', cause });
});
