import { PROBLEM_FACTS } from '../problem-facts.js';
import type { ProblemKind } from '../problem.js';
import { problemType } from '../problem-response.js';
import { PROBLEMS } from '../problem-table.js';
import { type JsonSchema, toJsonSchema } from './json-schema.js';

const KINDS = Object.keys(PROBLEMS).filter((kind): kind is ProblemKind => kind in PROBLEMS);
const nameOf = (kind: ProblemKind): string => `Problem.${kind}`;
const string: JsonSchema = { type: 'string' };

const errors: JsonSchema = {
  type: 'array',
  description: 'Each thing that is wrong: where, and what.',
  items: {
    type: 'object',
    properties: { path: string, message: string },
    required: ['path', 'message'],
    additionalProperties: false,
  },
};

function problemSchema(kind: ProblemKind): JsonSchema {
  const facts = Object.entries(PROBLEM_FACTS[kind]).map(([name, schema]) => [name, toJsonSchema(schema)] as const);
  const properties = {
    type: { const: problemType(kind) },
    title: { const: PROBLEMS[kind].title },
    status: { const: PROBLEMS[kind].status },
    code: { const: kind },
    detail: string,
    instance: { type: 'string', format: 'uri-reference' },
    ...Object.fromEntries(facts),
    ...(kind === 'invalid_request' && { errors }),
  };
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

export const problemSchemas = (): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(KINDS.map((kind) => [nameOf(kind), problemSchema(kind)]));

const HEADERS_BY_STATUS: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  415: ['Accept'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

/** Statuses of what was decided on the state of things: with a key, it is remembered. */
const REMEMBERED = new Set([400, 409, 412, 422]);

export const replayed: JsonSchema = { description: '`true` when this was answered before.', schema: string };

/** One response per status, with every code that may stand in it. */
export function problemResponses(
  kinds: readonly ProblemKind[],
  isKeyed: boolean,
): Readonly<Record<string, JsonSchema>> {
  const byStatus = new Map<number, ProblemKind[]>();
  for (const kind of kinds) byStatus.set(PROBLEMS[kind].status, [...(byStatus.get(PROBLEMS[kind].status) ?? []), kind]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const oneOf = codes.map((kind) => ({ $ref: `#/components/schemas/${nameOf(kind)}` }));
      const headers = {
        ...Object.fromEntries((HEADERS_BY_STATUS[status] ?? []).map((name) => [name, { schema: string }])),
        ...(isKeyed && REMEMBERED.has(status) && { 'Idempotency-Replayed': replayed }),
      };
      return [
        String(status),
        {
          description: codes.map((kind) => PROBLEMS[kind].title).join(', '),
          ...(Object.keys(headers).length > 0 && { headers }),
          content: { 'application/problem+json': { schema: { oneOf } } },
        },
      ];
    }),
  );
}
