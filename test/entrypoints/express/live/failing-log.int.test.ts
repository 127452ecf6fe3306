import { expect, it } from 'vitest';
import { errAsync } from '../../../../src/domain/result.js';
import { subscribe } from '../../live/live-client.js';
import { ground } from './ground.js';

const down = () => errAsync({ kind: 'store_unavailable' as const });
const throws = (): never => {
  throw new Error('the disk is full');
};

it.each([
  ['cannot be reached', down, 'try_again'],
  ['throw as well', throws, 'internal_error'],
])('a log that throws costs nobody an answer, and the server nothing, while subscriptions %s', async (_, fails, code) => {
  const { open, live } = await ground({
    subscriptions: { subscribe: fails, unsubscribe: fails, remove: fails, subscribersOf: fails },
    logger: { warn: throws, error: throws },
  });
  const client = await open();
  expect(await client.ask(subscribe('all'))).toMatchObject({ action: 'error', code });
  expect(await client.ask({ action: 'ping' })).toEqual({ action: 'pong' });
  await live.close();
  expect(await client.closed).toEqual([1001, 'server stops']);
});
