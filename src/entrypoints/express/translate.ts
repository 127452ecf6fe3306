import type { Request, Response } from 'express';
import type { HttpRequest, HttpResponse } from '../http/message.js';
import type { Authenticate } from './authenticate.js';
import { readBody } from './read-body.js';

/** Of some headers that were sent twice, the type of a body among them, Node keeps but the first. */
function headerIn({ headers, rawHeaders }: Request, name: string): string | undefined {
  const sent = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
  const value = sent.length > 1 ? sent : headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

export function toHttpRequest(request: Request, authenticate: Authenticate): HttpRequest {
  const query = request.url.indexOf('?');
  return {
    method: request.method,
    path: request.path,
    base: request.baseUrl,
    query: new URLSearchParams(query < 0 ? '' : request.url.slice(query + 1)),
    header: (name) => headerIn(request, name),
    body: () => readBody(request),
    authenticate: () => authenticate(request),
    remoteAddress: request.ip ?? 'unknown',
  };
}

export function send(response: Response, { status, headers, body }: HttpResponse): void {
  // Someone upstream answered already, a time-out for instance.
  if (response.headersSent) return;
  const length = status === 304 || status === 204 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...headers, ...length });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
