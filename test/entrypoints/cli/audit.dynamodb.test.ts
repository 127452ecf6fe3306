import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createBookings } from 'holdfast';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { localTable, type LocalTable } from '../../adapters/dynamodb/local-table.js';
import { awsEnvironment } from '../server/aws-environment.js';
import { holdfast } from './cli-process.js';

let table: LocalTable;
beforeEach(async () => {
  table = await localTable();
});
afterEach(() => table.drop());

const audit = (...more: readonly string[]) =>
  holdfast(
    ['audit', '--store', `dynamodb:${table.tableName}`, '--from', '2030-03-02', '--to', '2030-03-03', ...more],
    awsEnvironment,
  );

const library = () =>
  createBookings({
    store: dynamodbStore(table.client, { tableName: table.tableName }),
    services: [{ serviceId: 'chair', capacity: 10, maxHorizonDays: 3_650 }],
  });

const slot = { userId: 'ada', serviceId: 'chair', dateTime: '2030-03-02T10:00:00Z' };

/** The day as somebody else's program might leave it: without a claim, one version on. */
const loseTheDay = () =>
  table.client.send(
    new PutItemCommand({
      TableName: table.tableName,
      Item: {
        pk: { S: 'DAY#chair#2030-03-02' },
        sk: { S: 'DAY' },
        schema: { N: '1' },
        serviceId: { S: 'chair' },
        day: { S: '2030-03-02' },
        version: { N: '9' },
        claims: { S: '[]' },
      },
    }),
  );

it('finds books that balance, while they are written, too', async () => {
  const bookings = library();
  const made: string[] = [];
  for (const dateTime of ['2030-03-02T10:00:00Z', '2030-03-02T23:30:00Z', '2030-03-03T08:00:00Z']) {
    made.push((await bookings.create({ ...slot, dateTime }))._unsafeUnwrap().booking.bookingId);
  }
  expect(await audit()).toEqual({ code: 0, out: 'looked at 1 service, 2 service days, 3 bookings\nno differences\n', err: '' });

  let busy = true;
  const writer = (async () => {
    for (let n = 0; busy; n += 1) {
      const hour = String(n % 24).padStart(2, '0');
      const created = await bookings.create({ ...slot, dateTime: `2030-03-02T${hour}:00:00Z` });
      const { bookingId } = created._unsafeUnwrap().booking;
      expect((await bookings.cancel({ bookingId })).isOk()).toBe(true);
      made.push(bookingId);
    }
  })();
  const { code, out } = await audit();
  busy = false;
  await writer;
  expect(made.length).toBeGreaterThan(3);
  expect(out).toMatch(/no differences(, 1 day not judged)?\n$/);
  expect(code).toBe(out.includes('not judged') ? 2 : 0);
});

it('tells what differs', async () => {
  const { bookingId } = (await library().create(slot))._unsafeUnwrap().booking;
  await loseTheDay();
  const { code, out, err } = await audit('--json');
  expect([code, err]).toEqual([1, '']);
  expect(JSON.parse(out)).toMatchObject({
    services: 1,
    differences: [{ kind: 'units', serviceId: 'chair', inDay: 0, byBookings: 1, bookingIds: [bookingId] }],
    unsettled: [],
  });
});

it('gives no verdict on a table that it cannot read', async () => {
  const Item = {
    pk: { S: 'DAY#chair#2030-03-02' },
    sk: { S: 'DAY' },
    schema: { N: '999' },
  };
  expect((await library().putService({ serviceId: 'chair' })).isOk()).toBe(true);
  await table.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
  const { code, out, err } = await audit();
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^holdfast: the store does not answer \(the item DAY#chair#2030-03-02 \/ DAY has schema 999, newer/);
});

it('names the command for a table that is not there', async () => {
  const { code, err } = await holdfast(
    ['audit', '--store', 'dynamodb:nobody-made-me', '--from', '2030-03-02', '--to', '2030-03-03'],
    awsEnvironment,
  );
  expect([code, err]).toEqual([2, 'holdfast: there is no table nobody-made-me: "holdfast table create --table nobody-made-me" makes it\n']);
});
