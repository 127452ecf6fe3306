import { err, ok, type Result } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import type { Key } from './keys.js';

/**
 * An item that is not what this release writes there: another program's, a newer release's, or a damaged one. Nothing
 * is decided on it. It names the place and not the content, which is somebody's booking.
 */
export class UnreadableItem extends Error {
  readonly code = 'UNREADABLE_ITEM';

  constructor({ pk, sk }: Key, why: string) {
    // The partition key of an idempotency record names its caller.
    super(`the item ${pk.startsWith('IDEMPOTENCY#') ? 'of an idempotency record' : `${pk} / ${sk}`} ${why}`);
    this.name = 'UnreadableItem';
  }
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
