import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import { bytesOf } from '../body-of.ts';
import type { Cors, Route } from './api.ts';
import { corsHeaders, isPreflight, withoutCors } from './cors.ts';
import { type Claims, toHttpEvent } from './event.ts';
import { routing } from './routes.ts';
import { listening } from '../listening.ts';
import type { Reply } from '../runtime-api.ts';

export interface HttpGatewaySettings {
  readonly port?: number | undefined;
  readonly routes: readonly Route[];
  /** Left out, the API is not configured for pages of other origins: what the function says of them is all they hear. */
  readonly cors?: Cors | undefined;
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

function send(response: ServerResponse, reply: Reply, cors: Cors | undefined): void {
  if (reply.kind === 'failed') {
    const isLate = reply.error.errorType === 'Sandbox.Timedout';
    return isLate ? say(response, 503, 'Service Unavailable') : say(response, 500, 'Internal Server Error');
  }
  const { success, data } = z.safeParse(answer, JSON.parse(reply.payload));
  if (!success) return say(response, 500, 'Internal Server Error');
  const body = Buffer.from(data.body ?? '', data.isBase64Encoded === true ? 'base64' : 'utf8');
  const given = Object.fromEntries(Object.entries(data.headers ?? {}).map(([name, value]) => [name, String(value)]));
  const headers = cors ? { ...withoutCors(given), ...corsHeaders(cors, response.req) } : given;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (data.cookies) response.setHeader('set-cookie', data.cookies);
  response.writeHead(data.statusCode);
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** An HTTP API with a JWT authorizer. A preflight request that no route takes it answers itself. */
export async function startHttpGateway(settings: HttpGatewaySettings): Promise<HttpGateway> {
  const { routes, cors, claimsIn, invoke, port } = settings;
  const routeOf = routing(routes);
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await bytesOf(request);
    const [path = ''] = (request.url ?? '').split('?', 1);
    const route = routeOf(request.method ?? '', path);
    if (!route && cors && isPreflight(request)) return void response.writeHead(204, corsHeaders(cors, request)).end();
    if (!route) return say(response, 404, 'Not Found');
    const claims = route.isOpen ? undefined : await claimsIn(request.headers.authorization);
    if (!route.isOpen && !claims) return say(response, 401, 'Unauthorized');
    send(response, await invoke(toHttpEvent(request, bytes, route, claims)), cors);
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
