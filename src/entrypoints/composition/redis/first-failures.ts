import { ResultAsync } from '../../../domain/result.js';
import type { Logger, Outcome } from '../../../ports/index.js';

/** Tells the log of the first failure after a success, with its cause: while Redis is down every call fails. */
export function firstFailures(logger: Logger, message: string) {
  let isFailing = false;
  return <T, E extends { readonly cause?: unknown }>(answer: Outcome<T, E>): ResultAsync<T, E> =>
    new ResultAsync(Promise.resolve(answer))
      .map((value) => {
        isFailing = false;
        return value;
      })
      .mapErr((error) => {
        if (!isFailing) logger.warn({ cause: error.cause }, message);
        isFailing = true;
        return error;
      });
}
