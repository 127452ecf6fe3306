import { isFingerprintOf } from './fingerprint.js';
import type { IdempotencyRecord, RememberedAnswer } from './record.js';

/** A request that carries a key. */
export interface KeyedRequest {
  readonly command: unknown;
  readonly requestId: string;
}

export type Judgement =
  | { readonly verdict: 'fresh' }
  | { readonly verdict: 'mismatch' }
  /** `replayed: false`: it is this very request's own answer, whose acknowledgement was lost. */
  | { readonly verdict: 'replay'; readonly answer: RememberedAnswer; readonly replayed: boolean };

/** The one judge of a stored record: met in a load, or in a lost race for the same key. */
export function judge(
  record: IdempotencyRecord | undefined,
  request: KeyedRequest,
  now: number,
  digest: (text: string) => string,
): Judgement {
  const isOwn = record?.requestId === request.requestId;
  if (!record || (record.expiresAt <= now && !isOwn)) return { verdict: 'fresh' };
  if (!isFingerprintOf(record.fingerprint, request.command, digest)) return { verdict: 'mismatch' };
  return { verdict: 'replay', answer: record.answer, replayed: !isOwn };
}
