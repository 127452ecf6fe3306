import type { Outcome, ReadOptions, StoreDown } from '../../../ports/index.js';
import type { Actor } from '../../access/actor.js';
import type { InvalidRequest, ReadRefusal } from '../../booking/refusals.js';
import { errAsync, type Result, ResultAsync } from '../../result.js';
import type { Dependencies } from '../dependencies.js';
import { actorOf } from './request.js';

/** Who asks and what, both valid; then the reading. */
export function reading<Q, T, E>(
  { settings }: Dependencies,
  query: Result<Q, InvalidRequest>,
  options: ReadOptions,
  read: (actor: Actor, query: Q) => ResultAsync<T, E>,
): ResultAsync<T, E | ReadRefusal> {
  const actor = actorOf(options, settings);
  if (actor.isErr()) return errAsync(actor.error);
  if (query.isErr()) return errAsync(query.error);
  if (options.signal?.aborted) return errAsync({ kind: 'aborted' });
  return read(actor.value, query.value);
}

/** A store's answer without its cause, which is not the caller's. */
export const asked = <T>(outcome: Outcome<T, StoreDown>): ResultAsync<T, { readonly kind: 'store_unavailable' }> =>
  new ResultAsync(Promise.resolve(outcome)).mapErr(() => ({ kind: 'store_unavailable' }));
