import type { Outcome } from '../../../ports/index.js';
import type { BookingEvent } from '../../booking/booking.js';
import type { Ports } from '../dependencies.js';

const MAX_ATTEMPTS = 10;
const FIRST_RETRY_MS = 1_000;

/** Why an event did not get through; `retry: false` when it never will. */
export interface Failure {
  /** In the words of whoever failed, which may be those of the event: for staff to see, not for a log. */
  readonly reason: string;
  /** The kind of error alone. */
  readonly type: string;
  readonly retry: boolean;
}

/** Nothing when it got through. */
export const notificationOf = async (
  { notifier }: Pick<Ports, 'notifier'>,
  event: BookingEvent,
  signal: AbortSignal,
): Promise<Failure | undefined> => notifier && failureOf(() => notifier.notify(event, signal));

/** When to try again, in epoch milliseconds, after one more failure than `attempts`. */
export function retryOf({ clock, random }: Ports, { retry }: Failure, attempts: number): number | 'park' {
  if (!retry || attempts + 1 >= MAX_ATTEMPTS) return 'park';
  const pause = FIRST_RETRY_MS * 2 ** attempts;
  return clock.now() + Math.ceil(pause * (0.5 + random.next() / 2));
}

interface Untold {
  readonly kind: string;
  readonly retry?: boolean;
  readonly cause?: unknown;
}

/** Notifiers and broadcasters are other people's code: an exception of theirs is a failed delivery, not our crash. */
export async function failureOf(tell: () => Outcome<void, Untold>): Promise<Failure | undefined> {
  try {
    const told = await tell();
    if (told.isOk()) return undefined;
    const { kind, retry, cause } = told.error;
    const reported = cause ?? kind ?? told.error;
    return { reason: reasonOf(reported), type: typeOf(reported), retry: retry !== false };
  } catch (thrown) {
    return { reason: reasonOf(thrown), type: typeOf(thrown), retry: true };
  }
}

/** Of whatever was thrown, which may even refuse to be told. */
function reasonOf(cause: unknown): string {
  try {
    return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  } catch {
    return 'unprintable';
  }
}

const typeOf = (cause: unknown): string => (cause instanceof Error ? cause.name : typeof cause);
