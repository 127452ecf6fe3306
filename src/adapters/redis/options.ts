export interface KeyOptions {
  /** What all keys begin with. Default: `holdfast:`. */
  readonly prefix?: string | undefined;
  /** How long a call may take, in milliseconds. Default: 1,000. */
  readonly maxWaitMs?: number | undefined;
}

export const STREAM = 'holdfast:events';
const PREFIX = 'holdfast:';
const LONGEST_WAIT_MS = 600_000;

/** @throws TypeError */
export function wholeOf(name: string, value: number, most: number): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  throw new TypeError(`${name} must be a whole number from 1 to ${most}`);
}

/** @throws TypeError */
export const maxWaitOf = (ms = 1_000): number => wholeOf('maxWaitMs', ms, LONGEST_WAIT_MS);

/** @throws TypeError */
export function streamOf(stream = STREAM): string {
  if (typeof stream === 'string' && stream !== '') return stream;
  throw new TypeError('stream must be the name of a key');
}

/** Keys of one kind. What they end with may hold any characters: in a cluster, braces have a meaning. */
export const keysOf =
  (kind: string, prefix = PREFIX) =>
  (part: string): string =>
    `${prefix}${kind}:${encodeURIComponent(part.toWellFormed())}`;
