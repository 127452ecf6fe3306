import express from 'express';
import { errAsync, okAsync, type RateLimiter } from 'holdfast';
import { createBookingRouter } from 'holdfast/express';
import { describe, expect, it } from 'vitest';
import type { Wire, WireRequest } from '../http/wire.js';
import { actorOf, world } from '../http/world.js';
import { get, mounted, served } from './asking.js';
import { byTestHeader } from './express-wire.js';

describe('the rate limit', () => {
  const spend = async (wire: Wire, request: WireRequest, times: number) => {
    const statuses = [];
    for (let n = 0; n < times; n += 1) statuses.push((await wire.send(request)).status);
    return statuses;
  };

  it('is counted per caller', async () => {
    const wire = await mounted({ rateLimit: { perMinute: 2 } });
    expect(await spend(wire, get('/bookings'), 3)).toEqual([200, 200, 429]);
    expect(await spend(wire, get('/bookings', { as: actorOf('bob') }), 1)).toEqual([200]);
  });

  it('says when to come back', async () => {
    const wire = await mounted({ rateLimit: { perMinute: 1 } });
    await spend(wire, get('/bookings'), 1);
    const answer = await wire.send(get('/bookings'));
    expect(answer.headers['retry-after']).toMatch(/^([1-9]|[1-5]\d|60)$/);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'too_many_requests' });
  });

  it('counts failed attempts to authenticate by where they come from', async () => {
    const wire = await mounted({ rateLimit: { perMinute: 2 } });
    expect(await spend(wire, get('/bookings', { as: undefined }), 3)).toEqual([401, 401, 429]);
    expect(await spend(wire, get('/bookings'), 1)).toEqual([200]);
  });

  it('is 600 a minute unless said, and does not count health checks', async () => {
    const { bookings } = world();
    const app = express().use(createBookingRouter(bookings, { authenticate: byTestHeader }));
    const wire = await served(app);
    await spend(wire, get('/livez', { as: undefined }), 10);
    // Ten a second flow back meanwhile, so the end comes a little after the 600th.
    const statuses = await spend(wire, get('/bookings/x'), 600);
    while (statuses.at(-1) !== 429) statuses.push(...(await spend(wire, get('/bookings/x'), 1)));
    expect(statuses.indexOf(429)).toBeGreaterThanOrEqual(600);
    expect(statuses.indexOf(429)).toBeLessThan(900);
  });

  it('can be someone else’s, and when that is down everyone passes', async () => {
    const asked: string[] = [];
    const take = (caller: string) => {
      asked.push(caller);
      return asked.length > 1
        ? errAsync({ kind: 'store_unavailable' as const })
        : okAsync({ remaining: 0, retryAfterMs: 1_500 });
    };
    const wire = await mounted({ rateLimit: { take } });
    const refused = await wire.send(get('/bookings'));
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '2']);
    expect((await wire.send(get('/bookings'))).status).toBe(200);
    expect(asked).toEqual(['subject ada', 'subject ada']);
  });

  it.each<[string, RateLimiter['take']]>([
    ['throws', () => { throw new Error('bug of the limiter'); }],
    ['rejects', () => Promise.reject(new Error('bug of the limiter'))],
    ['never answers', () => new Promise(() => undefined)],
  ])('that %s lets everyone pass', async (_, take) => {
    const wire = await mounted({ rateLimit: { take }, onError: () => undefined });
    expect((await wire.send(get('/bookings'))).status).toBe(200);
  });
});
