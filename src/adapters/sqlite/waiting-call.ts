import { err, type Result } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';

/** A write that somebody asked for and that is not answered yet. It ends with exactly one of the last three. */
export interface WaitingCall {
  readonly deadline: number;
  /** May run more than once; only the last outcome counts. `false`: what it wrote must be undone. */
  write(): boolean;
  answer(): void;
  giveUp(down: StoreDown): void;
  reject(bug: unknown): void;
}

export function waitingCall<T, E>(
  work: () => Result<T, E>,
  deadline: number,
  resolve: (outcome: Result<T, E | StoreDown>) => void,
  reject: (bug: unknown) => void,
): WaitingCall {
  let outcome: Result<T, E> | undefined;
  return {
    deadline,
    write: () => {
      outcome = work();
      return outcome.isOk();
    },
    answer: () => {
      if (outcome === undefined) reject(new Error('answered before it was written'));
      else resolve(outcome);
    },
    giveUp: (down) => resolve(err(down)),
    reject,
  };
}
