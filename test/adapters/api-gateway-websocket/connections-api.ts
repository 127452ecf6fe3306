import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';

const NAMES: Readonly<Record<number, string>> = {
  403: 'ForbiddenException',
  410: 'GoneException',
  413: 'PayloadTooLargeException',
  429: 'LimitExceededException',
};

export interface ConnectionsApi {
  /** The SDK's client of this API's stage. */
  readonly client: ApiGatewayManagementApiClient;
  /** What every connection was sent, in order. */
  readonly sent: ReadonlyMap<string, readonly string[]>;
  /** How many requests came in, whatever they were answered with. */
  requests(): number;
  close(): Promise<void>;
}

/** The status that a post to this connection is answered with: the n-th one, from 1. `undefined`: no answer at all. */
export type Status = (connectionId: string, nth: number) => number | undefined;

/** The connections of a stage as API Gateway lets one manage them, over HTTP. */
export async function connectionsApi(statusOf: Status = () => 200): Promise<ConnectionsApi> {
  const sent = new Map<string, string[]>();
  const asked = new Map<string, number>();
  let requests = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests += 1;
    const [, encoded = ''] = /^\/live\/@connections\/([^/?]+)$/.exec(request.url ?? '') ?? [];
    const connectionId = decodeURIComponent(encoded);
    const body = await text(request);
    const nth = (asked.get(connectionId) ?? 0) + 1;
    asked.set(connectionId, nth);
    const status = encoded === '' ? 403 : body.length > 131_072 ? 413 : statusOf(connectionId, nth);
    if (status === undefined) return;
    if (status === 200 && request.method === 'POST') sent.set(connectionId, [...(sent.get(connectionId) ?? []), body]);
    const name = NAMES[status];
    response.writeHead(status, name ? { 'x-amzn-errortype': name, 'content-type': 'application/json' } : {});
    response.end(name ? JSON.stringify({ message: `${name}, injected` }) : '');
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const client = new ApiGatewayManagementApiClient({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${address.port}/live`,
    credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
    maxAttempts: 1,
  });
  return {
    client,
    sent,
    requests: () => requests,
    async close() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
