import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { openApiDocument } from '../../../src/entrypoints/http/openapi/document.js';
import { matcher } from '../../../src/entrypoints/http/match.js';
import { ROUTES } from '../../../src/entrypoints/http/routes.js';
import type { WireAnswer } from './wire.js';

interface Content {
  readonly schema: object;
}
interface DocumentedResponse {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, Content>>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}
export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

// Through JSON, as a client gets it.
export const DOCUMENT = JSON.parse(JSON.stringify(openApiDocument(ROUTES))) as OpenApi;

const ajv = new Ajv2020.default({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(DOCUMENT, 'document');

const compiled = new Map<string, ValidateFunction>();
const pointer = (...parts: readonly string[]): string =>
  `document#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

/** The validator of a schema at a place in the document. */
export function schemaAt(...place: readonly string[]): ValidateFunction {
  const $ref = pointer(...place);
  const known = compiled.get($ref) ?? ajv.compile({ $ref });
  compiled.set($ref, known);
  return known;
}

const match = matcher(ROUTES);
const mediaType = ({ headers }: WireAnswer): string => (headers['content-type'] ?? '').split(';', 1)[0] ?? '';

/** What was done had been asked for as the document says. */
export function expectDocumentedRequest(method: string, target: string, type: string, body: string | undefined): void {
  const { pathname, searchParams } = new URL(target, 'http://localhost');
  const matched = match(method, pathname);
  if (matched.kind !== 'route') return;
  const place = ['paths', matched.route.path, matched.route.method.toLowerCase()] as const;
  const operation = DOCUMENT.paths[place[1]]?.[place[2]];
  for (const [name, value] of searchParams) {
    const index = operation?.parameters?.findIndex((it) => it.in === 'query' && it.name === name) ?? -1;
    expect(index, `query parameter ${name} of ${operation?.operationId}`).toBeGreaterThanOrEqual(0);
    const validate = schemaAt(...place, 'parameters', String(index), 'schema');
    expect(validate(value) || validate(Number(value)), `${name}=${value}`).toBe(true);
  }
  if (body === undefined || body === '')
    return expect(operation?.requestBody?.required ?? false, 'a body is required').toBe(false);
  const validate = schemaAt(...place, 'requestBody', 'content', type.toLowerCase().split(';', 1)[0] ?? '', 'schema');
  expect(validate(JSON.parse(body)), `${body}\n${ajv.errorsText(validate.errors)}`).toBe(true);
}

/** Whatever is answered stands in the document: its status, its media type, its headers and the shape of its body. */
export function expectDocumented(method: string, path: string, answer: WireAnswer): void {
  const matched = match(method, path);
  if (matched.kind !== 'route') {
    expect(schemaAt('components', 'schemas', `Problem.${matched.kind}`)(JSON.parse(answer.text)), answer.text).toBe(
      true,
    );
    return;
  }
  const verb = matched.route.method.toLowerCase();
  const where = ['paths', matched.route.path, verb, 'responses', String(answer.status)] as const;
  const response = DOCUMENT.paths[matched.route.path]?.[verb]?.responses[String(answer.status)];
  expect(
    response,
    `${method} ${path} answered ${answer.status}, which is not documented: ${answer.text}`,
  ).toBeDefined();
  const named = Object.keys(response?.headers ?? {}).map((name) => name.toLowerCase());
  const carried = ['etag', 'location', 'link', 'retry-after', 'www-authenticate', 'accept'].filter(
    (name) => name in answer.headers,
  );
  if (answer.status !== 304) expect(named, 'documented headers').toEqual(expect.arrayContaining(carried));
  if (answer.text === '') return;
  expect(Object.keys(response?.content ?? {})).toContain(mediaType(answer));
  const validate = schemaAt(...where, 'content', mediaType(answer), 'schema');
  expect(validate(JSON.parse(answer.text)), `${answer.text}\n${ajv.errorsText(validate.errors)}`).toBe(true);
}
