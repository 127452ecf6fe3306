import { isUtf8 } from 'node:buffer';
import type { HttpEvent, HttpHandlerOptions } from 'holdfast/lambda';
import { ROUTES } from '../../../../src/entrypoints/http/routes.js';
import type { WireRequest } from '../../http/wire.js';

/** What stands between a caller and the function, and makes events of requests. */
export interface Front {
  readonly name: string;
  /** Where the API is by it. */
  readonly base: string;
  readonly toEvent: (request: WireRequest) => HttpEvent;
  readonly options?: HttpHandlerOptions;
  readonly carries?: (target: string) => boolean;
}

type Found = Pick<HttpEvent, 'routeKey' | 'pathParameters'> & { readonly open?: boolean };

const DEFAULT: Found = { routeKey: '$default' };
const IS_TEXT = /^(text\/|application\/json)/i;

/** A text where the type says so, else base64. */
function bodyIn({ body, headers }: WireRequest): Pick<HttpEvent, 'body' | 'isBase64Encoded'> {
  const bytes = Buffer.from(body ?? '');
  if (bytes.byteLength === 0) return { isBase64Encoded: false };
  const isBase64Encoded = !(IS_TEXT.test(String(headers['content-type'])) && isUtf8(bytes));
  return { body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
}

const headersIn = ({ headers }: WireRequest): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(',')]));

function partsOf(target: string): readonly [path: string, query: string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/** A parameter of API Gateway's is a whole segment: what we know by how it ends is found by the route without it. */
const inSegments = (path: string): string => path.replaceAll(/\{(\w+)\}\.\w+/g, '{$1}');

/** Every route of ours by its name, and HEAD where there is GET. */
const NAMED = ROUTES.map((route) => ({ ...route, path: inSegments(route.path) })).flatMap(({ method, path, open }) => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const fits = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`);
  const methods = method === 'GET' ? [method, 'HEAD'] : [method];
  return methods.map((verb) => ({ verb, names, fits, path, open }));
});

function byName(method: string, path: string): Found {
  for (const { verb, names, fits, path: template, open } of NAMED) {
    const values = verb === method ? fits.exec(path) : null;
    if (!values) continue;
    const pathParameters = Object.fromEntries(names.map((name, n) => [name, values[n + 1]]));
    return { routeKey: `${verb} ${template}`, open, ...(names.length > 0 && { pathParameters }) };
  }
  return { ...DEFAULT, open: true };
}

interface Api {
  readonly name: string;
  readonly base?: string;
  readonly stage?: string;
  /** What a domain maps the stage to. */
  readonly mappedTo?: string;
  /** By method and decoded path, below the base. */
  readonly find: (method: string, path: string) => Found;
}

/**
 * API Gateway's HTTP API with a JWT authorizer. It decodes the path before it looks for a route: of an address with an
 * encoded slash, or with an encoding that is none, nothing is left to compare.
 */
const httpApi = ({ name, base = '', stage = '$default', mappedTo, find }: Api): Front => ({
  name,
  base: mappedTo ?? base,
  ...(mappedTo !== undefined && { options: { base: mappedTo } }),
  carries(target) {
    const [path] = partsOf(target);
    return !/%(?![\da-f]{2})|%2f|%ff/i.test(path);
  },
  toEvent(request) {
    const [path, rawQueryString] = partsOf(request.target);
    const decoded = decodeURIComponent(path);
    const { open = false, ...found } = find(request.method, decoded);
    const claims = request.as && { sub: request.as.subject, roles: `[${request.as.roles.join(' ')}]` };
    return {
      version: '2.0',
      ...found,
      rawPath: base + decoded,
      rawQueryString,
      headers: headersIn(request),
      ...bodyIn(request),
      requestContext: {
        domainName: 'abc123.execute-api.eu-central-1.amazonaws.com',
        stage,
        http: { method: request.method, sourceIp: '192.0.2.1' },
        ...(claims && !open && { authorizer: { jwt: { claims } } }),
      },
    };
  },
});

const ACTOR = 'x-test-actor';

/** Leaves the path as it is, and knows of nobody who calls. */
const functionUrl: Front = {
  name: 'a Function URL with an authenticate of its own',
  base: '',
  options: {
    authenticate: ({ headers }) => (headers?.[ACTOR] === undefined ? undefined : JSON.parse(headers[ACTOR])),
  },
  toEvent(request) {
    const [rawPath, rawQueryString] = partsOf(request.target);
    return {
      version: '2.0',
      routeKey: '$default',
      rawPath,
      rawQueryString,
      headers: { ...headersIn(request), ...(request.as && { [ACTOR]: JSON.stringify(request.as) }) },
      ...bodyIn(request),
      requestContext: {
        domainName: 'abc123.lambda-url.eu-central-1.on.aws',
        stage: '$default',
        http: { method: request.method, sourceIp: '192.0.2.1' },
      },
    };
  },
};

const below = (_method: string, path: string): Found => ({
  routeKey: 'ANY /api/{proxy+}',
  pathParameters: { proxy: path.slice(1) },
});

/** Everything below `/bookings` and below `/services`. */
function belowOurWords(method: string, path: string): Found {
  const [, word, proxy] = /^\/(bookings|services)\/(.+)$/.exec(path) ?? [];
  return word === undefined ? byName(method, path) : { routeKey: `ANY /${word}/{proxy+}`, pathParameters: { proxy } };
}

export const FRONTS: readonly Front[] = [
  httpApi({ name: 'an HTTP API with a route for each of ours', find: byName }),
  httpApi({ name: 'the same in a stage', base: '/prod', stage: 'prod', find: byName }),
  httpApi({ name: 'an HTTP API with $default only, in a stage', base: '/prod', stage: 'prod', find: () => DEFAULT }),
  httpApi({ name: 'an HTTP API that has everything below a path', base: '/api', find: below }),
  httpApi({ name: 'an HTTP API with greedy routes below our own words', find: belowOurWords }),
  httpApi({ name: 'a domain that maps a stage to a path', base: '/prod', stage: 'prod', mappedTo: '/v1', find: byName }),
  functionUrl,
];
