import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { okAsync } from '../../../domain/result.js';
import type { Logger, Notifier } from '../../../ports/index.js';
import { errorFacts } from './error-facts.js';

const toFacts = (error: unknown): object => errorFacts(error);

/** JSON lines. It says which booking, never whose, and of an error what happened and where, not what about. */
export const serverLog = (destination: DestinationStream): PinoLogger =>
  pino({ serializers: { err: toFacts, cause: toFacts, error: toFacts } }, destination);

/** One line per event: which and what, never whose. */
export const logNotifier = (log: PinoLogger): Notifier => ({
  notify({ eventId, type, bookingVersion }) {
    log.info({ eventId, type, bookingVersion }, 'event');
    return okAsync(undefined);
  },
});

/** For what was answered with 500. */
export const incidentLog =
  (log: PinoLogger) =>
  (error: unknown, incidentId: string): void =>
    log.error({ err: error, incidentId }, 'unexpected');

export const portLogger = (log: PinoLogger): Logger => ({
  warn: (facts, message) => log.warn(facts, message),
  error: (facts, message) => log.error(facts, message),
});
