import type { Actor } from '../../../domain/access/actor.js';
import { decodeBody } from '../../http/decode-body.js';
import type { HttpRequest, HttpResponse, RequestBody } from '../../http/message.js';
import type { HttpEvent } from './event.js';
import { placeOf } from './place.js';

/** Who is calling, verified; `undefined` is answered with 401, a rejection with 500. */
export type Authenticate = (event: HttpEvent) => Actor | undefined | PromiseLike<Actor | undefined>;

/** What API Gateway and a Function URL make the answer of. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const NOT_TEXT: RequestBody = { kind: 'not_text' };

function readBody({ body: given, isBase64Encoded }: HttpEvent): RequestBody {
  const body = given ?? '';
  if (typeof body !== 'string' || !body.isWellFormed()) return NOT_TEXT;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  // Buffer takes what is no base64 for less of it.
  return isBase64Encoded && bytes.toString('base64') !== body ? NOT_TEXT : decodeBody(bytes);
}

export function toHttpRequest(event: HttpEvent, authenticate: Authenticate, base?: string): HttpRequest {
  const { http } = event.requestContext;
  return {
    ...placeOf(event, base),
    method: http.method,
    query: new URLSearchParams(event.rawQueryString ?? ''),
    header: (name) => event.headers?.[name] ?? undefined,
    body: () => readBody(event),
    authenticate: () => authenticate(event),
    remoteAddress: http.sourceIp ?? 'unknown',
  };
}

export function toResult({ status, headers, body }: HttpResponse, method: string): HttpResult {
  const length = status === 304 || status === 204 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return { statusCode: status, headers: { ...headers, ...length }, body: method === 'HEAD' ? '' : body };
}
