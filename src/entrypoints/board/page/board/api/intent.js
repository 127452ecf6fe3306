/** @import { Answer } from '../types.ts' */
import { isDecided, isUnknown } from './api-client.js';
import { randomKey } from './random-key.js';

/**
 * Something that somebody wants done. While nobody knows what came of it, the same is asked again with the same
 * idempotency key, so that a repeated click books once. After a sure answer the next click is a new wish: with the old
 * key it would only be told the remembered answer again. Once a try was in doubt, an answer that speaks for a later try
 * alone is not sure: only one that was decided by the key is.
 *
 * @template R, T
 * @param {(request: R, key: string) => Promise<Answer<T>>} send
 * @param {() => string} [newKey]
 */
export function createIntent(send, newKey = randomKey) {
  /** @type {{ request: R, key: string } | undefined} */
  let open;
  let isInDoubt = false;
  return {
    /**
     * @param {R} wanted Not asked for while an earlier request is open.
     * @returns {Promise<Answer<T>>}
     */
    async ask(wanted) {
      open ??= { request: wanted, key: newKey() };
      const answer = await send(open.request, open.key);
      isInDoubt = isInDoubt ? !isDecided(answer) : isUnknown(answer);
      if (!isInDoubt) open = undefined;
      return answer;
    },
    /** Between two tries: nobody knows what came of it so far. */
    isOpen: () => open !== undefined,
  };
}

/**
 * @template R, T
 * @typedef {ReturnType<typeof createIntent<R, T>>} Intent
 */
