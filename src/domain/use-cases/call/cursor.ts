import type { Digest } from '../../../ports/index.js';
import type { InvalidRequest } from '../../booking/refusals.js';
import { canonical } from '../../idempotency/fingerprint.js';
import { invalid } from '../../input/fields.js';
import { ok, type Result } from '../../result.js';

const SUM_LENGTH = 16;

// What a cursor may reach is decided by its query, never by the cursor: the sum finds mistakes, it guards nothing. Who
// makes one up may put anything into it, so a place is looked at before a store is asked for what is behind it.
const sumOf = (query: object, place: string, digest: Digest): string =>
  digest(canonical({ query, place })).slice(0, SUM_LENGTH);

/** An opaque place in the answer to one query; `place` is ASCII. */
export const toCursor = (query: object, place: string, digest: Digest): string =>
  btoa(`${sumOf(query, place, digest)}${place}`).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** The place a cursor stands for; refused when it was made for another query, or not here, or stands for no place. */
export function fromCursor(query: object, cursor: string, digest: Digest, places: RegExp): Result<string, InvalidRequest> {
  const base64 = cursor.replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]+$/.test(base64) || base64.length % 4 === 1) return notOurs;
  const text = atob(base64);
  const place = text.slice(SUM_LENGTH);
  return places.test(place) && text.slice(0, SUM_LENGTH) === sumOf(query, place, digest) ? ok(place) : notOurs;
}

const notOurs = invalid([{ path: 'cursor', rule: 'cursor' }]);
