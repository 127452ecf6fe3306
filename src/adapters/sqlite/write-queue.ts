import { setImmediate as nextTurn } from 'node:timers/promises';
import { ok, type Result, ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import type { Run } from './connection.js';
import { isLockedOut, pauseAfter } from './lock-wait.js';
import { attempt } from './sqlite-errors.js';
import type { Transaction } from './transaction.js';
import { type WaitingCall, waitingCall } from './waiting-call.js';

/** Bounds how long one transaction blocks the event loop, and other processes. */
const MOST_AT_ONCE = 64;

/**
 * Group commit: the calls of one turn of the event loop share a transaction, and so one wait for the disk. Each is all
 * or nothing on its own, and none is answered before the commit. While another process holds the lock they wait
 * together and try as one: each try blocks the event loop for the busy timeout.
 */
export function createWriteQueue(transaction: Transaction, maxWaitMs: number): Run {
  let queue: WaitingCall[] = [];
  let isDraining = false;

  const leave = (done: readonly WaitingCall[]): void => {
    queue = queue.filter((call) => !done.includes(call));
  };

  /** `err`: another process has the lock. A call with a bug is rejected alone, and the others stay in the queue. */
  function writeTogether(batch: readonly WaitingCall[]): Result<void, StoreDown> {
    let current: WaitingCall | undefined;
    const write = (call: WaitingCall): boolean => {
      current = call;
      return call.write();
    };
    // After the last call, an exception is the transaction's own, and nobody's in particular.
    const all = (): true => {
      current = undefined;
      return true;
    };
    const plainly = (): boolean => batch.every(write) && all();
    const inParts = (): boolean => {
      for (const call of batch) transaction.part(() => write(call));
      return all();
    };

    try {
      // Savepoints cost as much as the writes, so they wait until one call has something to undo.
      const isWritten = () =>
        transaction.immediate(plainly) || batch.length === 1 || transaction.immediate(inParts);
      const written = attempt(() => ok(isWritten()));
      if (isLockedOut(written)) return written.map(() => undefined);
      leave(batch);
      for (const call of batch) written.match(() => call.answer(), (down) => call.giveUp(down));
    } catch (bug) {
      const culprits = current === undefined ? batch : [current];
      leave(culprits);
      for (const call of culprits) call.reject(bug);
    }
    return ok();
  }

  function giveUpLate(down: StoreDown): void {
    const now = performance.now();
    const late = queue.filter(({ deadline }) => deadline <= now);
    leave(late);
    for (const call of late) call.giveUp(down);
  }

  async function drain(): Promise<void> {
    isDraining = true;
    for (let tries = 0; queue.length > 0; ) {
      await (tries === 0 ? nextTurn() : pauseAfter(tries));
      const outcome = writeTogether(queue.slice(0, MOST_AT_ONCE));
      tries = outcome.isOk() ? 0 : tries + 1;
      if (outcome.isErr()) giveUpLate(outcome.error);
    }
    isDraining = false;
  }

  return (work) =>
    new ResultAsync(
      new Promise((resolve, reject) => {
        queue.push(waitingCall(work, performance.now() + maxWaitMs, resolve, reject));
        if (!isDraining) void drain();
      }),
    );
}
