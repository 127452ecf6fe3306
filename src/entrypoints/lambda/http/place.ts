import type { HttpRequest } from '../../http/message.js';
import { ROUTES } from '../../http/routes.js';
import type { HttpEvent } from './event.js';

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(1);

const OURS = [...new Set(ROUTES.map(({ path }) => path))].map(segmentsOf);
const PARAMETER = /^\{([^{}+]+)(\+?)\}$/;
const BASE = /^(\/[\w\-.~!$&'()*+,;=:@%]+)*$/;

const encoded = (part: string): string => encodeURIComponent(part.toWellFormed());
const encodedPath = (path: string): string => path.split('/').map(encoded).join('/');

/** @throws TypeError for what cannot stand before our addresses. */
export function checkBase(base = ''): void {
  if (!BASE.test(base)) throw new TypeError(`base must be a path such as '/v1', or '' for none, not '${base}'`);
}

/** The literals of ours, its parameters by any name, and `{proxy+}` for one segment or more. */
function fits(segments: readonly string[], ours: readonly string[]): boolean {
  const isGreedy = segments.at(-1)?.endsWith('+}') ?? false;
  if (isGreedy ? ours.length < segments.length : ours.length !== segments.length) return false;
  return segments.every((segment, at) => {
    const [, , greedy] = PARAMETER.exec(segment) ?? [];
    return greedy === undefined ? segment === ours[at] : greedy === '+' || ours[at]?.startsWith('{');
  });
}

/** What of a route is ours: the longest end of it that fits one of our own, a greedy parameter if nothing else does. */
function ourPartOf(routeKey: string): readonly string[] {
  const segments = segmentsOf(routeKey);
  const ends = segments.map((_, at) => segments.slice(at));
  return ends.find((end) => OURS.some((ours) => fits(end, ours))) ?? [];
}

interface Found {
  /** Before our own addresses, as it came: decoded. */
  readonly before: string;
  readonly path: string;
}

function foundByRoute({ routeKey, rawPath, pathParameters }: HttpEvent): Found | undefined {
  const parts = ourPartOf(routeKey).map((segment) => {
    const [, name, greedy] = PARAMETER.exec(segment) ?? [];
    const value = name === undefined ? segment : (pathParameters?.[name] ?? '');
    return { value, encode: greedy === '+' ? encodedPath : encoded };
  });
  const decoded = parts.map(({ value }) => `/${value}`).join('');
  if (decoded === '' || !rawPath.endsWith(decoded)) return undefined;
  return {
    before: rawPath.slice(0, -decoded.length),
    path: parts.map(({ value, encode }) => `/${encode(value)}`).join(''),
  };
}

/** As the path begins with it; `$default` is in no path. */
function stageIn({ rawPath, requestContext: { stage } }: HttpEvent): string {
  const prefix = `/${stage ?? '$default'}`;
  return prefix !== '/$default' && `${rawPath}/`.startsWith(`${prefix}/`) ? prefix : '';
}

/**
 * Where the request went. Before our own addresses stands the stage, and what somebody's own route has before them; a
 * domain that maps the stage to something else says so nowhere in an event, so that `base` takes the stage's place. An
 * HTTP API hands its path over decoded; a Function URL, known by its domain, leaves it as it was sent.
 */
export function placeOf(event: HttpEvent, base?: string): Pick<HttpRequest, 'base' | 'path'> {
  const { rawPath, requestContext } = event;
  if (requestContext.domainName?.includes('.lambda-url.')) return { base: base ?? '', path: rawPath };
  const stage = stageIn(event);
  const byPath = (): Found => ({ before: stage, path: encodedPath(rawPath.slice(stage.length)) || '/' });
  const { before, path } = foundByRoute(event) ?? byPath();
  return { base: base === undefined ? encodedPath(before) : base + encodedPath(before.slice(stage.length)), path };
}
