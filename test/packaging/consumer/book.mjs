// The first thing anyone does with the library, on the packed copy: book, and be refused the second time.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { createBookings } from 'holdfast';

const { createBookings: required } = createRequire(import.meta.url)('holdfast');
assert.equal(required, createBookings);

const bookings = createBookings({ services: [{ serviceId: 'massage', capacity: 1 }] });
const dateTime = new Date(Date.now() + 86_400_000);
const first = await bookings.create({ serviceId: 'massage', dateTime, userId: 'ada' });
const second = await bookings.create({ serviceId: 'massage', dateTime, userId: 'bob' });
assert.equal(first.isOk() && first.value.booking.status, 'confirmed');
assert.equal(second.isErr() && second.error.kind, 'slot_unavailable');
