/** @import { Answer } from '../types.ts' */
import { isUnknown } from './api-client.js';
import { randomKey } from './random-key.js';

/**
 * Something that somebody wants done. While nobody knows what came of it, the same is asked again with the same
 * idempotency key, so that a repeated click books once. After a sure answer the next click is a new wish: with the old
 * key it would only be told the remembered answer again.
 *
 * @template R, T
 * @param {(request: R, key: string) => Promise<Answer<T>>} send
 * @param {() => string} [newKey]
 */
export function createIntent(send, newKey = randomKey) {
  /** @type {{ request: R, key: string } | undefined} */
  let open;
  /**
   * @param {R} wanted Not asked for while an earlier request is open.
   * @returns {Promise<Answer<T>>}
   */
  return async (wanted) => {
    open ??= { request: wanted, key: newKey() };
    const answer = await send(open.request, open.key);
    if (!isUnknown(answer)) open = undefined;
    return answer;
  };
}
