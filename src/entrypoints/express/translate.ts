import type { Request, Response } from 'express';
import type { HttpRequest, HttpResponse } from '../http/message.js';
import type { Authenticate } from './authenticate.js';
import { readBody } from './read-body.js';

export function toHttpRequest(request: Request, authenticate: Authenticate): HttpRequest {
  const query = request.url.indexOf('?');
  return {
    method: request.method,
    path: request.path,
    base: request.baseUrl,
    query: new URLSearchParams(query < 0 ? '' : request.url.slice(query + 1)),
    header(name) {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    body: () => readBody(request),
    authenticate: () => authenticate(request),
    remoteAddress: request.ip ?? 'unknown',
  };
}

export function send(response: Response, { status, headers, body }: HttpResponse): void {
  // Someone upstream answered already, a time-out for instance.
  if (response.headersSent) return;
  const length = status === 304 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...headers, ...length });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
