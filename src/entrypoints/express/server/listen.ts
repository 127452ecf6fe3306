import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { toProblemResponse } from '../../http/problem-response.js';
import type { LiveServer } from '../live/live-server.js';
import { oneByOne } from './pipelining.js';

/** What a connection may cost. Nothing here waits for ever, and nothing grows without end. */
export interface ConnectionLimits {
  /** How long a request may take to arrive; its headers get a third of that. */
  readonly requestTimeoutMs: number;
  /** How long a connection that is not used is kept. */
  readonly keepAliveMs: number;
  readonly maxConnections: number;
}

export interface Listening {
  readonly port: number;
  /** Takes no new work, finishes what is under way, and gives that no longer than `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

const MAX_HEADER_BYTES = 16 * 1024;
const IDLE_CHECK_MS = 20;

/** A path, or the whole address that a proxy is sent. */
const isAddress = (url: string): boolean => url.startsWith('/') || url === '*' || /^https?:$/.test(URL.parse(url)?.protocol ?? '');

/** Express finds no path in some addresses and would answer them in words of its own. */
const withoutOddAddresses =
  (app: RequestListener): RequestListener =>
  (request, response) => {
    if (isAddress(request.url ?? '')) return app(request, response);
    const { status, headers, body } = toProblemResponse({ kind: 'route_not_found' }, { base: '', path: '/' });
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
  };

/** @throws when the address cannot be listened on. */
export async function listen(
  app: RequestListener,
  host: string,
  port: number,
  { requestTimeoutMs, keepAliveMs, maxConnections }: ConnectionLimits,
  live?: Pick<LiveServer, 'attach'>,
): Promise<Listening> {
  const limits = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: Math.ceil(requestTimeoutMs / 3),
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 6),
  };
  const server = createServer(limits, oneByOne(withoutOddAddresses(app)));
  // Their bytes are limited; by a limit of their number some Nodes drop the last ones unsaid, and one may be the key.
  server.maxHeadersCount = 0;
  // An answer that nobody takes is let go.
  server.timeout = 2 * requestTimeoutMs;
  server.maxConnections = maxConnections;
  // When there is no room, those that are not used make it.
  server.on('drop', () => server.closeIdleConnections());
  live?.attach(server);
  const silent = silentConnections(server);
  server.listen(port, host);
  await once(server, 'listening');

  const stop = async (withinMs: number): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    // A connection whose answer was just sent is idle only then, and would be kept alive.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    for (const socket of silent()) socket.destroy();
    const enough = setTimeout(() => server.closeAllConnections(), withinMs);
    await closed;
    clearInterval(idle);
    clearTimeout(enough);
  };
  return { port: (server.address() as AddressInfo).port, stop };
}

/** Connections on which nothing has come yet, as browsers open ahead of need: Node does not count them as idle. */
function silentConnections(server: Server): () => readonly Socket[] {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => [...open].filter(({ bytesRead }) => bytesRead === 0);
}
