import { once } from 'node:events';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startConnectionsApi } from '../../../scripts/aws-local/websocket/connections-api.ts';
import { LiveConnections } from '../../../scripts/aws-local/websocket/connections.ts';
import type { Reply } from '../../../scripts/aws-local/runtime-api.ts';
import { startWebSocketGateway } from '../../../scripts/aws-local/websocket/gateway.ts';

const ALLOWED = {
  principalId: 'ada',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }] },
  context: { roles: 'user' },
};
const answered = (answer: unknown): Reply => ({ kind: 'answered', payload: JSON.stringify(answer) });
const failed = (errorMessage: string): Reply => ({ kind: 'failed', error: { errorType: 'Error', errorMessage } });

interface Functions {
  readonly authorize?: Reply;
  /** By the route. */
  readonly reply?: (route: string) => Reply;
}
const CONTENT = (): Reply => answered({ statusCode: 200 });

/** A gateway with functions that answer like this, and what they were asked. */
async function gateway({ authorize = answered(ALLOWED), reply = CONTENT }: Functions = {}) {
  const asked: { readonly requestContext: Readonly<Record<string, unknown>> }[] = [];
  const connections = new LiveConnections();
  const served = await startWebSocketGateway({
    connections,
    authorize: async () => authorize,
    invoke: async (event) => {
      const told: (typeof asked)[number] = JSON.parse(JSON.stringify(event));
      asked.push(told);
      return reply(String(told.requestContext['routeKey']));
    },
  });
  const api = await startConnectionsApi(connections);
  const client = new ApiGatewayManagementApiClient({
    endpoint: api.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    served.close();
    api.close();
    client.destroy();
  });
  const open = async (...given: [protocols?: string[]]): Promise<WebSocket> => {
    const socket = new WebSocket(served.url, ...given);
    await once(socket, 'open');
    return socket;
  };
  const idOf = (): string => connections.ids.at(-1) ?? '';
  return { ...served, asked, connections, api, client, open, idOf };
}

/** The status of a handshake that fails. */
async function refusalOf(url: string): Promise<number | undefined> {
  const socket = new WebSocket(url);
  socket.on('error', () => undefined);
  const [, response] = await once(socket, 'unexpected-response');
  return response.statusCode;
}

describe('a WebSocket API', () => {
  it('asks at $connect, with who is calling, for messages, and tells of the end', async () => {
    const { open, asked, idOf } = await gateway();
    const socket = await open();
    const connectionId = idOf();
    expect(connectionId).toMatch(/^[\w]{15}=$/);
    socket.send('{"action":"ping"}');
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    socket.close(1000, 'enough');
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    const common = { connectionId, stage: 'live', authorizer: { principalId: 'ada', roles: 'user' } };
    expect(asked).toMatchObject([
      { requestContext: { ...common, routeKey: '$connect', eventType: 'CONNECT' }, headers: { Host: expect.any(String) } },
      { requestContext: { ...common, routeKey: '$default', eventType: 'MESSAGE' }, body: '{"action":"ping"}', isBase64Encoded: false },
      { requestContext: { ...common, routeKey: '$disconnect', eventType: 'DISCONNECT', disconnectStatusCode: 1000, disconnectReason: 'enough' } },
    ]);
    expect(asked[1]?.requestContext['connectedAt']).toBe(asked[0]?.requestContext['connectedAt']);
  });

  it('sends what the function answers to a message back to its sender', async () => {
    const { open } = await gateway({ reply: (route) => answered({ statusCode: 200, ...(route === '$default' && { body: 'pong' }) }) });
    const socket = await open();
    const heard = once(socket, 'message');
    socket.send('ping');
    expect(String((await heard)[0])).toBe('pong');
  });

  it('says so when the function fails', async () => {
    const { open } = await gateway({ reply: (route) => (route === '$default' ? failed('no') : answered({ statusCode: 200 })) });
    const socket = await open();
    const heard = once(socket, 'message');
    socket.send('ping');
    expect(JSON.parse(String((await heard)[0]))).toMatchObject({ message: 'Internal server error' });
  });

  it('speaks the subprotocol that the function chose', async () => {
    const headers = { 'Sec-WebSocket-Protocol': 'holdfast.v1' };
    const { open } = await gateway({ reply: () => answered({ statusCode: 200, headers }) });
    expect((await open(['other', 'holdfast.v1'])).protocol).toBe('holdfast.v1');
  });

  const denied = { ...ALLOWED, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Deny', Resource: '*' }] } };
  const elsewhere = { ...ALLOWED, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: 'arn:aws:execute-api:x' }] } };
  it.each([
    ['throws Unauthorized', failed('Unauthorized'), 401],
    ['fails', failed('no keys'), 500],
    ['answers with no policy', answered({ isAuthorized: true }), 500],
    ['denies', answered(denied), 403],
    ['allows something else', answered(elsewhere), 403],
  ])('refuses a connection when the authorizer %s', async (_, authorize, status) => {
    const { url, asked } = await gateway({ authorize });
    expect(await refusalOf(url)).toBe(status);
    expect(asked).toEqual([]);
  });

  it.each([
    ['fails', failed('no'), 500],
    ['refuses', answered({ statusCode: 400 }), 400],
  ])('refuses a connection when the function %s at $connect', async (_, reply, status) => {
    const { url, connections } = await gateway({ reply: () => reply });
    expect(await refusalOf(url)).toBe(status);
    expect(connections.ids).toEqual([]);
  });
});

