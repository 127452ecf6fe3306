// One of the two servers under load: `ours` or `floor`. Tells its port when it listens.
import { randomUUID } from 'node:crypto';
import express from 'express';
import { createBookings } from 'holdfast';
import { createBookingRouter, trustEveryone } from 'holdfast/express';
import * as z from 'zod/mini';

const app = express();

if (process.argv[2] === 'ours') {
  app.use(createBookingRouter(createBookings(), { authenticate: trustEveryone, rateLimit: false }));
} else {
  const request = z.strictObject({
    userId: z.string().check(z.minLength(1), z.maxLength(255)),
    serviceId: z.string().check(z.minLength(1), z.maxLength(128)),
    dateTime: z.iso.datetime({ offset: true }),
  });
  const bookings = new Map<string, object>();
  app.post('/bookings', express.json({ limit: '16kb' }), (req, res) => {
    const { success, data } = request.safeParse(req.body);
    if (!success) return void res.status(400).json({ code: 'invalid_request' });
    const bookingId = randomUUID();
    const at = new Date().toISOString();
    const booking = { bookingId, ...data, status: 'confirmed', version: 1, createdAt: at, updatedAt: at };
    bookings.set(bookingId, booking);
    res.status(201).json(booking);
  });
}

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.(address.port);
});
process.once('disconnect', () => process.exit());
