import { err, ok, type Result } from '../result.js';
import type { InvalidRequest } from './refusals.js';

export const MAX_METADATA_PAIRS = 20;

/** What users write on a booking; none of it touches a slot. */
export interface BookingDetails {
  readonly notes?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The details alone, without what else stands beside them. */
export function detailsOf({ notes, metadata }: { readonly [K in keyof BookingDetails]: BookingDetails[K] | undefined }): BookingDetails {
  return { ...(notes !== undefined && { notes }), ...(metadata !== undefined && { metadata }) };
}

/** A JSON merge patch (RFC 7396): `null` clears, what is absent stays. */
export interface DetailsPatch {
  readonly notes?: string | null | undefined;
  readonly metadata?: Readonly<Record<string, string | null>> | undefined;
}

export function mergedDetails(now: BookingDetails, patch: DetailsPatch): Result<BookingDetails, InvalidRequest> {
  const notes = patch.notes === undefined ? now.notes : (patch.notes ?? undefined);
  const metadata = patch.metadata === undefined ? now.metadata : mergedPairs({ ...now.metadata, ...patch.metadata });
  return Object.keys(metadata ?? {}).length > MAX_METADATA_PAIRS
    ? err({ kind: 'invalid_request', issues: [{ path: 'metadata', rule: 'too_many' }] })
    : ok(detailsOf({ notes, metadata }));
}

function mergedPairs(merged: Readonly<Record<string, string | null>>): BookingDetails['metadata'] {
  const pairs = Object.entries(merged).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  return pairs.length > 0 ? Object.freeze(Object.fromEntries(pairs)) : undefined;
}

export function sameDetails(a: BookingDetails, b: BookingDetails): boolean {
  const [mine, other] = [a.metadata ?? {}, b.metadata ?? {}];
  const keys = Object.keys(mine);
  return (
    a.notes === b.notes &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && mine[key] === other[key])
  );
}
