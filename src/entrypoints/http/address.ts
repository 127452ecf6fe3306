import type { HttpRequest } from './message.js';

/** Node hands over whatever bytes a client sent; an address we answer with holds only what an address may hold. */
const clean = (path: string): string =>
  path.toWellFormed().replace(/%(?![\da-f]{2})|[^\w\-.~!$&'()*+,;=:@%/]/giu, (found) => encodeURIComponent(found));

/** Where the request went, without its query. */
export const addressOf = ({ base, path }: Pick<HttpRequest, 'base' | 'path'>): string => clean(base + path);

/** What stands behind this one is the key to a calendar, and is repeated to nobody. */
const SECRET_BELOW = '/calendars/';

/** The same however the caller escaped it, so that a replay is told the same. */
export function canonicalAddressOf(request: Pick<HttpRequest, 'base' | 'path'>): string {
  const spelled = (part: string): string => clean(decodeURIComponent(part).replaceAll('%', '%25')).replaceAll('/', '%2F');
  if (request.path.startsWith(SECRET_BELOW)) return canonicalAddressOf({ ...request, path: SECRET_BELOW.slice(0, -1) });
  try {
    return (request.base + request.path).split('/').map(spelled).join('/');
  } catch {
    return addressOf(request);
  }
}

export const addressIn = ({ base }: HttpRequest, path: string): string => clean(base) + path;

/** The same list from another cursor. */
export function nextPage(request: HttpRequest, cursor: string): string {
  const query = new URLSearchParams(request.query);
  query.set('cursor', cursor);
  return `${addressOf(request)}?${query.toString()}`;
}
