import { type Bookings, errAsync } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { world } from '../http/world.js';
import { get, mounted } from './asking.js';
import { byTestHeader } from './express-wire.js';

describe('a fault that is ours', () => {
  const broken = (error: unknown): Bookings => ({
    ...world().bookings,
    get: () => {
      throw error;
    },
  });

  it.each([
    ['an exception in the library', { bookings: broken(new Error('secret detail')), authenticate: byTestHeader }],
    ['something thrown that is no error', { bookings: broken('secret detail'), authenticate: byTestHeader }],
    [
      'an authenticate that rejects',
      { bookings: world().bookings, authenticate: () => Promise.reject(new Error('secret detail')) },
    ],
    [
      'an authenticate that throws',
      {
        bookings: world().bookings,
        authenticate: () => {
          throw new Error('secret detail');
        },
      },
    ],
  ])('%s is 500 with an id, and told in full to onError alone', async (_, { bookings, authenticate }) => {
    const told: [unknown, string][] = [];
    const wire = await mounted(
      { authenticate, onError: (error, incidentId) => told.push([error, incidentId]) },
      bookings,
    );
    const answer = await wire.send(get('/bookings/x'));
    const body: unknown = JSON.parse(answer.text);
    expect(answer.status).toBe(500);
    expect(told).toHaveLength(1);
    expect(body).toMatchObject({ code: 'internal_error', incidentId: told[0]?.[1] });
    expect(String(told[0]?.[0])).toContain('secret detail');
    expect(answer.text).not.toMatch(/secret detail|\.ts|\bat /);
  });

  it('is answered even when onError itself fails', async () => {
    const onError = (): never => {
      throw new Error('the log is down');
    };
    const wire = await mounted({ onError }, broken(new Error('x')));
    expect((await wire.send(get('/bookings/x'))).status).toBe(500);
  });

  it('of a store that is down is 503, to be repeated with the same key', async () => {
    const bookings: Bookings = { ...world().bookings, ping: () => errAsync({ kind: 'store_unavailable' }) };
    const answer = await (await mounted({}, bookings)).send(get('/readyz', { as: undefined }));
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
  });
});
