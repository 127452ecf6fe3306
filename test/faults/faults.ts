import { err, type Result } from '../../src/domain/result.js';
import type { StoreDown } from '../../src/ports/index.js';

/** What becomes of one call of a store. */
export type Fault = <T, E>(call: () => Promise<Result<T, E>>) => Promise<Result<T, E | StoreDown>>;

const down = err<never, StoreDown>({ kind: 'store_unavailable' });

export const none: Fault = (call) => call();

/** It never gets there. */
export const requestLost: Fault = async () => down;

/** It happens, and nobody hears of it. */
export const answerLost: Fault = (call) => call().then(() => down);

/** Given up on, it happens all the same, once `due` is. */
export const happensAfter =
  (due: Promise<unknown>): Fault =>
  async (call) => {
    void due.then(async () => (await call()).isOk());
    return down;
  };

/** Something else happens just before it. */
export const precededBy =
  (work: () => Promise<unknown>): Fault =>
  async (call) => {
    await work();
    return call();
  };

/** It is answered only after something else has happened. */
export const followedBy =
  (work: () => Promise<unknown>): Fault =>
  async (call) => {
    const result = await call();
    await work();
    return result;
  };

/** A bug of the adapter. */
export const throwing =
  (error: Error): Fault =>
  async () => {
    throw error;
  };

export const never: Fault = () => new Promise(() => undefined);
