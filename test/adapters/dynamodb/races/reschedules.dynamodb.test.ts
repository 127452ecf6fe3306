import { describe, expect, it, onTestFinished } from 'vitest';
import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { createBookings } from '../../../../src/index.js';
import { audited, faultsIn } from '../../books.js';
import { randomFrom, seed } from '../../chance.js';
import { hoursAfter, midnightSoon } from '../../slots.js';
import { localTable } from '../local-table.js';
import { storedIn } from '../stored.js';
import { kindOf, type Order, tally } from './orders.js';
import { Racers } from './racers.js';

const RESCHEDULES = 60;
const BOOKINGS = 8;
/** Over midnight: some moves are within a day, some from one to the other. */
const SLOTS = 12;
const FIRST_HOUR = 18;
const PROCESSES = 4;
const ROUNDS = 3;

const situation = `${RESCHEDULES} reschedules at once of ${BOOKINGS} bookings, %i of 100 transactions in conflict`;
const title = `leave each booking in one slot and no slot with two, in ${ROUNDS} rounds (HOLDFAST_SEED=${seed})`;

describe.each([0, 25])(situation, (percent) => {
  it(title, { timeout: 300_000 }, async () => {
    const { client, tableName, drop } = await localTable();
    onTestFinished(drop);
    const racers = await Racers.started({ tableName, processes: PROCESSES, conflictShare: percent / 100 });
    onTestFinished(() => racers.stop());
    const desk = createBookings({ store: dynamodbStore(client, { tableName }) });
    const midnight = midnightSoon();
    const random = randomFrom(seed);
    const below = (limit: number): number => Math.floor(random() * limit);

    const ids: string[] = [];
    for (let n = 0; n < BOOKINGS; n += 1) {
      const input = { userId: `user-${n}`, serviceId: 'room', dateTime: hoursAfter(midnight, FIRST_HOUR + n) };
      ids.push((await desk.create(input))._unsafeUnwrap().booking.bookingId);
    }

    let versions = BOOKINGS;
    for (let round = 0; round < ROUNDS; round += 1) {
      const orders = Array.from({ length: RESCHEDULES }, (): Order => {
        const dateTime = hoursAfter(midnight, FIRST_HOUR + below(SLOTS));
        return { reschedule: { bookingId: ids[below(BOOKINGS)] ?? '', dateTime } };
      });
      const { told, transactions, conflicts } = await racers.race(orders);
      const kinds = tally(told.map(kindOf));
      expect(Object.keys(kinds).sort()).toEqual(['ok', 'slot_unavailable']);
      expect(conflicts > 0).toBe(percent > 0);

      const audit = audited(await storedIn(client, tableName));
      expect(faultsIn(audit)).toEqual([]);
      expect(audit.bookings.map(({ bookingId, status }) => `${bookingId} ${status}`).sort()).toEqual(
        ids.map((id) => `${id} confirmed`).sort(),
      );
      expect(audit.peaks.get('room')).toBe(1);
      // One that was in its slot already is told so, and has no new version.
      const written = audit.eventIds.length - versions;
      versions = audit.eventIds.length;
      expect(written).toBeGreaterThan(0);
      expect(written).toBeLessThanOrEqual(kinds['ok'] ?? 0);
      const figures = `${kinds['ok']} succeeded, ${written} moved, ${kinds['slot_unavailable']} refused`;
      console.info(`${figures}; ${transactions} transactions, ${conflicts} of them cancelled`);
    }
  });
});
