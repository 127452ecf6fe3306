import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { LIVE_LIMITS } from '../../../../src/entrypoints/express/live/limits.js';
import { liveServer } from '../../../../src/entrypoints/express/live/live-server.js';
import { RawConnection, rawRequest } from '../../../attacks/raw-connection.js';
import { subscribe } from '../../live/live-client.js';
import { byName, ground, notFound, SHAKE } from './ground.js';

const another = (path: string) => liveServer({ authenticate: byName, path }, LIVE_LIMITS);

describe('a live server', () => {
  it('that is attached twice is attached once', async () => {
    const { live, server, open } = await ground();
    live.attach(server);
    const client = await open();
    expect(await client.ask(subscribe('all'))).toMatchObject({ action: 'subscribed' });
  });

  it('is not attached where another one has its path, and the other one goes on', async () => {
    const { server, open } = await ground();
    expect(() => another('/live').attach(server)).toThrow(TypeError);
    await open();
  });

  it('stands beside others at other paths, and what nobody answers is refused', async () => {
    const { server, open, refusal } = await ground();
    const other = another('/other');
    other.attach(server);
    await open();
    expect(await refusal({}, '/other')).toMatchObject({ status: 401 });
    server.off('request', notFound);
    expect(await refusal({}, '/elsewhere')).toMatchObject({ status: 404, code: 'route_not_found' });
    await other.close();
  });

  it('lets go of a connection that the host took as well, and says so', async () => {
    const told: unknown[] = [];
    const { server, port } = await ground({
      onError(error) {
        told.push(error);
        throw new Error('no log either');
      },
    });
    const theirs = new WebSocketServer({ server });
    const connection = new RawConnection(port);
    connection.write(rawRequest('GET /live', [...SHAKE, ['Authorization', 'sam']]));
    await connection.closed;
    expect(told).toEqual([expect.objectContaining({ message: expect.stringContaining('more than once') })]);
    theirs.close();
  });
});
