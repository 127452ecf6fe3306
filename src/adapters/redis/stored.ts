import { parseActor } from '../../domain/input/actor.js';
import { err, ok, type Result } from '../../domain/result.js';
import type { Actor } from '../../domain/access/actor.js';
import type { StoreDown } from '../../ports/index.js';
import { RedisFailure } from './redis-errors.js';

/** For whoever asks a store: it does not answer, and why. */
export const toStoreDown = (cause: RedisFailure): StoreDown => ({ kind: 'store_unavailable', cause });

/**
 * What JSON that was kept reads as; nothing where nothing was. What is there and cannot be read is another program's, a
 * newer release's or damaged: that is no answer, and not the same as nothing.
 */
export function storedAs<T>(text: string | null, read: (kept: unknown) => T | undefined): Result<T | undefined, StoreDown> {
  if (text === null) return ok(undefined);
  const kept = read(jsonIn(text));
  return kept === undefined ? err(toStoreDown(new RedisFailure('REDIS_UNREADABLE', 'what is kept cannot be read'))) : ok(kept);
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const actorIn = (kept: unknown): Actor | undefined => parseActor(kept).unwrapOr(undefined);
