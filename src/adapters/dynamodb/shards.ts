/** What is spread over shards: all bookings by their start, holds by their expiry, events that wait for delivery. */
export type Sharded = 'BOOKING' | 'HOLD' | 'EVENT';

/**
 * One partition of an index takes 1,000 writes a second, so what has no better partition key is spread over a few. Each
 * of them costs every reader one query.
 */
const SHARDS = 4;

export const shardsOf = (kind: Sharded): readonly string[] => Array.from({ length: SHARDS }, (_, n) => `${kind}#${n}`);

/** Always the same one for a booking, so that all its events lie in one. */
export function shardOf(kind: Sharded, bookingId: string): string {
  let hash = 0;
  for (const letter of bookingId) hash = (hash * 31 + letter.charCodeAt(0)) % 65_521;
  return `${kind}#${hash % SHARDS}`;
}
