import type { IncomingMessage } from 'node:http';
import type { Cors } from './api.ts';

type Headers = Readonly<Record<string, string>>;

export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;

/** What an HTTP API with this configuration says to a request by itself. */
export function corsHeaders({ origins, methods, headers, exposed, maxAge }: Cors, request: IncomingMessage): Headers {
  const { origin } = request.headers;
  const allowed = origins.includes('*') ? '*' : origins.find((one) => one === origin);
  if (origin === undefined || allowed === undefined) return {};
  const allow = { 'access-control-allow-origin': allowed };
  if (!isPreflight(request)) return { ...allow, 'access-control-expose-headers': exposed.join(',') };
  return {
    ...allow,
    'access-control-allow-methods': methods.join(','),
    'access-control-allow-headers': headers.join(','),
    'access-control-max-age': String(maxAge),
  };
}

/** What is left of a function's headers: of CORS, an API that is configured for it takes no word from anybody. */
export const withoutCors = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.toLowerCase().startsWith('access-control-')));
