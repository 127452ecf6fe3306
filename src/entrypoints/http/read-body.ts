import * as z from 'zod/mini';
import { err, ok, type Result } from '../../domain/result.js';
import { invalidRequest, issuesOf } from './issues.js';
import { type HttpRequest, MAX_BODY_BYTES, type RequestBody } from './message.js';
import type { Problem } from './problem.js';

export interface BodyContract<S extends z.ZodMiniType = z.ZodMiniType> {
  readonly schema: S;
  readonly types: readonly string[];
  /** `false`: no body is the same as `{}`. */
  readonly required: boolean;
}

const isJsonText = (contentType: string, types: readonly string[]): boolean => {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  return (
    types.includes(type) && parameters.every((part) => !part.startsWith('charset=') || /^charset="?utf-8"?$/.test(part))
  );
};

/** Inherited names are no fields; a parser made this one an own property, and an object spread would drop it unseen. */
const hasProto = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__');

function protoPath(value: unknown): string | undefined {
  if (hasProto(value)) return '__proto__';
  if (typeof value !== 'object' || value === null) return undefined;
  const found = Object.entries(value).find(([, inner]) => hasProto(inner));
  return found && `${found[0]}.__proto__`;
}

function parseJson(text: string): Result<unknown, Problem> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err(invalidRequest([{ path: '', rule: 'json' }]));
  }
}

function valueOf(body: RequestBody, request: HttpRequest, contract: BodyContract): Result<unknown, Problem> {
  if (body.kind === 'too_large') return err({ kind: 'body_too_large', maxBytes: MAX_BODY_BYTES });
  if (body.kind === 'text' && body.text === '') {
    return contract.required ? err(invalidRequest([{ path: '', rule: 'required' }])) : ok({});
  }
  const plain = body.kind === 'parsed' || (request.header('content-encoding') ?? 'identity') === 'identity';
  if (!plain || !isJsonText(request.header('content-type') ?? '', contract.types)) {
    return err({ kind: 'unsupported_media_type', accepts: contract.types });
  }
  if (body.kind === 'parsed') return ok(body.value);
  return body.kind === 'text' ? parseJson(body.text) : err(invalidRequest([{ path: '', rule: 'json' }]));
}

/** For routes that look at no body, whatever was sent. */
export const noBody = { schema: z.undefined(), types: [], required: false } satisfies BodyContract;

export function readBody<S extends z.ZodMiniType>(
  body: RequestBody,
  request: HttpRequest,
  contract: BodyContract<S>,
): Result<z.output<S>, Problem> {
  const sent = contract.types.length === 0 ? ok(undefined) : valueOf(body, request, contract);
  if (sent.isErr()) return err(sent.error);
  const proto = protoPath(sent.value);
  if (proto !== undefined) return err(invalidRequest([{ path: proto, rule: 'unknown_field' }]));
  const parsed = z.safeParse(contract.schema, sent.value);
  return parsed.success
    ? ok(parsed.data)
    : err(invalidRequest(issuesOf(parsed.error.issues, sent.value, 'unknown_field')));
}
