import type { HttpRequest } from '../../http/message.js';
import { ROUTES } from '../../http/routes.js';
import type { HttpEvent } from './event.js';

type Place = Pick<HttpRequest, 'base' | 'path'>;

const TEMPLATES = new Set(ROUTES.map(({ path }) => path));
/** All that is below a path. */
const GREEDY = /\/\{\w+\+\}$/;
const PARAMETER = /\{(\w+)(\+?)\}/g;

const encoded = (part: string): string => encodeURIComponent(part.toWellFormed());
const encodedPath = (path: string): string => path.split('/').map(encoded).join('/');

/** By the route that was found: one of our own, or a greedy one, below which all is ours. */
function placeByRoute({ routeKey, rawPath, pathParameters = {} }: HttpEvent): Place | undefined {
  const route = routeKey.slice(routeKey.indexOf(' ') + 1);
  const template = TEMPLATES.has(route) ? route : GREEDY.exec(route)?.[0];
  const decoded = template?.replaceAll(PARAMETER, (_, name: string) => pathParameters[name] ?? '');
  if (template === undefined || decoded === undefined || !rawPath.endsWith(decoded)) return undefined;
  return {
    base: encodedPath(rawPath.slice(0, rawPath.length - decoded.length)),
    path: template.replaceAll(PARAMETER, (_, name: string, greedy: string) =>
      (greedy === '' ? encoded : encodedPath)(pathParameters[name] ?? ''),
    ),
  };
}

function placeByPath({ rawPath, requestContext: { stage = '$default' } }: HttpEvent): Place {
  const prefix = stage === '$default' ? '' : `/${stage}`;
  const base = rawPath === prefix || rawPath.startsWith(`${prefix}/`) ? prefix : '';
  return { base: encodedPath(base), path: encodedPath(rawPath.slice(base.length)) || '/' };
}

/**
 * Where the request went. Before our own addresses stands the stage, or whatever a domain maps it to. An HTTP API hands
 * its path over decoded; a Function URL, known by its domain, leaves it as it was sent.
 */
export function placeOf(event: HttpEvent): Place {
  const { rawPath, requestContext } = event;
  if (requestContext.domainName?.includes('.lambda-url.')) return { base: '', path: rawPath };
  return placeByRoute(event) ?? placeByPath(event);
}
