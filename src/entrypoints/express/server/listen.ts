import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toProblemResponse } from '../../http/problem-response.js';

export interface Listening {
  readonly port: number;
  /** Takes no new work, finishes what is under way, and gives that no longer than `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the usual proxy keeps a connection, so that it is never we who close one it is about to use.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};
const IDLE_CHECK_MS = 20;

/** A path, or the whole address that a proxy is sent. */
const isAddress = (url: string): boolean => url.startsWith('/') || url === '*' || /^https?:$/.test(URL.parse(url)?.protocol ?? '');

/** @throws when the address cannot be listened on. */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer(LIMITS, (request, response) => {
    // Express finds no path in these and would answer in words of its own.
    if (isAddress(request.url ?? '')) return app(request, response);
    const problem = toProblemResponse({ kind: 'route_not_found' }, { base: '', path: '/' });
    response.writeHead(problem.status, { ...problem.headers }).end(problem.body);
  });
  server.maxHeadersCount = 100;
  server.listen(port, host);
  await once(server, 'listening');

  const stop = async (withinMs: number): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    // A connection whose answer was just sent is idle only then, and would be kept alive.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    const enough = setTimeout(() => server.closeAllConnections(), withinMs);
    await closed;
    clearInterval(idle);
    clearTimeout(enough);
  };
  return { port: (server.address() as AddressInfo).port, stop };
}
