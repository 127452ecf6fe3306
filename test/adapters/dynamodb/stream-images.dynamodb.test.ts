import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bookingEventIn, dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import type { BookingEvent, BookingEventType } from '../../../src/domain/booking/booking.js';
import { createTestBookings, staff } from '../../../src/entrypoints/testing/index.js';
import type { Store } from '../../../src/ports/index.js';
import { localTable, type LocalTable } from './local-table.js';

let table: LocalTable;
beforeEach(async () => {
  table = await localTable();
});
afterEach(() => table.drop());

/** What a stream would have come with after each commit, beside what the event's own item holds. */
function watched(): { readonly store: Store; readonly seen: [made: BookingEvent | undefined, made: string, stored: string][] } {
  const { client, tableName: TableName } = table;
  const store = dynamodbStore(client, { tableName: TableName });
  const seen: [BookingEvent | undefined, string, string][] = [];
  const { repository } = store;
  const commit: Store['repository']['commit'] = async (change) => {
    const committed = await repository.commit(change);
    if (committed.isErr() || !change.event) return committed;
    const pk = { S: `BOOKING#${change.event.event.bookingId}` };
    const { Item = {} } = await client.send(
      new GetItemCommand({ TableName, Key: { pk, sk: { S: 'BOOKING' } }, ConsistentRead: true }),
    );
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: 1,
      }),
    );
    const found = bookingEventIn(Item);
    const made = found.kind === 'event' ? found.event : undefined;
    seen.push([made, JSON.stringify(made), Items[0]?.['event']?.S ?? 'no event']);
    return committed;
  };
  return { store: { ...store, repository: { ...repository, commit } }, seen };
}

const TYPES: Readonly<Record<BookingEventType, number>> = {
  BookingHeld: 2,
  BookingConfirmed: 3,
  BookingRescheduled: 1,
  BookingUpdated: 1,
  BookingCancelled: 1,
  BookingCompleted: 1,
  BookingNoShow: 2,
  BookingExpired: 1,
};

it('the event made of a booking’s image is the one that is stored, to the letter, for every type of event', async () => {
  const { store, seen } = watched();
  const { bookings, clock } = createTestBookings({ store, at: '2026-03-01T08:00:00Z' });
  const actor = staff('desk');
  const slot = { userId: 'ada', serviceId: 'chair', serviceName: 'Zoë’s 🪑 "chair" \\', dateTime: '2026-03-02T10:00:00Z' };
  const details = { notes: 'a\u0001b\uFFFFc\nd', metadata: { z: '1', a: '', '7': 'seven', __proto: 'x' } };

  const held = (await bookings.create({ ...slot, ...details, hold: true, durationMinutes: 60 }))._unsafeUnwrap().booking;
  const { bookingId } = held;
  (await bookings.confirm({ bookingId, paymentReference: 'pay#1' }))._unsafeUnwrap();
  (await bookings.reschedule({ bookingId, dateTime: '2026-03-02T13:00:00Z' }))._unsafeUnwrap();
  (await bookings.update({ bookingId, notes: null, metadata: { a: null, b: 'two' } }))._unsafeUnwrap();
  (await bookings.cancel({ bookingId, reason: 'ill – "really"' }, { actor: { subject: 'ada', roles: ['user'] } }))._unsafeUnwrap();

  (await bookings.create({ ...slot, dateTime: '2026-03-02T09:00:00Z', hold: true }))._unsafeUnwrap();
  clock.advance({ hours: 1 });
  await bookings.background.runOnce();

  const two = [];
  for (const dateTime of ['2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z']) {
    two.push((await bookings.create({ ...slot, dateTime }))._unsafeUnwrap().booking.bookingId);
  }
  clock.advance({ hours: 48 });
  const [came = '', missed = ''] = two;
  (await bookings.complete({ bookingId: came }, { actor }))._unsafeUnwrap();
  (await bookings.markNoShow({ bookingId: came }, { actor }))._unsafeUnwrap();
  (await bookings.markNoShow({ bookingId: missed }, { actor }))._unsafeUnwrap();

  for (const [, made, stored] of seen) expect(made).toBe(stored);
  const counts = Map.groupBy(seen, ([event]) => event?.type);
  expect(Object.fromEntries([...counts].map(([type, those]) => [type, those.length]))).toEqual(TYPES);
});
