import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from '../../../src/entrypoints/express/server/listen.js';

const LIMITS = { requestTimeoutMs: 30_000, keepAliveMs: 65_000, maxConnections: 100 };
const A_DAY_MS = 86_400_000;

it('a connection on which nothing was ever sent does not keep a server from stopping', async () => {
  const { port, stop } = await listen((_request, response) => void response.end(), '127.0.0.1', 0, LIMITS);
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  // By now the server has taken it: what is connected later was answered.
  await (await fetch(`http://127.0.0.1:${port}/`)).arrayBuffer();

  const gone = once(silent, 'close');
  await stop(A_DAY_MS);
  await gone;
  expect(silent.bytesRead).toBe(0);
});
