import { type Bookings, createBookings, errAsync } from 'holdfast';
import { inMemoryStore } from 'holdfast/adapters/in-memory';
import { expect, it } from 'vitest';
import { createHttpApi, type HttpApiOptions } from '../../../src/entrypoints/http/api.js';
import { toHttpRequest } from './direct-wire.js';
import { world } from './world.js';

async function readiness(bookings: Bookings, degraded?: HttpApiOptions['degraded']): Promise<unknown> {
  const told: unknown[] = [];
  const onError = (error: unknown): void => void told.push(error);
  const api = createHttpApi(bookings, { clock: world().clock, newIncidentId: () => 'incident', onError, degraded });
  const { status, body } = await api(toHttpRequest({ method: 'GET', target: '/readyz', headers: {}, as: undefined }));
  expect(told).toEqual([]);
  return status === 200 ? [status, JSON.parse(body)] : status;
}
const boards = async () => ['live updates'];

it('a server is ready when its store answers', async () => {
  expect(await readiness(world().bookings)).toEqual([200, { status: 'ok' }]);
  expect(await readiness(world().bookings, async () => [])).toEqual([200, { status: 'ok' }]);
});

it('a server is ready without what bookings do not need, and says what that is', async () => {
  expect(await readiness(world().bookings, boards)).toEqual([200, { status: 'degraded', degraded: ['live updates'] }]);
});

it('a server is not ready without its store, whatever else works', async () => {
  const bookings = createBookings({ store: { ...inMemoryStore(), ping: () => errAsync({ kind: 'store_unavailable' as const }) } });
  expect([await readiness(bookings), await readiness(bookings, boards)]).toEqual([503, 503]);
});
