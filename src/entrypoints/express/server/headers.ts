import type { RequestHandler } from 'express';
import { cors, isPreflight } from '../../http/cors.js';

/** What a browser may do with an answer: nothing but read it. Whether there is TLS, the proxy in front knows. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  next();
};

export function corsHeaders(origins: readonly string[]): RequestHandler {
  const rules = cors(origins);
  return (request, response, next) => {
    const { origin } = request.headers;
    const asksForLeave = isPreflight(request.method, request.headers['access-control-request-method']);
    const preflight = asksForLeave ? rules.onPreflight(origin) : undefined;
    response.setHeaders(new Map(Object.entries(preflight ?? rules.onAnswer(origin))));
    if (preflight) response.writeHead(204).end();
    else next();
  };
}
