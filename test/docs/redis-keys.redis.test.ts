import { okAsync } from 'holdfast';
import { expect, it } from 'vitest';
import { openRedisShared } from '../../src/entrypoints/composition/redis/open-shared.js';
import { clientsForTheFile, ownPrefix, REDIS_URL } from '../adapters/redis/connecting.js';
import { booked, never, notebook } from '../adapters/redis/hearing.js';
import { tableIn } from './table-in.js';

const admin = clientsForTheFile().to(REDIS_URL);
const ada = { subject: 'ada', roles: ['user'] } as const;

it('what servers have in a Redis is the table in the documentation, and only the stream of events is there for good', async () => {
  const prefix = ownPrefix();
  const shared = openRedisShared({ url: REDIS_URL, prefix }, notebook().logger);
  await shared.follow({ broadcast: () => okAsync(undefined) });
  await expect.poll(() => shared.isWell()).toBe(true);
  expect((await shared.broadcaster.broadcast(booked(1), never)).isOk()).toBe(true);
  expect((await shared.tickets.put('ada', { actor: ada, expiresAt: Date.now() + 60_000 })).isOk()).toBe(true);
  expect((await shared.rateLimiter(10).take('ada', Date.now())).isOk()).toBe(true);
  await shared.close();

  const [, , ...rows] = tableIn('operating.md', 'in Redis, under `holdfast:`');
  const written = rows.map(([key = '']) => /`([^`]+)`/.exec(key)?.[1]?.replace('…', 'ada'));
  const keys = await admin.keys(`${prefix}*`);
  expect(written.toSorted()).toEqual(keys.map((key) => key.slice(prefix.length)).toSorted());
  const ends = await Promise.all(keys.map(async (key) => [key, await admin.ttl(key)] as const));
  expect(ends.filter(([, seconds]) => seconds < 0).map(([key]) => key)).toEqual([`${prefix}events`]);
});
