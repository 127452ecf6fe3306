import fc from 'fast-check';
import { inMemoryRateLimiter } from 'holdfast/adapters/in-memory';
import { redisRateLimiter } from 'holdfast/adapters/redis';
import { expect, it } from 'vitest';
import { clientsForTheFile, ownPrefix, REDIS_URL } from '../../adapters/redis/connecting.js';

const redis = clientsForTheFile().to(REDIS_URL);

it('Redis counts as memory does, to the millisecond, by a clock that jumps back and forth', async () => {
  const perMinute = fc.oneof(fc.constantFrom(1, 3, 7, 600, 999), fc.double({ min: 1, max: 10_000, noNaN: true }));
  const steps = fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -90_000, max: 200_000 })), { maxLength: 40 });
  const start = fc.constantFrom(0, Date.parse('2026-12-01T08:00:00Z'));
  await fc.assert(
    fc.asyncProperty(perMinute, steps, start, async (rate, pauses, from) => {
      const [memory, shared] = [inMemoryRateLimiter({ perMinute: rate }), redisRateLimiter(redis, { perMinute: rate, prefix: ownPrefix() })];
      let now = from;
      for (const pause of pauses) {
        now = Math.max(0, now + pause);
        expect(await shared.take('ada', now)).toEqual(await memory.take('ada', now));
      }
    }),
    { numRuns: 60 },
  );
});

it('Redis does not forget by its own clock what memory keeps for one that goes back', async () => {
  const [perMinute, prefix] = [10_000, ownPrefix()];
  const [memory, shared] = [inMemoryRateLimiter({ perMinute }), redisRateLimiter(redis, { perMinute, prefix })];
  const ofRedis = async (): Promise<number> => {
    const [seconds = 0, micros = 0] = (await redis.time()).map(Number);
    return 1_000 * seconds + micros / 1_000;
  };
  expect(await shared.take('ada', 90_000)).toEqual(await memory.take('ada', 90_000));
  const fullAgain = (await ofRedis()) + 60_000 / perMinute;
  await expect.poll(ofRedis).toBeGreaterThan(fullAgain);
  expect(await shared.take('ada', 50_000)).toEqual(await memory.take('ada', 50_000));
  expect(await redis.pttl(`${prefix}rate:ada`)).toBeLessThanOrEqual(120_000);
});
