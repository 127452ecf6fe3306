import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result, ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import { type Cancelled, type Failure, failureOf } from './dynamodb-errors.js';

export interface Patience {
  /** How long a call may take, repetitions included. */
  readonly maxWaitMs: number;
  /** How long one try of it may take. */
  readonly tryMs: number;
}

/** One request, to be sent anew by every try; it ends when `signal` aborts. */
export type Request<T> = (options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** Asks until there is an answer, and in the end says that there was none. Rejects only for a bug. */
export type Call = <T>(request: Request<T>) => ResultAsync<T, Cancelled | StoreDown>;

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** After that many, whoever is in the way has likely written, and our versions are stale: then reading again is cheaper. */
const MOST_CONFLICTS = 3;

/** Full jitter, so that processes that were told to come back do not come back together. */
export const pauseAfter = (tries: number): number =>
  Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);

async function once<T>(request: Request<T>, ms: number): Promise<Result<T, Failure>> {
  try {
    return ok(await request({ abortSignal: AbortSignal.timeout(Math.max(1, Math.ceil(ms))) }));
  } catch (exception) {
    return err(failureOf(exception));
  }
}

export function repeatedCall({ maxWaitMs, tryMs }: Patience): Call {
  async function ask<T>(request: Request<T>): Promise<Result<T, Cancelled | StoreDown>> {
    const deadline = performance.now() + maxWaitMs;
    const left = (): number => deadline - performance.now();
    let conflicts = 0;
    for (let tries = 0; ; tries += 1) {
      const outcome = await once(request, Math.min(tryMs, left()));
      if (outcome.isOk()) return ok(outcome.value);
      const { error, mayPass } = outcome.error;
      if (error.kind === 'cancelled') conflicts += 1;
      const pause = pauseAfter(tries);
      if (!mayPass || conflicts >= MOST_CONFLICTS || pause >= left()) return err(error);
      await sleep(pause);
    }
  }
  return (request) => new ResultAsync(ask(request));
}
