import { setTimeout as sleep } from 'node:timers/promises';
import type { Result, ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import { isBusy } from './sqlite-errors.js';

/** Runs synchronous work on the database, and again while another process is in the way. Rejects only for a bug. */
export type Run = <T, E extends { readonly kind: string } = never>(
  work: () => Result<T, E>,
) => ResultAsync<T, E | StoreDown>;

const LONGEST_PAUSE_MS = 25;

/** Full jitter, so that processes that wait for one another do not march in step. */
export const pauseAfter = (tries: number): Promise<void> =>
  sleep(Math.random() * Math.min(2 ** tries, LONGEST_PAUSE_MS));

/** Another process has the lock just now; the same work may succeed a moment later. */
export const isLockedOut = (outcome: Result<unknown, { readonly kind: string; readonly cause?: unknown }>): boolean =>
  outcome.isErr() && outcome.error.kind === 'store_unavailable' && isBusy(outcome.error.cause);
