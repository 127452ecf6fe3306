import type { Entry, Moment, Told } from '../history.js';
import { type Intent, toRequest, toTold } from './wire.js';

const GIVES_UP_AFTER_MS = 30_000;

/** Undefined: nothing was heard. */
export type Heard = Told | undefined;

/** Sends calls, and writes down what was called and what was heard, and when. */
export class Ledger {
  readonly entries: Entry[] = [];
  readonly begun: Moment = Date.now();
  readonly #tokens: ReadonlyMap<string, string>;
  #calls = 0;
  #names = 0;

  /** Tokens by subject. */
  constructor(tokens: ReadonlyMap<string, string>) {
    this.#tokens = tokens;
  }

  /** A name for something new that a client wants. */
  name(): string {
    this.#names += 1;
    return `r-${this.#names}`;
  }

  async send(url: string, intent: Intent, patienceMs = GIVES_UP_AFTER_MS): Promise<Heard> {
    this.#calls += 1;
    const call = this.#calls;
    const [path, init] = toRequest(intent, this.#tokens.get(intent.actor.subject) ?? '');
    // One machine: the clock that the servers decide by is the one that moments are read from.
    const calledAt = Date.now();
    this.entries.push({ entry: 'call', call, ...intent, at: calledAt, clock: calledAt });
    const signal = AbortSignal.timeout(patienceMs);
    const came = await fetch(`${url}${path}`, { ...init, signal }).then(
      async (response) => response.text().then((text) => ({ response, text }), () => undefined),
      () => undefined,
    );
    const at = Date.now();
    if (!came) {
      this.entries.push({ entry: 'lost', call, at });
      return undefined;
    }
    const answer = toTold(came.response, came.text);
    this.entries.push({ entry: 'answer', call, at, clock: at, answer });
    return answer;
  }
}
