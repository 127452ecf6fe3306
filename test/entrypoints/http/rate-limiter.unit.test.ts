import { describe, expect, it } from 'vitest';
import { inMemoryRateLimiter } from '../../../src/adapters/in-memory/rate-limiter.js';
import type { RateLimiter } from 'holdfast';

const taken = async (limiter: RateLimiter, caller: string, now: number) =>
  (await limiter.take(caller, now))._unsafeUnwrap();
const takenTimes = async (limiter: RateLimiter, times: number, caller = 'ada', now = 0) => {
  for (let n = 0; n < times; n += 1) await taken(limiter, caller, now);
};

describe('a caller within the limit', () => {
  it('is told what is left', async () => {
    const limiter = inMemoryRateLimiter({ perMinute: 3 });
    expect(await taken(limiter, 'ada', 0)).toEqual({ remaining: 2, retryAfterMs: undefined });
    expect(await taken(limiter, 'ada', 0)).toEqual({ remaining: 1, retryAfterMs: undefined });
  });

  it('is not counted with others', async () => {
    const limiter = inMemoryRateLimiter({ perMinute: 1 });
    await takenTimes(limiter, 5);
    expect((await taken(limiter, 'bob', 0)).retryAfterMs).toBeUndefined();
  });
});

describe('a rate that is none', () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('cannot be %j a minute', (perMinute) => {
    expect(() => inMemoryRateLimiter({ perMinute })).toThrow(TypeError);
  });
});

describe('a caller over the limit', () => {
  it('is told when to come back, and gets in then and not before', async () => {
    const limiter = inMemoryRateLimiter({ perMinute: 60 });
    await takenTimes(limiter, 60);
    expect(await taken(limiter, 'ada', 400)).toEqual({ remaining: 0, retryAfterMs: 600 });
    expect((await taken(limiter, 'ada', 999)).retryAfterMs).toBe(1);
    expect((await taken(limiter, 'ada', 1_000)).retryAfterMs).toBeUndefined();
  });

  it('gains nothing by a clock that goes back, and loses nothing', async () => {
    const limiter = inMemoryRateLimiter({ perMinute: 60 });
    await takenTimes(limiter, 60, 'ada', 10_000);
    expect((await taken(limiter, 'ada', 0)).retryAfterMs).toBe(1_000);
  });

  it.each([1, 7, 600, 999])('has had exactly the limit: %i a minute', async (perMinute) => {
    const limiter = inMemoryRateLimiter({ perMinute });
    const now = Date.parse('2026-12-01T08:00:00Z');
    await takenTimes(limiter, perMinute - 1, 'ada', now);
    expect(await taken(limiter, 'ada', now)).toEqual({ remaining: 0, retryAfterMs: undefined });
    expect((await taken(limiter, 'ada', now)).retryAfterMs).toBe(Math.ceil(60_000 / perMinute));
  });

  it('never saves up more than a minute', async () => {
    const limiter = inMemoryRateLimiter({ perMinute: 2 });
    await taken(limiter, 'ada', 0);
    expect((await taken(limiter, 'ada', 3_600_000)).remaining).toBe(1);
  });
});

describe('many callers', () => {
  it('push out the one seen longest ago, and no other', async () => {
    const limiter = inMemoryRateLimiter({ perMinute: 1, callers: 2 });
    await taken(limiter, 'ada', 0);
    await taken(limiter, 'bob', 0);
    await taken(limiter, 'ada', 0);
    await taken(limiter, 'cyd', 0);
    expect((await taken(limiter, 'ada', 0)).retryAfterMs).toBeDefined();
    expect((await taken(limiter, 'bob', 0)).retryAfterMs).toBeUndefined();
  });
});
