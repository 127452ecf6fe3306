import { describe, expect, it, onTestFinished } from 'vitest';
import { audited, faultsIn } from '../../books.js';
import { hoursAfter, midnightSoon } from '../../slots.js';
import { localTable } from '../local-table.js';
import { storedIn } from '../stored.js';
import { kindOf, tally } from './orders.js';
import { Racers } from './racers.js';

const AT_ONCE = 100;
const ROUNDS = 20;
const INSTANCES = 5;

const DAYS = 4;
const DAYS_ROUNDS = 5;

const title = `are one booking and one answer: 99 repeat it to the letter and none fails, in each of ${ROUNDS} rounds`;

describe.each([1, INSTANCES])(`${AT_ONCE} creates at once with one key, over %i library instances`, (instances) => {
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

describe(`${AT_ONCE} creates at once with one key, for a slot of four different days`, () => {
  it('are one booking; who asked for another day is told so', { timeout: 300_000 }, async () => {
    const { client, tableName, drop } = await localTable();
    onTestFinished(drop);
    const racers = await Racers.started({ tableName, instances: INSTANCES });
    onTestFinished(() => racers.stop());
    const midnight = midnightSoon();

    for (let round = 1; round <= DAYS_ROUNDS; round += 1) {
      // Days do not collide, so that nothing but the key can stop a second booking.
      const orders = Array.from({ length: AT_ONCE }, (_, n) => {
        const create = { userId: 'ada', serviceId: 'room', dateTime: hoursAfter(midnight, 24 * (n % DAYS) + round) };
        return { create, options: { idempotencyKey: `order ${round}` } };
      });
      const { told } = await racers.race(orders);
      expect(tally(told.map(kindOf))).toEqual({ ok: AT_ONCE / DAYS, idempotency_key_reused: AT_ONCE - AT_ONCE / DAYS });
      const booked = told.flatMap((each) => ('booking' in each ? [JSON.stringify(each.booking)] : []));
      expect(new Set(booked).size).toBe(1);
    }

    const stored = await storedIn(client, tableName);
    expect(faultsIn(audited(stored))).toEqual([]);
    expect([stored.bookings.length, stored.records]).toEqual([DAYS_ROUNDS, DAYS_ROUNDS]);
  });
});
