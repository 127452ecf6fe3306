import type { RateLimiter } from 'holdfast/ports';
import { describe, expect, it } from 'vitest';

const taken = async (limiter: RateLimiter, caller: string, now: number) => (await limiter.take(caller, now))._unsafeUnwrap();
const takenTimes = async (limiter: RateLimiter, times: number, caller = 'ada', now = 0) => {
  for (let n = 0; n < times; n += 1) await taken(limiter, caller, now);
};

/** What a rate limiter has to do, wherever it counts. `create` opens one whose callers nobody has seen. */
export function rateLimiterContract(where: string, create: (perMinute: number) => RateLimiter): void {
  describe(`a rate limiter ${where}`, () => {
    it('tells a caller within the limit what is left', async () => {
      const limiter = create(3);
      expect(await taken(limiter, 'ada', 0)).toEqual({ remaining: 2, retryAfterMs: undefined });
      expect(await taken(limiter, 'ada', 0)).toEqual({ remaining: 1, retryAfterMs: undefined });
    });

    it('counts each caller alone, however alike they look', async () => {
      const limiter = create(1);
      const callers = ['ada', 'Ada', 'ada ', 'subject ada', 'address ada', '{ada}', 'a%da', 'a:da', 'ä', '', 'a'.repeat(2_000)];
      for (const caller of callers) await takenTimes(limiter, 2, caller);
      expect((await taken(limiter, 'bob', 0)).retryAfterMs).toBeUndefined();
      const others = create(1);
      for (const caller of callers) expect((await taken(others, caller, 0)).retryAfterMs, caller).toBeUndefined();
      for (const caller of callers) expect((await taken(others, caller, 0)).retryAfterMs, caller).toBeDefined();
    });

    it.each([0, -1, 0.999, Number.NaN, Number.POSITIVE_INFINITY])('cannot be one of %j a minute', (perMinute) => {
      expect(() => create(perMinute)).toThrow(TypeError);
    });

    it('tells a caller over the limit when to come back, and lets it in then and not before', async () => {
      const limiter = create(60);
      await takenTimes(limiter, 60);
      expect(await taken(limiter, 'ada', 400)).toEqual({ remaining: 0, retryAfterMs: 600 });
      expect((await taken(limiter, 'ada', 999)).retryAfterMs).toBe(1);
      expect((await taken(limiter, 'ada', 1_000)).retryAfterMs).toBeUndefined();
    });

    it('gives nothing for a clock that goes back, and takes nothing', async () => {
      const limiter = create(60);
      await takenTimes(limiter, 60, 'ada', 10_000);
      expect((await taken(limiter, 'ada', 0)).retryAfterMs).toBe(1_000);
    });

    it.each([1, 7, 600, 999])('gives exactly the limit: %i a minute', async (perMinute) => {
      const limiter = create(perMinute);
      const now = Date.parse('2026-12-01T08:00:00Z');
      await takenTimes(limiter, perMinute - 1, 'ada', now);
      expect(await taken(limiter, 'ada', now)).toEqual({ remaining: 0, retryAfterMs: undefined });
      expect((await taken(limiter, 'ada', now)).retryAfterMs).toBe(Math.ceil(60_000 / perMinute));
    });

    it('never saves up more than a minute', async () => {
      const limiter = create(2);
      await taken(limiter, 'ada', 0);
      expect((await taken(limiter, 'ada', 3_600_000)).remaining).toBe(1);
    });

    it('gives a crowd that comes at once no more than the limit', async () => {
      const limiter = create(10);
      const answers = await Promise.all(Array.from({ length: 50 }, () => taken(limiter, 'ada', 0)));
      expect(answers.filter(({ retryAfterMs }) => retryAfterMs === undefined)).toHaveLength(10);
    });
  });
}
