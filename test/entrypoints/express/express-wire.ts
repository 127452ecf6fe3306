import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import type { Actor, Bookings } from 'holdfast';
import { type BookingRouterOptions, type CalendarOptions, createBookingRouter } from 'holdfast/express';
import type { Wire, WireAnswer, WireRequest } from '../http/wire.js';

const ACTOR = 'x-test-actor';

/** Stands in for a host's login. */
export const byTestHeader: BookingRouterOptions['authenticate'] = ({ headers }) => {
  const actor = headers[ACTOR];
  return typeof actor === 'string' ? (JSON.parse(actor) as Actor) : undefined;
};

/** Over a real socket. */
export function ask(port: number, { method, target, headers, body, as }: WireRequest, base: string): Promise<WireAnswer> {
  const sentHeaders: OutgoingHttpHeaders = {
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
    ),
    ...(as && { [ACTOR]: JSON.stringify(as) }),
    // Said in so many words, for a GET with a body would otherwise have no end.
    ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        port,
        method,
        path: base + target,
        headers: sentHeaders,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
          resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(named), text });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** An application on a port of its own, asked over real sockets. */
export async function serveApp(app: Express, base = ''): Promise<Wire & { readonly port: number }> {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    send: (request) => ask(port, request, base),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface Mounting extends Partial<BookingRouterOptions> {
  /** What the host did before: `express.json()`, say. */
  readonly before?: (app: Express) => void;
}

export const openExpress =
  ({ before, ...options }: Mounting = {}) =>
  (bookings: Bookings, base = '', calendars?: CalendarOptions): ReturnType<typeof serveApp> => {
    const app = express();
    before?.(app);
    app.use(
      base === '' ? '/' : base,
      createBookingRouter(bookings, { authenticate: byTestHeader, rateLimit: false, calendars, ...options }),
    );
    return serveApp(app, base);
  };
