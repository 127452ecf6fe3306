import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { createBookings } from '../../../../src/index.js';
import { audited, faultsIn } from '../../books.js';
import { hoursAfter, midnightSoon } from '../../slots.js';
import { localTable, type LocalTable } from '../local-table.js';
import { storedIn } from '../stored.js';
import { kindOf, type Order, tally } from './orders.js';
import { Racers } from './racers.js';

const RACERS = 100;
const PROCESSES = 4;

const SET_UPS = [
  { name: 'one slot with room for 1', capacity: 1, slots: 1 },
  { name: 'one slot with room for 10', capacity: 10, slots: 1 },
  { name: '24 slots of one day with room for 1 each', capacity: 1, slots: 24 },
];

/** Every other one with a key: then a refusal is a transaction too. */
function orderFor(serviceId: string, slot: string, n: number): Order {
  const create = { userId: `user-${n}`, serviceId, dateTime: slot };
  return n % 2 === 0 ? { create } : { create, options: { idempotencyKey: `${serviceId} ${n}` } };
}

describe.each([0, 25])(`${RACERS} racers in ${PROCESSES} processes, %i of 100 transactions in conflict`, (percent) => {
  let table: LocalTable;
  let racers: Racers;
  beforeAll(async () => {
    table = await localTable();
    racers = await Racers.started({ tableName: table.tableName, processes: PROCESSES, conflictShare: percent / 100 });
  });
  afterAll(async () => {
    await racers.stop();
    await table.drop();
  });

  const title = 'on $name: as many get it as there is room for, and nobody gives up';
  it.each(SET_UPS)(title, { timeout: 300_000 }, async ({ name, capacity, slots }) => {
    const { client, tableName } = table;
    const serviceId = `${slots}-slots-for-${capacity}`;
    const desk = createBookings({ store: dynamodbStore(client, { tableName }) });
    expect((await desk.putService({ serviceId, capacity })).isOk()).toBe(true);

    const midnight = midnightSoon();
    const orders = Array.from({ length: RACERS }, (_, n) => orderFor(serviceId, hoursAfter(midnight, n % slots), n));
    const { told, transactions, conflicts } = await racers.race(orders);

    const room = capacity * slots;
    expect(tally(told.map(kindOf))).toEqual({ ok: room, slot_unavailable: RACERS - room });
    const stored = await storedIn(client, tableName);
    const audit = audited(stored);
    expect(faultsIn(audit)).toEqual([]);
    expect(audit.peaks.get(serviceId)).toBe(capacity);
    expect(stored.days.filter((day) => day.serviceId === serviceId)).toHaveLength(1);
    const mine = audit.bookings.filter((booking) => booking.serviceId === serviceId);
    expect(new Set(mine.map(({ startsAt }) => startsAt)).size).toBe(slots);
    expect(mine).toHaveLength(room);
    expect(conflicts > 0).toBe(percent > 0);
    console.info(`${name}: ${room} booked with ${transactions} transactions, ${conflicts} of them cancelled`);
  });
});
