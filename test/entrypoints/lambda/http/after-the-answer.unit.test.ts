import { setImmediate as turn } from 'node:timers/promises';
import { createBookings, type Notifier, okAsync } from 'holdfast';
import { inMemoryStore } from 'holdfast/adapters/in-memory';
import { createHttpHandler } from 'holdfast/lambda';
import { manualClock } from 'holdfast/testing';
import { expect, it } from 'vitest';
import { massage, NOW } from '../../http/scenario.js';
import { createEvent } from './http-event.js';

it('nothing runs: the event is left to whoever reads the store', async () => {
  const store = inMemoryStore();
  let calls = 0;
  const counting = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, name, receiver) {
        calls += 1;
        return Reflect.get(target, name, receiver);
      },
    });
  const told: string[] = [];
  const notifier: Notifier = {
    notify: ({ eventId }) => {
      told.push(eventId);
      return okAsync(undefined);
    },
  };
  const { repository, catalog, outbox } = store;
  const watched = {
    ...store,
    repository: counting(repository),
    catalog: counting(catalog),
    outbox: outbox && counting(outbox),
  };
  const bookings = createBookings({ store: watched, notifier, clock: manualClock(NOW), defaultActor: null });

  const { statusCode } = await createHttpHandler(bookings)(createEvent(JSON.stringify(massage())));
  const atAnswer = calls;
  for (let n = 0; n < 50; n += 1) await turn();

  expect(statusCode).toBe(201);
  expect(atAnswer).toBeGreaterThan(0);
  expect(calls).toBe(atAnswer);
  expect(told).toEqual([]);
});
