import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { WireAnswer } from './wire.js';

export interface Schema {
  readonly [keyword: string]: unknown;
}
interface Content {
  readonly schema: Schema;
}
interface DescribedResponse {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, Content>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}
export interface Operation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, DescribedResponse>>;
}
export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Where a request arrives, by the document alone. */
export type Arrival =
  | { readonly at: 'operation'; readonly path: string; readonly verb: string; readonly operation: Operation }
  | { readonly at: 'route_not_found' | 'method_not_allowed' };

/** Headers that say something of this API; where one is listed it must be there, but for those that come at times. */
const TELLING = ['etag', 'content-disposition', 'location', 'link', 'retry-after', 'www-authenticate', 'accept', 'idempotency-replayed'];
const AT_TIMES = new Set(['link', 'idempotency-replayed']);

const mediaType = (contentType = ''): string => contentType.toLowerCase().split(';', 1)[0] ?? '';
const pointer = (...parts: readonly string[]): string =>
  `document#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

/** A `{name}` of a template stands for anything but nothing, and before an ending for what has that ending. */
const fits = (template: string, path: string): boolean => {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, n) => {
      const [named, ending = ''] = /^\{\w+\}(\.\w+)?$/.exec(part) ?? [];
      const said = given[n] ?? '';
      return named === undefined ? said === part : said.endsWith(ending) && said.length > ending.length;
    })
  );
};

/** What a document says, and what is said against it. */
export function describedBy(document: OpenApi) {
  const ajv = new Ajv2020.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'document');
  const compiled = new Map<string, ValidateFunction>();

  /** The validator of a schema at a place in the document. */
  function schemaAt(...place: readonly string[]): ValidateFunction {
    const $ref = pointer(...place);
    const known = compiled.get($ref) ?? ajv.compile({ $ref });
    compiled.set($ref, known);
    return known;
  }

  function faultsOf(value: string, ...place: readonly string[]): string[] {
    const read = place.includes('text/calendar') ? String : JSON.parse;
    try {
      const validate = schemaAt(...place);
      return validate(read(value)) ? [] : [`${value}\n${ajv.errorsText(validate.errors)}`];
    } catch (error) {
      return [`${value}\n${String(error)}`];
    }
  }

  function arrivalOf(method: string, path: string): Arrival {
    const fitting = Object.keys(document.paths).filter((it) => it === path || fits(it, path));
    if (fitting.length === 0) return { at: 'route_not_found' };
    // What says more of the path goes first: all of it, or how it ends.
    const rank = (template: string): number => (template === path ? 0 : template.endsWith('}') ? 2 : 1);
    const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
    for (const template of fitting.toSorted((a, b) => rank(a) - rank(b))) {
      const operation = document.paths[template]?.[verb];
      if (operation) return { at: 'operation', path: template, verb, operation };
    }
    return { at: 'method_not_allowed' };
  }

  /** What of a request that was done is not as the document asks for. */
  function undocumentedRequest(method: string, target: string, type: string, body: string | undefined): string[] {
    const { pathname, searchParams } = new URL(target, 'http://localhost');
    const arrival = arrivalOf(method, pathname);
    if (arrival.at !== 'operation') return [];
    const { operation } = arrival;
    const place = ['paths', arrival.path, arrival.verb];
    const inQuery = [...searchParams].flatMap(([name, value]) => {
      const index = operation.parameters?.findIndex((it) => it.in === 'query' && it.name === name) ?? -1;
      if (index < 0) return [`query parameter ${name} of ${operation.operationId}`];
      const validate = schemaAt(...place, 'parameters', String(index), 'schema');
      const isFine = [value, Number(value)].some((it) => validate(it));
      return isFine ? [] : [`${name}=${value}`];
    });
    if (body === undefined || body === '') return operation.requestBody?.required ? [...inQuery, 'a body is required'] : inQuery;
    return [...inQuery, ...faultsOf(body, ...place, 'requestBody', 'content', mediaType(type), 'schema')];
  }

  /** What of an answer is not as the document says: its status, its media type, its headers, the shape of its body. */
  function undocumented(method: string, path: string, { status, headers, text }: WireAnswer): string[] {
    const arrival = arrivalOf(method, path);
    if (arrival.at !== 'operation') {
      const told = method === 'HEAD' ? [] : faultsOf(text, 'components', 'schemas', `Problem.${arrival.at}`);
      return [...(status === (arrival.at === 'route_not_found' ? 404 : 405) ? [] : [`status ${status}`]), ...told];
    }
    const response = arrival.operation.responses[String(status)];
    if (!response) return [`${method} ${path} answered ${status}, which is not documented: ${text}`];
    const named = Object.keys(response.headers ?? {}).map((name) => name.toLowerCase());
    const unnamed = status === 304 ? [] : TELLING.filter((name) => name in headers && !named.includes(name));
    const missing = named.filter((name) => !(name in headers) && !AT_TIMES.has(name));
    const faults = [...unnamed.map((name) => `${name} is not documented`), ...missing.map((name) => `${name} is missing`)];
    if (method === 'HEAD' || status === 304 || !response.content) return text === '' ? faults : [...faults, 'a body where there is none'];
    const type = mediaType(headers['content-type']);
    if (!(type in (response.content ?? {}))) return [...faults, `${type} is not documented`];
    const place = ['paths', arrival.path, arrival.verb, 'responses', String(status), 'content', type, 'schema'];
    return [...faults, ...faultsOf(text, ...place)];
  }

  return { document, schemaAt, arrivalOf, undocumentedRequest, undocumented };
}
export type Description = ReturnType<typeof describedBy>;
