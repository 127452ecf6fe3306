import type { HttpRequest } from './message.js';

/** Node hands over whatever bytes a client sent; an address we answer with holds only what an address may hold. */
const clean = (path: string): string =>
  path.toWellFormed().replace(/%(?![\da-f]{2})|[^\w\-.~!$&'()*+,;=:@%/]/giu, (found) => encodeURIComponent(found));

/** Where the request went, without its query. */
export const addressOf = ({ base, path }: Pick<HttpRequest, 'base' | 'path'>): string => clean(base + path);

const hexOf = (letter: string): string => letter.charCodeAt(0).toString(16);
/** This letter, large or small, itself or escaped. */
const anySpelling = (letter: string): string => `(?:${letter}|%${hexOf(letter)}|%${hexOf(letter.toUpperCase())})`;
const SLASH = String.raw`(?:[/\\]|%2f|%5c)`;
const KEY_BELOW = new RegExp(`^.*?(?:^|${SLASH})${Array.from('calendars', anySpelling).join('')}(?=${SLASH})`, 'is');

/**
 * What stands behind `calendars/` is the key to a feed, and is repeated to nobody: nor where it was asked for at an address
 * that is nearly ours, or ours behind a proxy that was set up wrong.
 */
function withoutKey(path: string): string {
  const escapedOnce = path.replaceAll(/%(?:25)+/g, '%');
  return KEY_BELOW.exec(escapedOnce)?.[0] ?? path;
}

/** The same however the caller escaped it, so that a replay is told the same. */
export function canonicalAddressOf({ base, path }: Pick<HttpRequest, 'base' | 'path'>): string {
  const spelled = (part: string): string => clean(decodeURIComponent(part).replaceAll('%', '%25')).replaceAll('/', '%2F');
  const told = withoutKey(path);
  try {
    return (base + told).split('/').map(spelled).join('/');
  } catch {
    return addressOf({ base, path: told });
  }
}

export const addressIn = ({ base }: HttpRequest, path: string): string => clean(base) + path;

/** The same list from another cursor. */
export function nextPage(request: HttpRequest, cursor: string): string {
  const query = new URLSearchParams(request.query);
  query.set('cursor', cursor);
  return `${addressOf(request)}?${query.toString()}`;
}
