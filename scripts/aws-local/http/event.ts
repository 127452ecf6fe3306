import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ACCOUNT } from '../function-process.ts';
import { decoded, type RouteMatch } from './routes.ts';

export type Claims = Readonly<Record<string, string>>;

/** Of these types a body goes to the function as text; all else, and what is no UTF-8, as base64. */
const TEXT = /^(text\/.*|application\/(json|javascript|xml|xhtml\+xml))\s*(;|$)/i;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function bodyOf(bytes: Buffer, type: string): { readonly body?: string; readonly isBase64Encoded: boolean } {
  if (bytes.byteLength === 0) return { isBase64Encoded: false };
  try {
    if (TEXT.test(type)) return { body: utf8.decode(bytes), isBase64Encoded: false };
  } catch {
    // It says that it is text, and is not.
  }
  return { body: bytes.toString('base64'), isBase64Encoded: true };
}

/** By lower-case name; one that was sent twice is joined by a comma. Cookies have a place of their own. */
function headersOf({ rawHeaders }: IncomingMessage): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    const value = rawHeaders[at + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  headers.delete('cookie');
  return Object.fromEntries(headers);
}

function queryOf(query: string): { readonly queryStringParameters?: Readonly<Record<string, string>> } {
  const grouped = Map.groupBy(new URLSearchParams(query), ([name]) => name);
  if (grouped.size === 0) return {};
  const joined = [...grouped].map(([name, pairs]) => [name, pairs.map(([, value]) => value).join(',')]);
  return { queryStringParameters: Object.fromEntries(joined) };
}

/** A request as an HTTP API tells a function of it, in its payload format 2.0: the path is decoded, the query is not. */
export function toHttpEvent(
  request: IncomingMessage,
  bytes: Buffer,
  { routeKey, pathParameters }: RouteMatch,
  claims: Claims | undefined,
): object {
  const { method = '', url = '' } = request;
  const [path = '', ...query] = url.split('?');
  const rawQueryString = query.join('?');
  const rawPath = decoded(path);
  const cookies = request.headers.cookie?.split('; ');
  const host = request.headers.host ?? '';
  const now = Date.now();
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers: headersOf(request),
    ...queryOf(rawQueryString),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
      domainName: host,
      domainPrefix: host.split('.')[0],
      http: {
        method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: new Date(now).toUTCString(),
      timeEpoch: now,
    },
    ...bodyOf(bytes, request.headers['content-type'] ?? ''),
  };
}
