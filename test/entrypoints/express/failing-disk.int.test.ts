import type { DatabaseSync } from 'node:sqlite';
import { createBookings } from 'holdfast';
import { sqliteStore } from 'holdfast/adapters/sqlite';
import { describe, expect, it } from 'vitest';
import { databaseFolder } from '../../adapters/sqlite/database-folder.js';
import { get, mounted, post } from './asking.js';

const TABLES = ['booking', 'service_day', 'event', 'idempotency_record'];
const rowsOf = (database: DatabaseSync): readonly unknown[] =>
  TABLES.map((table) => database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows']);

const tomorrow = (hour: number): string =>
  new Date((Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000 + hour * 3_600_000).toISOString();
const booking = (hour: number) => ({ userId: 'ada', serviceId: 'chair', dateTime: tomorrow(hour), notes: 'x'.repeat(400) });
const keyed = (hour: number) =>
  post('/bookings', booking(hour), {
    headers: { 'content-type': 'application/json', 'idempotency-key': `order-${hour}` },
  });

describe.each([
  {
    disk: 'is full',
    fail: (database: DatabaseSync) => {
      const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
      database.exec(`PRAGMA max_page_count = ${pages}; CREATE TABLE filler (x); DROP TABLE filler`);
    },
    mend: 'PRAGMA max_page_count = 1000000',
  },
  {
    disk: 'became read-only',
    fail: (database: DatabaseSync) => database.exec('PRAGMA query_only = ON'),
    mend: 'PRAGMA query_only = OFF',
  },
])('a disk that $disk', ({ fail, mend }) => {
  it('is told as 503, nothing is half-written, and the same key succeeds once it is mended', async () => {
    const folder = databaseFolder();
    const database = folder.open();
    const wire = await mounted({ rateLimit: false }, createBookings({ store: sqliteStore(database), defaultActor: null }));
    expect((await wire.send(keyed(0))).status).toBe(201);
    try {
      fail(database);
    } catch {
      // Filling the last page is refused, and that is the point.
    }

    const before = rowsOf(folder.open());
    // What still fits on the pages that are there is booked.
    let booked = 0;
    let answer = await wire.send(keyed(1));
    for (; answer.status === 201 && booked < 22; booked += 1) answer = await wire.send(keyed(booked + 2));

    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'store_unavailable' });
    const oneDay = (table: number): boolean => TABLES[table] === 'service_day';
    expect(rowsOf(folder.open())).toEqual(before.map((rows, table) => Number(rows) + (oneDay(table) ? 0 : booked)));
    expect((await wire.send(get('/bookings'))).status).toBe(200);

    database.exec(mend);
    const again = await wire.send(keyed(booked + 1));
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, undefined]);
  }, 60_000);
});
