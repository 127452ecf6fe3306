import type { IdempotencyRecord } from '../../domain/idempotency/record.js';

const CLOCK_SKEW = 3_600_000;

/** Idempotency records that forget themselves once they have expired. */
export interface Records {
  get(scope: string): IdempotencyRecord | undefined;
  /** `decidedAt` is the instant of the change set: a store has no clock, and this is how it learns what is over. */
  put(record: IdempotencyRecord, decidedAt: number): void;
}

/**
 * Two generations. Once the last record of the older one has expired, that generation is dropped whole and the younger
 * one takes its place: no scan, no queue, and at most twice the records of one lifetime. Whether a record is still live
 * is the reader's question; this only decides when nobody can ask any more, an hour late for clocks that disagree.
 */
export function rememberedRecords(): Records {
  let older = new Map<string, IdempotencyRecord>();
  let younger = new Map<string, IdempotencyRecord>();
  let olderUntil = Number.NEGATIVE_INFINITY;
  let youngerUntil = Number.NEGATIVE_INFINITY;

  return {
    get: (scope) => younger.get(scope) ?? older.get(scope),
    put(record, decidedAt) {
      if (younger.size > 0 && olderUntil + CLOCK_SKEW <= decidedAt) {
        older = younger;
        olderUntil = youngerUntil;
        younger = new Map();
        youngerUntil = Number.NEGATIVE_INFINITY;
      }
      younger.set(record.scope, record);
      youngerUntil = Math.max(youngerUntil, record.expiresAt);
    },
  };
}
