import { ResultAsync } from '../../domain/result.js';
import type { RedisClient } from './client.js';
import { inTime } from './in-time.js';
import { failureOf, noAnswer, notConnected, type RedisFailure } from './redis-errors.js';

export interface LineOptions {
  /** How long a call may take in all, in milliseconds. */
  readonly maxWaitMs: number;
  /** Waits for a connection that was lost, and through a silence, rather than to fail at once: for what nobody waits for. */
  readonly isPatient?: boolean;
}

/** Calls to a client that somebody else has set up, each with an end. */
export interface Line {
  /** `call` is not begun any more once `signal` has aborted. */
  ask<T>(call: () => Promise<T>, signal?: AbortSignal): ResultAsync<T, RedisFailure>;
}

const ASK_AGAIN_MS = 1_000;
const LOOK_MS = 50;

/** Wakes those who wait for a connection, with one listener however many they are. */
function readiness(redis: RedisClient): (over: AbortSignal) => Promise<void> {
  const waiting = new Set<() => void>();
  let isListening = false;
  const wakeAll = (): void => {
    isListening = false;
    for (const wake of waiting) wake();
    waiting.clear();
  };
  return (over) =>
    new Promise((resolve) => {
      waiting.add(resolve);
      over.addEventListener('abort', () => waiting.delete(resolve), { once: true });
      if (!isListening) redis.once('ready', wakeAll);
      isListening = true;
    });
}

/** When to look whether a silence has ended: one timer, however many wait. */
function looks(): () => Promise<void> {
  let next: Promise<void> | undefined;
  const later = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    next = undefined;
  };
  return () => (next ??= later());
}

/**
 * A client keeps calls for when it is connected, by default any number of them and for minutes, and waits for an answer
 * for ever. So a call is handed to it only when it is connected; and after one that got no answer in time, one in a
 * while finds out whether Redis is back, and the others fail at once, or wait for what that one finds.
 */
export function lineTo(redis: RedisClient, { maxWaitMs, isPatient = false }: LineOptions): Line {
  const whenReady = readiness(redis);
  const nextLook = looks();
  const isReady = (): boolean => redis.status === 'ready';
  let silence: { readonly wasReady: boolean; until: number } | undefined;

  async function connected(over: AbortSignal): Promise<void> {
    if (isReady()) return;
    if (redis.status === 'wait') redis.connect().catch(() => undefined);
    const mayBeSoon = redis.status !== 'end' && (isPatient || redis.status.startsWith('connect'));
    if (!mayBeSoon) throw notConnected();
    await whenReady(over);
    // Of another connection.
    silence = undefined;
  }

  /** Of those who come when a silence has lasted, the first one asks. */
  function isSilent(): boolean {
    if (silence?.wasReady !== isReady()) silence = undefined;
    if (!silence) return false;
    if (performance.now() < silence.until) return true;
    silence.until = performance.now() + maxWaitMs + ASK_AGAIN_MS;
    return false;
  }

  async function begun<T>(call: () => Promise<T>, over: AbortSignal): Promise<T> {
    await connected(over);
    while (isPatient && !over.aborted && isSilent()) {
      await nextLook();
      await connected(over);
    }
    if (over.aborted) throw noAnswer(maxWaitMs);
    const answer = call();
    const heard = (): void => {
      silence = undefined;
    };
    answer.then(heard, heard);
    return answer;
  }

  async function ask<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (!isPatient && isSilent()) throw noAnswer(0);
    const over = new AbortController();
    // Whoever waited for others to find out has found out nothing, and must not put off the next who asks.
    let hasTried = !isPatient;
    const tried = (): Promise<T> => {
      hasTried = true;
      return call();
    };
    try {
      return await inTime(maxWaitMs, begun(tried, over.signal), signal);
    } catch (error) {
      over.abort();
      const failure = failureOf(error);
      if (hasTried && failure.code === 'REDIS_NO_ANSWER') silence = { wasReady: isReady(), until: performance.now() + ASK_AGAIN_MS };
      throw failure;
    }
  }

  return { ask: (call, signal) => ResultAsync.fromPromise(ask(call, signal), failureOf) };
}
