import { expect, it } from 'vitest';
import { createTestBookings } from '../../../src/entrypoints/testing/index.js';
import { okAsync, errAsync } from '../../../src/index.js';

it('a logger that throws stops no delivery, nor what comes after it', async () => {
  let attempts = 0;
  const throws = (): never => {
    throw new Error('disk full');
  };
  const { bookings, clock } = createTestBookings({
    at: '2026-12-01T08:00:00Z',
    logger: { warn: throws, error: throws },
    notifier: {
      notify: () => ((attempts += 1) === 1 ? errAsync({ kind: 'not_notified', retry: true }) : okAsync(undefined)),
    },
  });
  (await bookings.create({ userId: 'ada', serviceId: 'chair', dateTime: '2026-12-01T10:00:00Z' }))._unsafeUnwrap();

  expect((await bookings.background.runOnce()).delivered).toBe(0);
  clock.advance({ minutes: 10 });
  expect((await bookings.background.runOnce()).delivered).toBe(1);
});
