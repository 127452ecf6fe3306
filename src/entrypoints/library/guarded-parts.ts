import { identifier } from '../../domain/input/fields.js';
import type { Clock, IdGenerator, Logger } from '../../ports/index.js';

/** An id that could not be asked for later must not be booked under now: that is a bug of the generator, and thrown. */
export const checkedIds = (ids: IdGenerator): IdGenerator => ({
  next() {
    const id = ids.next();
    if (identifier(id) === id) return id;
    throw new TypeError(`the id generator drew ${JSON.stringify(id)}: ids are 1 to 128 of A-Z a-z 0-9 . _ ~ -`);
  },
});

/** A log that throws must stop neither a delivery nor what comes after it. */
export const quietLogger = (logger: Logger): Logger => {
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
};

/** A clock of whole milliseconds, as everything stored is counted in. */
export const wholeClock = (clock: Clock): Clock => ({
  now: () => Math.floor(clock.now()),
  async sleep(ms, signal) {
    try {
      await clock.sleep(ms, signal);
    } catch {
      // The usual timers reject when they are aborted; the port's sleep only ends early.
    }
  },
});
