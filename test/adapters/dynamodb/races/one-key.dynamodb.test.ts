import { describe, expect, it, onTestFinished } from 'vitest';
import { audited, faultsIn } from '../../books.js';
import { hoursAfter, midnightSoon } from '../../slots.js';
import { localTable } from '../local-table.js';
import { storedIn } from '../stored.js';
import { Racers } from './racers.js';

const AT_ONCE = 100;
const ROUNDS = 20;

const title = `are one booking and one answer in each of ${ROUNDS} rounds: 99 repeat it to the letter, and none fails`;

describe.each([1, 5])(`${AT_ONCE} creates at once with one key, over %i instances of the library`, (instances) => {
  it(title, { timeout: 300_000 }, async () => {
    const { client, tableName, drop } = await localTable();
    onTestFinished(drop);
    const racers = await Racers.started({ tableName, instances });
    onTestFinished(() => racers.stop());
    const midnight = midnightSoon();

    let transactions = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const dateTime = hoursAfter(midnight, round);
      const create = { userId: 'ada', serviceId: 'room', dateTime, metadata: { b: '1', a: '2' } };
      const order = { create, options: { idempotencyKey: `order ${round}` } };
      const report = await racers.race(Array.from({ length: AT_ONCE }, () => order));
      transactions += report.transactions;
      const booked = report.told.filter((told) => 'booking' in told);
      expect(new Set(booked.map(({ booking }) => JSON.stringify(booking))).size).toBe(1);
      expect(booked.filter(({ replayed }) => replayed)).toHaveLength(AT_ONCE - 1);
      expect(report.told.filter((told) => 'refused' in told)).toEqual([]);
    }

    const stored = await storedIn(client, tableName);
    const audit = audited(stored);
    expect(faultsIn(audit)).toEqual([]);
    expect([audit.bookings.length, audit.eventIds.length, stored.records]).toEqual([ROUNDS, ROUNDS, ROUNDS]);
    expect(audit.peaks.get('room')).toBe(1);
    console.info(`${ROUNDS} rounds: ${audit.bookings.length} bookings, sent ${transactions} transactions`);
  });
});
