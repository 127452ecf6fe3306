import { errAsync, okAsync, type RateLimiter } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { calendarsOf } from '../../../src/entrypoints/calendar/calendar-options.js';
import { createHttpApi } from '../../../src/entrypoints/http/api.js';
import { toHttpRequest } from './direct-wire.js';
import { actorOf, world } from './world.js';

const ada = toHttpRequest({ method: 'GET', target: '/bookings', headers: {}, as: actorOf('ada') });
const nobody = { ...ada, authenticate: () => undefined };

/** A limiter that makes everyone wait so long; `undefined`: nobody. */
function office(take: (wait: string) => ReturnType<RateLimiter['take']>) {
  const asked: unknown[] = [];
  const told: unknown[] = [];
  const { bookings, clock, calendars } = world();
  const api = createHttpApi(bookings, {
    clock,
    newIncidentId: () => 'incident',
    calendars: calendarsOf(bookings, calendars),
    onError: (error) => void told.push(error),
    rateLimiter: {
      take(caller, now) {
        asked.push([caller, now - clock.now()]);
        return take(caller);
      },
    },
  });
  return { api, asked, told };
}
const waiting = (retryAfterMs: number | undefined) => () => okAsync({ remaining: 0, retryAfterMs });

describe('a caller who asks too often', () => {
  it.each([
    [1, '1'],
    [0, '1'],
    [1_000, '1'],
    [1_001, '2'],
    [59_999, '60'],
  ])('and has to wait %i ms is told to come back in %s s', async (wait, seconds) => {
    const answer = await office(waiting(wait)).api(ada);
    expect(answer).toMatchObject({ status: 429, headers: { 'Retry-After': seconds } });
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'too_many_requests',
      detail: `Come back in ${seconds} s.`,
      retryAfterSeconds: Number(seconds),
    });
  });

  it('is counted by who they are, and by where they come from until they say', async () => {
    const { api, asked } = office(waiting(undefined));
    expect([(await api(ada)).status, (await api(nobody)).status]).toEqual([200, 401]);
    expect(asked).toEqual([
      ['subject ada', 0],
      ['address 192.0.2.1', 0],
    ]);
  });

  it('is told so before anything else, even that nobody knows them', async () => {
    expect((await office(waiting(1)).api(nobody)).status).toBe(429);
  });

  it('is not counted where anyone may ask', async () => {
    const { api, asked } = office(waiting(1));
    expect((await api({ ...nobody, path: '/livez' })).status).toBe(200);
    expect(asked).toEqual([]);
  });
});

describe('who reads a feed', () => {
  const path = `/calendars/${'x'.repeat(43)}.ics`;

  it('is counted by where they come from, and not asked who they are', async () => {
    const { api, asked } = office(waiting(undefined));
    const unasked = () => {
      throw new Error('asked who they are');
    };
    expect((await api({ ...nobody, path, authenticate: unasked })).status).toBe(404);
    expect(asked).toEqual([['address 192.0.2.1', 0]]);
  });

  it('too often has to wait, and is told nothing of the feed', async () => {
    const answer = await office(waiting(1_000)).api({ ...nobody, path });
    expect(answer).toMatchObject({ status: 429, headers: { 'Retry-After': '1' } });
    expect(JSON.parse(answer.body)).toMatchObject({ instance: '/calendars' });
  });
});

describe('a limiter', () => {
  it('that is down lets everyone pass', async () => {
    const { api, told } = office(() => errAsync({ kind: 'store_unavailable' }));
    expect((await api(ada)).status).toBe(200);
    expect(told).toEqual([]);
  });

  it('that has a bug lets everyone pass, and the bug is told', async () => {
    const bug = new Error('bug of the limiter');
    const { api, told } = office(() => {
      throw bug;
    });
    expect((await api(ada)).status).toBe(200);
    expect(told).toEqual([bug]);
  });
});
