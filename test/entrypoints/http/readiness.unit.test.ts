import { createBookings, errAsync } from 'holdfast';
import { inMemoryStore } from 'holdfast/adapters/in-memory';
import { expect, it } from 'vitest';
import { openDirect } from './direct-wire.js';
import { world } from './world.js';

const asked = { method: 'GET', target: '/readyz', headers: {} };
const degraded = async () => ['live updates'];

it('a server is ready when its store answers', async () => {
  const { status, text } = await (await openDirect(world().bookings)).send(asked);
  expect([status, JSON.parse(text)]).toEqual([200, { status: 'ok' }]);
});

it('a server is ready without what bookings do not need, and says what that is', async () => {
  const { status, text } = await (await openDirect(world().bookings, '', undefined, { degraded })).send(asked);
  expect([status, JSON.parse(text)]).toEqual([200, { status: 'degraded', degraded: ['live updates'] }]);
});

it('a server is not ready without its store, whatever else works', async () => {
  const store = { ...inMemoryStore(), ping: () => errAsync({ kind: 'store_unavailable' } as const) };
  for (const parts of [{ degraded }, {}]) {
    const { status } = await (await openDirect(createBookings({ store }), '', undefined, parts)).send(asked);
    expect(status).toBe(503);
  }
});
