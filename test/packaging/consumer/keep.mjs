// node keep.mjs <file>: keeps one booking in a SQLite file, for the command to audit.
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { createBookings } from 'holdfast';
import { sqliteStore } from 'holdfast/adapters/sqlite';

const store = sqliteStore(new DatabaseSync(process.argv[2] ?? ''));
const bookings = createBookings({ store, services: [{ serviceId: 'chair', maxHorizonDays: 3_650 }] });
const booked = await bookings.create({ serviceId: 'chair', dateTime: '2030-03-01T10:00:00Z', userId: 'ada' });
// Once for every Node that is tried: after the first, the slot is taken.
assert.ok(booked.isOk() || booked.error.kind === 'slot_unavailable');
await store.close();
