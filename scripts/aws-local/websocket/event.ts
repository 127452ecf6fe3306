import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ACCOUNT, REGION } from '../function-process.ts';

/** What a gateway knows of a connection. */
export interface Connection {
  readonly connectionId: string;
  readonly connectedAt: number;
  readonly host: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** What the authorizer said of who it is, with which everything is text. */
  readonly authorizer: Readonly<Record<string, string | number | boolean>> | undefined;
}

export const STAGE = 'live';

export const API_ID = 'local';
export const apiArn = `arn:aws:execute-api:${REGION}:${ACCOUNT}:${API_ID}`;
export const methodArn = `${apiArn}/${STAGE}/$connect`;

/** Whatever is the same in all events of a connection. */
const contextOf = (connection: Connection, routeKey: string, eventType: string): object => {
  const { connectionId, connectedAt, host, sourceIp, userAgent, authorizer } = connection;
  const requestId = randomUUID();
  return {
    routeKey,
    eventType,
    extendedRequestId: requestId,
    requestTime: new Date().toUTCString(),
    requestTimeEpoch: Date.now(),
    messageDirection: 'IN',
    stage: STAGE,
    connectedAt,
    requestId,
    identity: { sourceIp, userAgent },
    domainName: host,
    connectionId,
    apiId: API_ID,
    ...(authorizer && { authorizer }),
  };
};

/** Header names as the client wrote them. */
function headersOf({ rawHeaders }: IncomingMessage): { headers: object; multiValueHeaders: object } {
  const values = new Map<string, string[]>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    values.set(name, [...(values.get(name) ?? []), rawHeaders[at + 1] ?? '']);
  }
  const lasts = [...values].map(([name, all]) => [name, all.at(-1)]);
  return { headers: Object.fromEntries(lasts), multiValueHeaders: Object.fromEntries(values) };
}

function queryOf({ url = '' }: IncomingMessage): object {
  const query = new URLSearchParams(url.split('?')[1]);
  return query.size === 0 ? {} : { queryStringParameters: Object.fromEntries(query) };
}

export const toAuthorizerEvent = (connection: Connection, request: IncomingMessage): object => ({
  type: 'REQUEST',
  methodArn,
  ...headersOf(request),
  ...queryOf(request),
  requestContext: contextOf(connection, '$connect', 'CONNECT'),
});

export const toConnectEvent = (connection: Connection, request: IncomingMessage): object => ({
  ...headersOf(request),
  ...queryOf(request),
  requestContext: contextOf(connection, '$connect', 'CONNECT'),
  isBase64Encoded: false,
});

export const toMessageEvent = (connection: Connection, data: Buffer, isBinary: boolean): object => ({
  requestContext: { ...contextOf(connection, '$default', 'MESSAGE'), messageId: randomUUID() },
  body: data.toString(isBinary ? 'base64' : 'utf8'),
  isBase64Encoded: isBinary,
});

export const toDisconnectEvent = (connection: Connection, code: number, reason: string): object => ({
  headers: { Host: connection.host },
  requestContext: {
    ...contextOf(connection, '$disconnect', 'DISCONNECT'),
    disconnectStatusCode: code,
    disconnectReason: reason,
  },
  isBase64Encoded: false,
});
