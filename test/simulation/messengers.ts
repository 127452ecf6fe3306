import { err, ok, type Result } from '../../src/domain/result.js';
import type { Booking, BookingEvent } from '../../src/index.js';
import type { Broadcaster, NotBroadcast, Notifier, NotNotified } from '../../src/ports/index.js';
import type { Waiting } from './line.js';
import type { Town } from './town.js';

/** A live board: it applies what is newer than what it shows. */
export class Board {
  readonly shown = new Map<string, Booking>();

  apply(booking: Booking): void {
    const { bookingId, version } = booking;
    if (version > (this.shown.get(bookingId)?.version ?? 0)) this.shown.set(bookingId, booking);
  }
}

/** Its answer comes some time later, and only to the living. */
function later<T>(town: Town, process: Waiting, what: string, ms: number, deed: () => T): Promise<T> {
  return new Promise((resolve) => {
    town.timeline.after(ms, `${process.name} ${what}`, () => {
      const done = deed();
      if (process.isAlive) resolve(done);
    });
  });
}

/** Each event meets the same luck at every process, another one at every try. */
const luckOf = (town: Town, what: string, { eventId }: BookingEvent, tries: Map<string, number>) => {
  const nth = (tries.get(eventId) ?? 0) + 1;
  tries.set(eventId, nth);
  return town.chance.of(`${what} ${eventId} ${nth}`);
};

export function simulatedNotifier(town: Town, process: Waiting, tries: Map<string, number>): Notifier {
  const { rates } = town.plan;
  return {
    async notify(event) {
      const luck = luckOf(town, 'notify', event, tries);
      const { eventId } = event;
      const record = (succeeded: boolean): void => {
        town.saw('deliveries');
        town.history.push({ entry: 'delivery', at: town.timeline.step, eventId, succeeded });
      };
      const isRefused = town.chance.happens(`unpublishable ${eventId}`, rates.unpublishable);
      const isFailed = !town.isCalm && luck.happens('fails', rates.unpublished);
      const isDoubled = !town.isCalm && luck.happens('doubles', rates.doubled);
      const ms = luck.pick('ms', [1, 3, 10, 60]);
      const throws = isFailed && luck.happens('throws', 0.2);
      const told = await later<Result<void, NotNotified> | Error>(town, process, `notifies of ${eventId}`, ms, () => {
        if (isRefused) {
          town.saw('publish refused for good');
          record(false);
          return err({ kind: 'not_notified', retry: false });
        }
        if (isFailed) {
          town.saw('publish failed');
          record(false);
          return throws ? new Error('no line') : err({ kind: 'not_notified', retry: true });
        }
        record(true);
        if (!isDoubled) return ok(undefined);
        town.saw('publish doubled');
        return err({ kind: 'not_notified', retry: true });
      });
      if (told instanceof Error) throw told;
      return told;
    },
  };
}

export function simulatedBroadcaster(town: Town, process: Waiting, boards: readonly Board[], tries: Map<string, number>): Broadcaster {
  return {
    broadcast(event) {
      const luck = luckOf(town, 'broadcast', event, tries);
      const isFailed = !town.isCalm && luck.happens('fails', town.plan.rates.unpublished);
      return later<Result<void, NotBroadcast>>(town, process, `broadcasts ${event.eventId}`, luck.pick('ms', [1, 2, 30]), () => {
        if (isFailed) return err({ kind: 'not_broadcast' });
        for (const [n, board] of boards.entries()) if (!luck.happens(`board ${n} misses it`, 0.1)) board.apply(event.booking);
        return ok(undefined);
      });
    },
  };
}
