import type { Logger as PinoLogger } from 'pino';
import { okAsync } from '../../../domain/result.js';
import type { Logger, Notifier } from '../../../ports/index.js';

/** One line per event: which and what, never whose. */
export const logNotifier = (log: PinoLogger): Notifier => ({
  notify({ eventId, type, bookingVersion }) {
    log.info({ eventId, type, bookingVersion }, 'event');
    return okAsync(undefined);
  },
});

export const portLogger = (log: PinoLogger): Logger => ({
  warn: (facts, message) => log.warn(facts, message),
  error: (facts, message) => log.error(facts, message),
});
