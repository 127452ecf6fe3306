import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod/mini';
import { listening } from '../listening.ts';
import { LiveConnections } from './connections.ts';
import type { Reply } from '../runtime-api.ts';
import { admissionBy } from './authorizer.ts';
import * as event from './event.ts';

const MOST_BYTES = 128 * 1024;
const SUBPROTOCOL = 'sec-websocket-protocol';

export interface WebSocketGatewaySettings {
  readonly port?: number | undefined;
  /** Where those are kept that are open. */
  readonly connections: LiveConnections;
  readonly authorize: (event: unknown) => Promise<Reply>;
  readonly invoke: (event: unknown) => Promise<Reply>;
}

export interface WebSocketGateway {
  readonly url: string;
  close(): void;
}

const answer = z.object({
  statusCode: z.int(),
  headers: z.optional(z.record(z.string(), z.string())),
  body: z.optional(z.string()),
});
const answerIn = (reply: Reply): z.infer<typeof answer> =>
  (reply.kind === 'answered' && z.safeParse(answer, JSON.parse(reply.payload)).data) || { statusCode: 500 };

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

const connectionOf = (request: IncomingMessage): event.Connection => ({
  connectionId: LiveConnections.newId(),
  connectedAt: Date.now(),
  host: request.headers.host ?? '',
  sourceIp: request.socket.remoteAddress ?? '',
  userAgent: request.headers['user-agent'] ?? '',
  authorizer: undefined,
});

/** A WebSocket API with an authorizer, and the routes `$connect`, `$default` with a route response, and `$disconnect`. */
export async function startWebSocketGateway(settings: WebSocketGatewaySettings): Promise<WebSocketGateway> {
  const { connections, authorize, invoke } = settings;
  const subprotocols = new WeakMap<IncomingMessage, string>();
  const upgrades = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_BYTES,
    handleProtocols: (_, request) => subprotocols.get(request) ?? false,
  });

  function serve(connection: event.Connection, socket: WebSocket): void {
    const live = connections.add(connection, socket);
    const reply = async (data: Buffer, isBinary: boolean): Promise<void> => {
      live.lastActiveAt = Date.now();
      const replied = await invoke(event.toMessageEvent(connection, data, isBinary));
      const { connectionId } = connection;
      const failure = JSON.stringify({ message: 'Internal server error', connectionId, requestId: '-' });
      const { body } = replied.kind === 'failed' ? { body: failure } : answerIn(replied);
      if (body !== undefined && body !== '') socket.send(body);
    };
    socket.on('message', (data, isBinary) => {
      if (Buffer.isBuffer(data)) void reply(data, isBinary);
    });
    socket.on('close', (code, reason) => {
      if (connections.remove(connection.connectionId)) void invoke(event.toDisconnectEvent(connection, code, reason.toString()));
    });
    // What is wrong with a connection, it closes with.
    socket.on('error', () => undefined);
  }

  async function connect(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const asked = connectionOf(request);
    const admission = admissionBy(await authorize(event.toAuthorizerEvent(asked, request)));
    if (!admission.admitted) return refuse(socket, admission.status);
    const connection = { ...asked, authorizer: admission.authorizer };
    const { statusCode, headers = {} } = answerIn(await invoke(event.toConnectEvent(connection, request)));
    if (statusCode >= 300) return refuse(socket, statusCode);
    const chosen = Object.entries(headers).find(([name]) => name.toLowerCase() === SUBPROTOCOL)?.[1];
    if (chosen !== undefined) subprotocols.set(request, chosen);
    upgrades.handleUpgrade(request, socket, head, (opened) => serve(connection, opened));
  }

  const server = createServer((_, response) => void response.writeHead(426).end());
  server.on('upgrade', (request, socket, head) => {
    connect(request, socket, head).catch((error: unknown) => {
      console.error(error);
      socket.destroy();
    });
  });
  // Those that are being upgraded, or have been, are none of the server's any more.
  const sockets = new Set<Duplex>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const port = await listening(server, settings.port);
  return {
    url: `ws://127.0.0.1:${port}/${event.STAGE}`,
    close() {
      for (const connectionId of connections.ids) connections.breakOff(connectionId);
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
