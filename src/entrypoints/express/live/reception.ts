import type { IncomingMessage } from 'node:http';
import type { Actor } from '../../../domain/access/actor.js';
import { err, type Result } from '../../../domain/result.js';
import type { Problem } from '../../http/problem.js';
import { type OnError, reportTo } from './report.js';

type Admitted = Result<Actor, Problem>;

const NO_CONNECTION: Admitted = err({ kind: 'no_connection' });

/** Where handshakes wait for who they are: not for ever, and no longer than the house is open. */
export class Reception {
  readonly #ms: number;
  readonly #onError: OnError;
  readonly #admitted: (request: IncomingMessage) => Promise<Admitted>;
  readonly #waiting = new Set<() => void>();
  #open = true;

  constructor(ms: number, onError: OnError, admitted: (request: IncomingMessage) => Promise<Admitted>) {
    this.#ms = ms;
    this.#onError = onError;
    this.#admitted = admitted;
  }

  /** Never rejects. */
  ask(request: IncomingMessage): Promise<Admitted> {
    return new Promise((resolve) => {
      const answer = (caller: Admitted): void => {
        clearTimeout(timer);
        this.#waiting.delete(giveUp);
        resolve(caller);
      };
      const giveUp = (): void => answer(NO_CONNECTION);
      const timer = setTimeout(giveUp, this.#ms);
      this.#waiting.add(giveUp);
      if (!this.#open) return giveUp();
      this.#admitted(request).then(answer, (error: unknown) => answer(this.#failed(error)));
    });
  }

  close(): void {
    this.#open = false;
    for (const giveUp of this.#waiting) giveUp();
  }

  #failed(error: unknown): Admitted {
    return err({ kind: 'internal_error', incidentId: reportTo(this.#onError, error) });
  }
}
