import { err, ok, type Result } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import type { Key } from './keys.js';

/**
 * An item that is not what this release writes there: another program's, a newer release's, or a damaged one. Nothing
 * is decided on it. It names the place and not the content, which is somebody's booking.
 */
export class UnreadableItem extends Error {
  readonly code = 'UNREADABLE_ITEM';

  constructor(key: Key, why: string) {
    super(`the item ${placeOf(key)} ${why}`);
    this.name = 'UnreadableItem';
  }
}

/** Keys of idempotency records and of connections may name a user, and nobody knows what another program's name. */
function placeOf({ pk, sk }: Key): string {
  if (pk.startsWith('IDEMPOTENCY#')) return 'of an idempotency record';
  if (/^(CONNECTION|SUBSCRIBER)#/.test(pk)) return 'of a live connection';
  if (pk.startsWith('TICKET#')) return 'of a ticket';
  if (pk.startsWith('FEED#')) return 'of a calendar feed';
  return /^(BOOKING|DAY|SERVICE)#/.test(pk) ? `${pk} / ${sk}` : 'under a key that is none of ours';
}

/** What `parse` makes of items; with one that it cannot read among them, the store has no answer. */
export function readable<T>(parse: () => T): Result<T, StoreDown> {
  try {
    return ok(parse());
  } catch (cause) {
    if (cause instanceof UnreadableItem) return err({ kind: 'store_unavailable', cause });
    throw cause;
  }
}

/** For work on whatever is there, that has to go on with the others: those that can be read, and what is wrong with the rest. */
export function readAmong<I, T>(
  items: readonly I[],
  parse: (item: I) => T,
): { readonly read: readonly T[]; readonly unread: readonly StoreDown[] } {
  const parsed = items.map((item) => readable(() => parse(item)));
  return {
    read: parsed.flatMap((one) => (one.isOk() ? [one.value] : [])),
    unread: parsed.flatMap((one) => (one.isErr() ? [one.error] : [])),
  };
}

/**
 * Those that can be read. An item that cannot is the answer as soon as there is no other one, so that somebody hears of it.
 */
export function readableAmong<I, T>(items: readonly I[], parse: (item: I) => T): Result<readonly T[], StoreDown> {
  const { read, unread } = readAmong(items, parse);
  return read.length === 0 && unread[0] ? err(unread[0]) : ok(read);
}
