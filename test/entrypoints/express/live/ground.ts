import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { Actor } from 'holdfast';
import type { LiveServer, LiveServerOptions } from 'holdfast/express/live';
import { staff, user } from 'holdfast/testing';
import { onTestFinished } from 'vitest';
import { LIVE_LIMITS, type LiveLimits } from '../../../../src/entrypoints/express/live/limits.js';
import { liveServer } from '../../../../src/entrypoints/express/live/live-server.js';
import { type Connecting, connected, type LiveClient, refused } from '../../live/live-client.js';

const ACTORS: Readonly<Record<string, Actor>> = { sam: staff('sam'), ada: user('ada'), bob: user('bob') };

/** Whoever calls says so: stands in for a token. */
export const byName: LiveServerOptions['authenticate'] = ({ headers }) => ACTORS[headers.authorization ?? ''];

export const as = (name: string): Connecting => ({ headers: { authorization: name } });

/** The headers of a handshake, and those among them that ask for one. */
export const UPGRADE = [['Connection', 'Upgrade'], ['Upgrade', 'websocket']] as const;
export const SHAKE = [...UPGRADE, ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='], ['Sec-WebSocket-Version', '13']] as const;

export const connectionsOf = (server: Server): Promise<number> => promisify(server.getConnections.bind(server))();

export interface Ground {
  readonly live: LiveServer;
  readonly server: Server;
  readonly port: number;
  readonly url: string;
  open(connecting?: Connecting): Promise<LiveClient>;
  refusal(connecting?: Connecting, path?: string): ReturnType<typeof refused>;
}

const quiet = { warn: () => undefined, error: () => undefined };
export const notFound: RequestListener = (_request, response) => void response.writeHead(404).end();

/** A live server on a port of its own, for one test. */
export async function ground(options: LiveServerOptions = {}, limits: Partial<LiveLimits> = {}, http: ServerOptions = {}): Promise<Ground> {
  const live = liveServer({ authenticate: byName, logger: quiet, ...options }, { ...LIVE_LIMITS, ...limits });
  const server = createServer(http, notFound).listen(0, '127.0.0.1');
  live.attach(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  onTestFinished(async () => {
    await live.close();
    server.close();
  });
  const url = `ws://127.0.0.1:${port}`;
  const path = options.path ?? '/live';
  return {
    live,
    server,
    port,
    url,
    open: (connecting = as('sam')) => connected(url + path, connecting),
    refusal: (connecting = {}, to = path) => refused(url + to, connecting),
  };
}
