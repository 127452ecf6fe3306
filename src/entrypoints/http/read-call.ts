import type * as z from 'zod/mini';
import { err, ok, type Result } from '../../domain/result.js';
import { addressIn } from './address.js';
import { invalidRequest } from './issues.js';
import type { Problem } from './problem.js';
import { readBody } from './read-body.js';
import { expectedVersion, idempotencyKey } from './read-headers.js';
import { readQuery } from './read-query.js';
import type { Call, Incoming, Params, Reading } from './call.js';

function decoded<P extends string>(raw: Readonly<Record<string, string>>): Result<Params<P>, Problem> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    try {
      params[name] = decodeURIComponent(value);
    } catch {
      return err(invalidRequest([{ path: name, rule: 'percent_encoding' }]));
    }
  }
  // The names are those of the template that matched.
  return ok(params as Params<P>);
}

/** Everything of a request that its route asks for, or the first part of it that is wrong. */
export function readCall<P extends string, Q extends z.ZodMiniLazy<z.ZodMiniObject>, B extends z.ZodMiniType>(
  reading: Reading<Q, B>,
  { bookings, parts, actor, request, body, raw }: Incoming,
): Result<Call<P, z.output<Q>, z.output<B>>, Problem> {
  const { headers } = reading;
  const params = decoded<P>(raw);
  if (params.isErr()) return err(params.error);
  const ifMatch = headers.includes('If-Match') ? expectedVersion(request.header('if-match')) : ok(undefined);
  if (ifMatch.isErr()) return err(ifMatch.error);
  const query = readQuery(reading.query, request.query);
  if (query.isErr()) return err(query.error);
  const sent = readBody(body, request, reading.body);
  if (sent.isErr()) return err(sent.error);
  return ok({
    bookings,
    parts,
    actor,
    params: params.value,
    query: query.value,
    body: sent.value,
    idempotencyKey: headers.includes('Idempotency-Key') ? idempotencyKey(request.header('idempotency-key')) : undefined,
    ifMatch: ifMatch.value,
    at: (path) => addressIn(request, path),
  });
}
