import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../../domain/result.js';
import { isBusy } from './sqlite-errors.js';

const LONGEST_PAUSE_MS = 25;

/** Full jitter, so that processes that wait for one another do not march in step. */
export const pauseAfter = (tries: number): Promise<void> =>
  sleep(Math.random() * Math.min(2 ** tries, LONGEST_PAUSE_MS));

/** Whether waiting may help. */
export const isLockedOut = (outcome: Result<unknown, { readonly kind: string; readonly cause?: unknown }>): boolean =>
  outcome.isErr() && outcome.error.kind === 'store_unavailable' && isBusy(outcome.error.cause);