describe('the management of connections', () => {
  it('posts to a connection', async () => {
    const { open, client, idOf } = await gateway();
    const heard = once(await open(), 'message');
    await client.send(new PostToConnectionCommand({ ConnectionId: idOf(), Data: Buffer.from('{"ä":1}') }));
    expect(await heard).toEqual([Buffer.from('{"ä":1}'), false]);
  });

  it('tells of a connection, and closes it', async () => {
    const { open, client, idOf } = await gateway();
    const socket = await open();
    const told = await client.send(new GetConnectionCommand({ ConnectionId: idOf() }));
    expect(told).toMatchObject({ ConnectedAt: expect.any(Date), LastActiveAt: expect.any(Date), Identity: { SourceIp: '127.0.0.1' } });
    const closed = once(socket, 'close');
    await client.send(new DeleteConnectionCommand({ ConnectionId: idOf() }));
    expect((await closed)[0]).toBe(1000);
  });

  it('answers 410 for a connection that is gone, also without a $disconnect', async () => {
    const { open, client, connections, asked, idOf } = await gateway();
    const closed = once(await open(), 'close');
    const ConnectionId = idOf();
    connections.breakOff(ConnectionId);
    await closed;
    const post = client.send(new PostToConnectionCommand({ ConnectionId, Data: Buffer.from('x') }));
    await expect(post).rejects.toThrow(GoneException);
    expect(asked.map(({ requestContext }) => requestContext['routeKey'])).toEqual(['$connect']);
  });

  it('answers 413 for more than 128 KB', async () => {
    const { open, client, idOf } = await gateway();
    await open();
    const post = client.send(new PostToConnectionCommand({ ConnectionId: idOf(), Data: Buffer.alloc(128 * 1024 + 1) }));
    await expect(post).rejects.toMatchObject({ name: 'PayloadTooLargeException', $metadata: { httpStatusCode: 413 } });
  });

  it('fails as it is told to, the same way for the same seed', async () => {
    const { open, client, api, idOf } = await gateway();
    await open();
    const outcomes = async (seed: number): Promise<readonly string[]> => {
      api.fail({ seed, throttledShare: 0.3, failingShare: 0.3 });
      const outcome: string[] = [];
      for (let n = 0; n < 20; n += 1) {
        const post = client.send(new PostToConnectionCommand({ ConnectionId: idOf(), Data: Buffer.from('x') }));
        outcome.push(await post.then(() => 'posted', (error: unknown) => (error instanceof Error ? error.name : 'unknown')));
      }
      return outcome;
    };
    const first = await outcomes(7);
    expect(new Set(first)).toEqual(new Set(['posted', 'LimitExceededException', 'InternalServerErrorException']));
    expect(await outcomes(7)).toEqual(first);
    expect(await outcomes(8)).not.toEqual(first);
    expect([...api.answered.keys()].sort()).toEqual([200, 429, 500]);
  });
});
