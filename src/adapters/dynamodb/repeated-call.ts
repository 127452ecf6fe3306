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

/** Where one call is not to be repeated as all others are. */
export interface Terms {
  /** What is left of a longer call's time, in milliseconds. */
  readonly within?: number;
  /** How often others may be in its way before that is the answer. */
  readonly mostConflicts?: number;
}

/** Asks until there is an answer, and in the end says that there was none. Rejects only for a bug. */
export type Call = <T>(request: Request<T>, terms?: Terms) => ResultAsync<T, Cancelled | StoreDown>;

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** After that many, whoever is in the way has likely written, and our versions are stale: then reading again is cheaper. */
const MOST_CONFLICTS = 3;

/**
 * A transaction that was done is known by its token for ten minutes after. No call takes that long, but its process may
 * be put to sleep in the middle of one, machine and all: only the clock tells.
 */
const FORGOTTEN_MS = 9 * 60_000;

/** Full jitter, so that processes that were told to come back do not come back together. */
export const pauseAfter = (tries: number): number =>
  Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);

/** As `performance.now()`, whose first use loads more than this adapter is worth. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Counts down from `ms`. */
export function timer(ms: number): () => number {
  const end = now() + ms;
  return () => end - now();
}

/** One try, over when its time is: what is not heard of by then may hang for ever, also where it should have ended. */
async function once<T>(request: Request<T>, ms: number): Promise<Result<T, Failure>> {
  const limit = new AbortController();
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const alarm = setTimeout(() => {
    reject(new DOMException(`no answer within ${ms} ms`, 'TimeoutError'));
    limit.abort();
  }, ms);
  try {
    return ok(await Promise.race([request({ abortSignal: limit.signal }), tooLate]));
  } catch (exception) {
    return err(failureOf(exception));
  } finally {
    clearTimeout(alarm);
  }
}

export function repeatedCall({ maxWaitMs, tryMs }: Patience): Call {
  async function ask<T>(
    request: Request<T>,
    { within = maxWaitMs, mostConflicts = MOST_CONFLICTS }: Terms,
  ): Promise<Result<T, Cancelled | StoreDown>> {
    const left = timer(within);
    const begun = Date.now();
    let conflicts = 0;
    let unknown: StoreDown | undefined;
    for (let tries = 0; ; tries += 1) {
      const outcome = await once(request, Math.ceil(Math.max(1, Math.min(tryMs, left()))));
      if (outcome.isOk()) return ok(outcome.value);
      const { error, mayPass, mayHaveHappened } = outcome.error;
      if (error.kind === 'cancelled') conflicts += 1;
      else if (mayHaveHappened) unknown = error;
      // A condition that fails now failed for every try before, and fails for one that is still on its way: versions
      // only grow, and a try that was written is known by its token. That another one is in the way says less.
      if (!mayPass) return err(unknown && Date.now() - begun > FORGOTTEN_MS ? unknown : error);
      const pause = pauseAfter(tries);
      if ((conflicts >= mostConflicts && !unknown) || pause >= left()) return err(unknown ?? error);
      await sleep(pause);
    }
  }
  return (request, terms = {}) => new ResultAsync(ask(request, terms));
}
