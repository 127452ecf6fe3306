import type { Result, ResultAsync } from '../domain/result.js';

/** What an adapter answers with. Both styles fit: neverthrow's `ResultAsync`, or a plain `async` function. */
export type Outcome<T, E> = ResultAsync<T, E> | Promise<Result<T, E>>;

/** The store did not answer. After a commit this means *outcome unknown*: it may have happened. */
export interface StoreDown {
  readonly kind: 'store_unavailable';
  readonly cause?: unknown;
}
