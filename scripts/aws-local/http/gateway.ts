import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import { bytesOf } from '../body-of.ts';
import { type Claims, toHttpEvent } from './event.ts';
import { routing } from './routes.ts';
import { listening } from '../listening.ts';
import type { Reply } from '../runtime-api.ts';

export interface HttpGatewaySettings {
  readonly port?: number | undefined;
  readonly routeKeys: readonly string[];
  /** By the `Authorization` header; nothing for whoever has not proved who they are. */
  readonly claimsIn: (authorization: string | undefined) => Promise<Claims | undefined>;
  readonly invoke: (event: unknown) => Promise<Reply>;
}

export interface HttpGateway {
  readonly url: string;
  close(): void;
}

const answer = z.object({
  statusCode: z.int(),
  headers: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  cookies: z.optional(z.array(z.string())),
  body: z.optional(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
});

/** In the gateway's own words. */
const say = (response: ServerResponse, status: number, message: string): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));

function send(response: ServerResponse, reply: Reply): void {
  if (reply.kind === 'failed') {
    const isLate = reply.error.errorType === 'Sandbox.Timedout';
    return isLate ? say(response, 503, 'Service Unavailable') : say(response, 500, 'Internal Server Error');
  }
  const { success, data } = z.safeParse(answer, JSON.parse(reply.payload));
  if (!success) return say(response, 500, 'Internal Server Error');
  const body = Buffer.from(data.body ?? '', data.isBase64Encoded === true ? 'base64' : 'utf8');
  for (const [name, value] of Object.entries(data.headers ?? {})) response.setHeader(name, String(value));
  if (data.cookies) response.setHeader('set-cookie', data.cookies);
  response.writeHead(data.statusCode);
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/**
 * An HTTP API. One difference: a real one answers with 401 itself where a route's token is missing or bad; here the
 * function is asked, without claims, as it is where a stack leaves the authorizer out.
 */
export async function startHttpGateway(settings: HttpGatewaySettings): Promise<HttpGateway> {
  const { routeKeys, claimsIn, invoke, port } = settings;
  const routeOf = routing(routeKeys);
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await bytesOf(request);
    const [path = ''] = (request.url ?? '').split('?', 1);
    const claims = await claimsIn(request.headers.authorization);
    send(response, await invoke(toHttpEvent(request, bytes, routeOf(request.method ?? '', path), claims)));
  }
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  const url = `http://127.0.0.1:${await listening(server, port)}`;
  return {
    url,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
