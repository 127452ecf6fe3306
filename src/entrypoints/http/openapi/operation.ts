import type { RequestHeader } from '../call.js';
import type { ProblemKind } from '../problem.js';
import type { GuardedRoute, Route } from '../route.js';
import * as field from '../schemas/fields.js';
import { type JsonSchema, toJsonSchema } from './json-schema.js';
import { problemResponses, replayed } from './problems.js';

const PATH_PARAMETERS = new Map(Object.entries({ bookingId: field.bookingId, serviceId: field.serviceId, token: field.feedToken }));

const HEADERS: Readonly<Record<RequestHeader, JsonSchema>> = {
  'Idempotency-Key': {
    description: 'Bare or in quotes. The same request with the same key is done once and answered the same.',
    schema: { type: 'string', pattern: '^("[ !#-+\\--\\[\\]-~]{1,255}"|[ !#-+\\--\\[\\]-~]{1,255})$' },
  },
  'If-Match': {
    description: 'The version it must have, in quotes, or `*`.',
    schema: { type: 'string', pattern: '^("(0|[1-9][0-9]*)"|\\*)$' },
  },
  'If-None-Match': { description: 'An `ETag` that the caller has.', schema: { type: 'string' } },
};

function pathParameters({ path }: Route): readonly JsonSchema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = PATH_PARAMETERS.get(name);
    return { name, in: 'path', required: true, schema: schema ? toJsonSchema(schema) : { type: 'string' } };
  });
}

function queryParameters({ query }: GuardedRoute): readonly JsonSchema[] {
  return Object.entries(query._zod.innerType.shape).map(([name, part]) => ({
    name,
    in: 'query',
    required: part._zod.optin !== 'optional',
    schema: toJsonSchema(part),
  }));
}

const headerParameters = ({ headers }: GuardedRoute): readonly JsonSchema[] =>
  headers.map((name) => ({ name, in: 'header', required: false, ...HEADERS[name] }));

function requestBody({ body }: GuardedRoute): JsonSchema {
  if (body.types.length === 0) return {};
  const schema = toJsonSchema(body.schema);
  const content = Object.fromEntries(body.types.map((type) => [type, { schema }]));
  return { requestBody: { required: body.required, content } };
}

const header = (description: string): JsonSchema => ({ description, schema: { type: 'string' } });

const isKeyed = (route: Route): boolean => !route.open && route.headers.includes('Idempotency-Key');

function successResponse(route: Route): JsonSchema {
  const { success } = route;
  const headers = {
    ...(success.file !== undefined && { 'Content-Disposition': header('Under what name it may be saved.') }),
    ...((route.method === 'GET' || success.version) && { ETag: header('The version in quotes, or a weak tag.') }),
    ...(success.location && { Location: header('Where it is.') }),
    ...(success.paged && { Link: header('The next page, `rel="next"`.') }),
    ...(isKeyed(route) && { 'Idempotency-Replayed': replayed }),
  };
  return {
    description: route.summary,
    headers,
    ...(success.schema && { content: { [success.file ?? 'application/json']: { schema: toJsonSchema(success.schema) } } }),
  };
}

function problemsOf(route: Route): readonly ProblemKind[] {
  const any: ProblemKind[] = route.open
    ? [...(route.counted ? (['too_many_requests'] as const) : []), 'internal_error']
    : ['invalid_request', 'unauthenticated', 'too_many_requests', 'internal_error'];
  const withBody: ProblemKind[] =
    !route.open && route.body.types.length > 0 ? ['body_too_large', 'unsupported_media_type'] : [];
  return [...new Set([...any, ...withBody, ...route.refusals])];
}

export function operationOf(route: Route): JsonSchema {
  const parameters = route.open
    ? pathParameters(route)
    : [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)];
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.open && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(!route.open && requestBody(route)),
    responses: {
      [route.success.status]: successResponse(route),
      ...(route.method === 'GET' && { 304: { description: 'What the caller has is still so.' } }),
      ...problemResponses(problemsOf(route), isKeyed(route)),
    },
  };
}
