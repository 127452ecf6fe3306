import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dynamodbParking, dynamodbStore } from '../../../src/adapters/dynamodb/index.js';
import { confirmed, MINUTE, NOW } from '../../../src/entrypoints/testing/contract/samples.js';
import { changeTo, write } from '../../../src/entrypoints/testing/contract/write.js';
import { behindItsBack } from '../../adapters/dynamodb/behind-its-back.js';
import { localTable, type LocalTable } from '../../adapters/dynamodb/local-table.js';
import { BUSY, snsEndpoint, type SnsEndpoint } from '../../adapters/sns/sns-endpoint.js';
import { awsEnvironment } from '../server/aws-environment.js';
import { CLI, holdfast } from './cli-process.js';

const TOPIC = 'arn:aws:sns:eu-central-1:000000000000:bookings';

let table: LocalTable;
let sns: SnsEndpoint;
beforeEach(async () => {
  [table, sns] = await Promise.all([localTable(), snsEndpoint()]);
  const store = dynamodbStore(table.client, { tableName: table.tableName });
  // Version 1 at NOW, each next one a minute later.
  for (const bookingId of ['a', 'b']) {
    await write(store, ...[1, 2, 3].map((version) => changeTo(confirmed({ bookingId, version }))));
  }
});
afterEach(async () => {
  await Promise.all([table.drop(), sns.close()]);
});

async function park(...eventIds: readonly string[]): Promise<void> {
  const parking = dynamodbParking(table.client, { tableName: table.tableName });
  for (const eventId of eventIds) expect((await parking.failed(eventId, 'topic gone', 1))._unsafeUnwrap()).toBe(true);
}
const environment = () => ({ ...awsEnvironment, AWS_ENDPOINT_URL_SNS: sns.url, AWS_MAX_ATTEMPTS: '1' });
const parked = (...more: readonly string[]) => holdfast(['parked', '--store', `dynamodb:${table.tableName}`, ...more], environment());
const args = (...more: readonly string[]) => ['redeliver', '--table', table.tableName, '--topic', TOPIC, ...more];
const redeliver = (...more: readonly string[]) => holdfast(args(...more), environment());
const published = () => sns.events().map(({ eventId }) => eventId);
const at = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();

