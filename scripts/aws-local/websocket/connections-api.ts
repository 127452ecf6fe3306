import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { bytesOf } from '../body-of.ts';
import { seeded } from '../chance.ts';
import { listening } from '../listening.ts';
import type { LiveConnection, LiveConnections } from './connections.ts';
import { STAGE } from './event.ts';

const MOST_BYTES = 128 * 1024;
const PATH = new RegExp(`^/${STAGE}/@connections/([^/]+)$`);

export interface PostFaults {
  readonly seed?: number;
  /** Of all posts; answered with 429. */
  readonly throttledShare?: number;
  /** Of all posts; answered with 500. */
  readonly failingShare?: number;
  /** How long a post to this connection takes, in milliseconds. */
  readonly delayOf?: (connectionId: string) => number;
}

/** What an API's backend posts to its connections by. */
export interface ConnectionsApi {
  /** Of the stage. */
  readonly url: string;
  /** How many requests had which status. */
  readonly answered: ReadonlyMap<number, number>;
  fail(faults: PostFaults): void;
  close(): void;
}

const refuse = (response: ServerResponse, status: number, type: string): void =>
  void response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type }).end(JSON.stringify({ message: type }));

const told = ({ connection, lastActiveAt }: LiveConnection): string =>
  JSON.stringify({
    connectedAt: new Date(connection.connectedAt).toISOString(),
    identity: { sourceIp: connection.sourceIp, userAgent: connection.userAgent },
    lastActiveAt: new Date(lastActiveAt).toISOString(),
  });

export async function startConnectionsApi(connections: LiveConnections): Promise<ConnectionsApi> {
  const answered = new Map<number, number>();
  let faults: PostFaults = {};
  let next = seeded(1);

  function refusalOf(bytes: Buffer): readonly [status: number, type: string] | undefined {
    const drawn = next();
    const { throttledShare = 0, failingShare = 0 } = faults;
    if (drawn < throttledShare) return [429, 'LimitExceededException'];
    if (drawn < throttledShare + failingShare) return [500, 'InternalServerErrorException'];
    return bytes.byteLength > MOST_BYTES ? [413, 'PayloadTooLargeException'] : undefined;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await bytesOf(request);
    const connectionId = decodeURIComponent(PATH.exec(request.url ?? '')?.[1] ?? '');
    const ms = faults.delayOf?.(connectionId) ?? 0;
    if (ms > 0) await sleep(ms, undefined, { ref: false });
    const refusal = request.method === 'POST' ? refusalOf(bytes) : undefined;
    if (refusal) return refuse(response, ...refusal);
    const live = connections.find(connectionId);
    if (!live) return refuse(response, 410, 'GoneException');
    switch (request.method) {
      case 'POST':
        live.socket.send(bytes, { binary: false });
        live.lastActiveAt = Date.now();
        return void response.writeHead(200).end();
      case 'GET':
        return void response.writeHead(200, { 'content-type': 'application/json' }).end(told(live));
      case 'DELETE':
        live.socket.close(1000);
        return void response.writeHead(204).end();
      default:
        return refuse(response, 403, 'ForbiddenException');
    }
  }

  const server = createServer((request, response) => {
    serve(request, response)
      .then(() => answered.set(response.statusCode, (answered.get(response.statusCode) ?? 0) + 1))
      .catch((error: unknown) => {
        console.error(error);
        response.destroy();
      });
  });
  return {
    url: `http://127.0.0.1:${await listening(server)}/${STAGE}`,
    answered,
    fail(given) {
      faults = given;
      next = seeded(given.seed ?? 1);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
