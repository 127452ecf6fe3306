const EXPOSED = 'ETag, Location, Link, Retry-After, Idempotency-Replayed';
const ALLOWED = 'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match';
const METHODS = 'GET, HEAD, POST, PATCH, PUT, DELETE';

type Headers = Readonly<Record<string, string>>;

/** Headers for pages of these origins; `*` is any. No cookies are involved, so credentials are never allowed. */
export interface Cors {
  /** For every answer. */
  onAnswer(origin: string | undefined): Headers;
  /** For a preflight request, or `undefined` if that origin may not ask. */
  onPreflight(origin: string | undefined): Headers | undefined;
}

/** Does a browser ask for leave to send a request? Any other OPTIONS is a request like any. */
export const isPreflight = (method: string, requestedMethod: string | undefined): boolean =>
  method === 'OPTIONS' && requestedMethod !== undefined;

export function cors(origins: readonly string[]): Cors {
  const any = origins.includes('*');
  const vary: Headers = any || origins.length === 0 ? {} : { Vary: 'Origin' };
  const allowed = (origin: string | undefined): Headers | undefined => {
    if (origin === undefined || !(any || origins.includes(origin))) return undefined;
    return { 'Access-Control-Allow-Origin': any ? '*' : origin };
  };
  return {
    onAnswer(origin) {
      const allow = allowed(origin);
      return allow ? { ...vary, ...allow, 'Access-Control-Expose-Headers': EXPOSED } : vary;
    },
    onPreflight(origin) {
      const allow = allowed(origin);
      return (
        allow && {
          ...vary,
          ...allow,
          'Access-Control-Allow-Methods': METHODS,
          'Access-Control-Allow-Headers': ALLOWED,
          'Access-Control-Max-Age': '600',
        }
      );
    },
  };
}
