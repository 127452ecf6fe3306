import { expect, it } from 'vitest';
import { inMemoryRateLimiter } from '../../../src/adapters/in-memory/rate-limiter.js';

it('many callers push out the one seen longest ago, and no other', async () => {
  const limiter = inMemoryRateLimiter({ perMinute: 1, callers: 2 });
  const taken = async (caller: string) => (await limiter.take(caller, 0))._unsafeUnwrap();
  await taken('ada');
  await taken('bob');
  await taken('ada');
  await taken('cyd');
  expect((await taken('ada')).retryAfterMs).toBeDefined();
  expect((await taken('bob')).retryAfterMs).toBeUndefined();
});