describe('parked events', () => {
  it('are listed in the order in which they occurred, published ascending per booking, and parked no more', async () => {
    await park('a:3', 'a:1', 'b:2');
    const listed = await parked();
    expect(listed.code).toBe(1);
    expect(listed.out.split('\n')).toEqual([
      `a:1 BookingConfirmed of ${at(0)}, failed 1 time: topic gone`,
      `b:2 BookingConfirmed of ${at(1)}, failed 1 time: topic gone`,
      `a:3 BookingConfirmed of ${at(2)}, failed 1 time: topic gone`,
      '3 events parked',
      '',
    ]);

    expect(await redeliver()).toEqual({ code: 0, out: '3 events delivered\n', err: '' });
    expect(published().filter((id) => id.startsWith('a'))).toEqual(['a:1', 'a:3']);
    expect(published().toSorted()).toEqual(['a:1', 'a:3', 'b:2']);
    expect(sns.published[0]?.topicArn).toBe(TOPIC);
    expect(await parked()).toEqual({ code: 0, out: 'no events parked\n', err: '' });
  });

  it('of which there are none are none, however the table is named', async () => {
    expect(await holdfast(['redeliver', '--store', `dynamodb:${table.tableName}`, '--topic', TOPIC], environment())).toEqual({
      code: 0,
      out: 'no events delivered\n',
      err: '',
    });
    expect((await holdfast(['parked', '--table', table.tableName], environment())).out).toBe('no events parked\n');
    expect(await redeliver()).toEqual({ code: 0, out: 'no events delivered\n', err: '' });
    expect(published()).toEqual([]);
  });

  it('that fail again stay parked, with what is behind them in their booking; the others are delivered', async () => {
    await park('a:1', 'a:2', 'b:2');
    sns.refuse(({ attributes }) => (attributes['eventId'] === 'a:1' ? BUSY : undefined));
    const { code, out } = await redeliver();
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^not delivered: a:1: InternalErrorException: not now$/),
      '1 event behind those in their bookings not tried',
      '1 event delivered',
      '',
    ]);
    expect(published()).toEqual(['b:2']);
    expect((await parked()).out).toMatch(/^a:1 .*\na:2 .*\n2 events parked\n$/);

    sns.refuse(() => undefined);
    expect(await redeliver()).toMatchObject({ code: 0, out: '2 events delivered\n' });
    expect(published()).toEqual(['b:2', 'a:1', 'a:2']);
  });

  it('that cannot be read are named, and counted, beside those that can', async () => {
    const place = { pk: 'BOOKING#a', sk: 'EVENT#0000000001' };
    const { event } = await behindItsBack(table).read(place);
    const forged = { ...JSON.parse(String(event)), occurredAt: 'x\u001B[2J' };
    await behindItsBack(table).spoil(place, { event: JSON.stringify(forged) });
    await behindItsBack(table).spoil({ pk: 'BOOKING#a', sk: 'EVENT#0000000002' }, { schema: 2 });
    await park('a:1', 'a:2', 'b:1');

    const first = 'UnreadableItem: the item BOOKING#a / EVENT#0000000001 holds in event what it should not, at occurredAt';
    const second = 'UnreadableItem: the item BOOKING#a / EVENT#0000000002 has schema 2, newer than 1, the newest this release knows';
    const named = expect.toSatisfy((err: string) => {
      expect(err.trimEnd().split('\n').toSorted()).toEqual([first, second].map((why) => `holdfast: not readable: ${why}`));
      return true;
    });
    const listed = expect.stringMatching(/^b:1 .*\n3 events parked, 2 not readable\n$/);
    expect(await parked()).toEqual({ code: 1, out: listed, err: named });
    const { parked: items, unread } = JSON.parse((await parked('--json')).out);
    expect([items, unread.toSorted()]).toEqual([[expect.objectContaining({ eventId: 'b:1' })], [first, second]]);

    expect(await redeliver()).toEqual({ code: 1, out: '1 event delivered\n', err: named });
    expect(await redeliver('--from', at(0), '--to', at(9))).toEqual({ code: 1, out: '4 events delivered\n', err: named });
    expect(await parked()).toEqual({ code: 1, out: '2 events parked, 2 not readable\n', err: named });
  });

  it('are all tried, however many fail before them', { timeout: 120_000 }, async () => {
    const [many, failing] = [1_005, 1_001];
    const store = dynamodbStore(table.client, { tableName: table.tableName });
    const ids = Array.from({ length: many }, (_, n) => `c${String(n).padStart(4, '0')}`);
    for (let n = 0; n < many; n += 25) {
      await Promise.all(
        ids.slice(n, n + 25).map(async (bookingId) => {
          await write(store, changeTo(confirmed({ bookingId })));
          await park(`${bookingId}:1`);
        }),
      );
    }
    sns.refuse(({ attributes }) => (ids.indexOf(attributes['bookingId'] ?? '') < failing ? BUSY : undefined));
    const { code, out } = await redeliver();
    expect([code, out.split('\n').slice(20)]).toEqual([1, ['not delivered: 981 more events', '4 events delivered', '']]);
    expect((await parked()).out.split('\n').at(-2)).toBe('1001 events parked');
  });

  it('are not lost when the command is killed at any step: the next one goes on', async () => {
    await park('a:1', 'a:2', 'a:3', 'b:1', 'b:2', 'b:3');
    for (const dieAt of [1, 2, 4]) {
      const child = spawn(process.execPath, [CLI, ...args()], { env: { PATH: process.env['PATH'], ...environment() } });
      const begun = sns.asked();
      sns.refuse((_, asked) => {
        if (asked >= begun + dieAt) child.kill('SIGKILL');
        return undefined;
      });
      await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
    }
    sns.refuse(() => undefined);
    expect((await redeliver()).code).toBe(0);
    expect(await parked()).toMatchObject({ code: 0 });
    for (const id of ['a', 'b']) {
      const first = [...new Set(published().filter((eventId) => eventId.startsWith(id)))];
      expect(first).toEqual([1, 2, 3].map((version) => `${id}:${version}`));
    }
  });
});

describe('a period', () => {
  it('is published again, parked or not, ascending per booking; what was parked is so no more', async () => {
    await park('a:2');
    expect(await redeliver('--from', at(0), '--to', at(2))).toEqual({ code: 0, out: '4 events delivered\n', err: '' });
    for (const id of ['a', 'b']) {
      expect(published().filter((eventId) => eventId.startsWith(id))).toEqual([`${id}:1`, `${id}:2`]);
    }
    expect((await parked()).code).toBe(0);
  });

  it('in which something cannot be read is published but for that, which is named', async () => {
    await behindItsBack(table).spoil({ pk: 'BOOKING#a', sk: 'EVENT#0000000002' }, { schema: 2 });
    const { code, out, err } = await redeliver('--from', at(0), '--to', at(9));
    expect([code, out]).toEqual([1, '5 events delivered\n']);
    expect(err).toMatch(/^holdfast: not readable: UnreadableItem: the item BOOKING#a \/ EVENT#0000000002 has schema 2, newer .*\n$/);
  });
});

it('what keeps it from table or topic is told in a line', async () => {
  const nowhere = await holdfast(['redeliver', '--table', 'nobody-made-me', '--topic', TOPIC], environment());
  expect([nowhere.code, nowhere.err]).toEqual([
    2,
    'holdfast: there is no table nobody-made-me: "holdfast table create --table nobody-made-me" makes it\n',
  ]);
  await park('a:1');
  const unanswered = await holdfast(args(), { ...environment(), AWS_ENDPOINT_URL_SNS: 'http://127.0.0.1:1' });
  expect([unanswered.code, unanswered.out]).toEqual([1, expect.stringMatching(/^not delivered: a:1: .*ECONNREFUSED.*\nno events delivered\n$/)]);
});
