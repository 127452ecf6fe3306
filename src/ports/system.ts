export interface Clock {
  /** Epoch milliseconds, whole. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Milliseconds since some instant of its own. Unlike a clock it is never set, so it tells how long something took. */
export type Stopwatch = () => number;

/** Ids that are never drawn twice, 1–128 characters of `[A-Za-z0-9._~-]`; over HTTP, one in `.ics` would be a calendar. */
export interface IdGenerator {
  next(): string;
}

/** Uniform in `[0, 1)`. */
export interface Random {
  next(): number;
}

/** A collision-resistant hash of a text, in hexadecimal. */
export type Digest = (text: string) => string;

export interface Logger {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
