import { type Bookings, errAsync } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { createHttpApi } from '../../../src/entrypoints/http/api.js';
import { toHttpRequest } from './direct-wire.js';
import { actorOf, world } from './world.js';

const request = toHttpRequest({ method: 'GET', target: '/bookings/x', headers: {}, as: actorOf('ada') });

function office(bookings: Partial<Bookings> = {}) {
  const told: [unknown, string][] = [];
  const { clock, bookings: core } = world();
  let incidents = 0;
  const settings = {
    clock,
    newIncidentId: () => `incident-${(incidents += 1)}`,
    onError: (error: unknown, incidentId: string) => void told.push([error, incidentId]),
  };
  return { told, settings, bookings: { ...core, ...bookings } };
}
const broken = (error: unknown): Partial<Bookings> => ({
  get: () => {
    throw error;
  },
});

describe('a fault that is ours', () => {
  it('is 500 with an id, and told in full under that id to onError alone', async () => {
    const fault = new Error('secret detail');
    const { told, settings, bookings } = office(broken(fault));
    const answer = await createHttpApi(bookings, settings)(request);
    expect(told).toEqual([[fault, 'incident-1']]);
    expect(answer).toMatchObject({ status: 500, operationId: 'getBooking' });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'internal_error', incidentId: 'incident-1' });
    expect(answer.body).not.toContain('secret detail');
  });

  it('is one even in who is calling', async () => {
    const { told, settings, bookings } = office();
    const rejecting = { ...request, authenticate: () => Promise.reject(new Error('no keys')) };
    expect(await createHttpApi(bookings, settings)(rejecting)).toMatchObject({ status: 500 });
    expect(told).toHaveLength(1);
  });

  it('is answered even when onError itself fails', async () => {
    const { settings, bookings } = office(broken('not even an error'));
    const onError = (): never => {
      throw new Error('the log is down');
    };
    expect(await createHttpApi(bookings, { ...settings, onError })(request)).toMatchObject({ status: 500 });
  });

  it('of a store that is down is 503, whoever asks', async () => {
    const { settings, bookings } = office({ ping: () => errAsync({ kind: 'store_unavailable' }) });
    const asking = { ...request, path: '/readyz', authenticate: () => undefined };
    expect(await createHttpApi(bookings, settings)(asking)).toMatchObject({
      status: 503,
      headers: { 'Retry-After': '1' },
    });
  });
});

describe('every answer', () => {
  it.each([
    ['/bookings/x', 404],
    ['/nothing', 404],
    ['/livez', 200],
  ])('at %s is nobody else’s to keep, and no other type than it says', async (path, status) => {
    const { settings, bookings } = office();
    expect(await createHttpApi(bookings, settings)({ ...request, path })).toMatchObject({
      status,
      headers: { 'Cache-Control': 'private, no-cache', 'X-Content-Type-Options': 'nosniff' },
    });
  });

  it.each([
    ['/bookings/x', 'getBooking'],
    ['/livez', 'livez'],
    ['/nothing', undefined],
  ])('at %s says which operation it was: %s', async (path, operationId) => {
    const { settings, bookings } = office();
    expect((await createHttpApi(bookings, settings)({ ...request, path })).operationId).toBe(operationId);
  });
});
