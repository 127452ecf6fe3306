import { noAnswer, notConnected } from './redis-errors.js';

/** The answer, or a rejection after `ms` or when `signal` aborts; what comes of it later still is dropped. */
export function inTime<T>(ms: number, answer: PromiseLike<T>, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const settled = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
    };
    const aborted = (): void => {
      settled();
      reject(notConnected(signal?.reason));
    };
    const timer = setTimeout(() => {
      settled();
      reject(noAnswer(ms));
    }, ms);
    signal?.addEventListener('abort', aborted);
    answer.then(resolve, reject).then(settled, settled);
    if (signal?.aborted) aborted();
  });
}
