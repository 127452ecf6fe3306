import type { Logger } from '../../../ports/index.js';

/** A log that throws must not be what ends a feed. */
export function quiet(logger: Logger): Logger {
  const attempted =
    (write: Logger['warn']): Logger['warn'] =>
    (facts, message) => {
      try {
        write(facts, message);
      } catch {
        // There is nowhere left to say so.
      }
    };
  return {
    warn: attempted((facts, message) => logger.warn(facts, message)),
    error: attempted((facts, message) => logger.error(facts, message)),
  };
}
