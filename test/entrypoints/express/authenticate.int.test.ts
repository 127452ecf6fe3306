import { createBookingRouter, trustEveryone } from 'holdfast/express';
import { expect, it } from 'vitest';
import { world } from '../http/world.js';
import { get, mounted } from './asking.js';

it('cannot be made without saying who is calling', () => {
  // @ts-expect-error authenticate is missing
  expect(() => createBookingRouter(world().bookings, {})).not.toThrow();
});

it('takes everyone for staff when told to trust everyone', async () => {
  const wire = await mounted({ authenticate: trustEveryone });
  expect((await wire.send(get('/bookings?userId=anyone-at-all', { as: undefined }))).status).toBe(200);
});
