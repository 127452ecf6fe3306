import { expect, it } from 'vitest';
import { tableDefinition, TTL_ATTRIBUTE } from '../../../src/adapters/dynamodb/index.js';
import { makeTable } from '../../../src/entrypoints/composition/dynamodb/create-table.js';
import { answeringClient } from '../../adapters/dynamodb/faults/answering-client.js';
import { answer, refusal, type WireAnswer } from '../../adapters/dynamodb/faults/wire.js';

/** `asked`: how often this operation was asked for by now. */
type Answers = Readonly<Record<string, (asked: number) => WireAnswer>>;

const tableIn = (TableStatus: string): WireAnswer => {
  const { GlobalSecondaryIndexes: indexes = [], ...rest } = tableDefinition('bookings');
  const GlobalSecondaryIndexes = indexes.map((index) => ({ ...index, IndexStatus: 'ACTIVE' }));
  return answer({ Table: { ...rest, GlobalSecondaryIndexes, TableStatus } });
};
const timeToLive = (TimeToLiveStatus: string, AttributeName = TTL_ATTRIBUTE): WireAnswer =>
  answer({ TimeToLiveDescription: { TimeToLiveStatus, AttributeName } });
const recovery = (PointInTimeRecoveryStatus: string): WireAnswer =>
  answer({ ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus } } });

const ALL_IS_WELL: Answers = {
  CreateTable: () => answer({}),
  DescribeTable: () => tableIn('ACTIVE'),
  DescribeTimeToLive: () => timeToLive('ENABLED'),
  DescribeContinuousBackups: () => recovery('ENABLED'),
  UpdateTimeToLive: () => answer({}),
  UpdateContinuousBackups: () => answer({}),
};

/** What comes of it where DynamoDB answers like that, what is said, and what was asked for. */
async function making(answers: Answers, waitMs = 30_000) {
  const times = new Map<string, number>();
  const { client, received } = answeringClient([], ({ operation }) => {
    const asked = (times.get(operation) ?? 0) + 1;
    times.set(operation, asked);
    const how = answers[operation] ?? ALL_IS_WELL[operation];
    if (!how) throw new Error(`nobody expected ${operation}`);
    return how(asked);
  });
  const lines: string[] = [];
  const report = await makeTable(client, 'bookings', waitMs, (line) => void lines.push(line));
  return { report, lines, operations: received.map(({ operation }) => operation) };
}

it('waits until the table is active, and asks for nothing else of one that is being made', async () => {
  const { report, operations } = await making({ DescribeTable: (asked) => tableIn(asked === 1 ? 'CREATING' : 'ACTIVE') });
  expect(report).toMatchObject({ status: 'ACTIVE', differences: [] });
  expect(operations.slice(0, 3)).toEqual(['CreateTable', 'DescribeTable', 'DescribeTable']);
});

it('waits until the table is seen, and tells of one that is being deleted', async () => {
  const { report, lines } = await making({
    DescribeTable: (asked) => (asked === 1 ? refusal('ResourceNotFoundException') : tableIn('DELETING')),
  });
  expect(report?.differences).toEqual(['it is DELETING, not ACTIVE']);
  expect(lines).toEqual(['table bookings: made']);
});

it('waits no longer than it was told, and then says how far it is', async () => {
  const { report, operations } = await making({ DescribeTable: () => tableIn('CREATING') }, 1);
  expect(report).toMatchObject({ status: 'CREATING', differences: ['it is CREATING, not ACTIVE'] });
  expect(new Set(operations)).toEqual(new Set(['CreateTable', 'DescribeTable']));
});

it('turns on backups as soon as those who keep them have heard of the table', async () => {
  let isOn = false;
  const { report, lines } = await making({
    DescribeContinuousBackups: () => (isOn ? recovery('ENABLED') : refusal('TableNotFoundException')),
    UpdateContinuousBackups: (asked) => {
      isOn = asked === 2;
      return isOn ? answer({}) : refusal('TableNotFoundException');
    },
  });
  expect(lines).toEqual(['table bookings: made', 'point-in-time recovery: turned on']);
  expect(report?.pointInTimeRecovery).toBe('on');
});

it('is content with a time to live that somebody else has turned on meanwhile', async () => {
  const { report, lines } = await making({
    CreateTable: () => refusal('ResourceInUseException'),
    DescribeTimeToLive: (asked) => (asked === 1 ? timeToLive('DISABLED') : timeToLive('ENABLING')),
    UpdateTimeToLive: () => refusal('ValidationException'),
  });
  expect(lines).toEqual(['table bookings: is there already', `time to live: turned on, by ${TTL_ATTRIBUTE}`]);
  expect(report?.timeToLive).toBe(TTL_ATTRIBUTE);
});

it.each([
  ['is still off', () => timeToLive('DISABLED')],
  ['is on by another attribute', (asked: number) => (asked === 1 ? timeToLive('DISABLED') : timeToLive('ENABLED', 'goes'))],
])('says what is wrong with a time to live that %s', async (_, DescribeTimeToLive) => {
  const answers = { DescribeTimeToLive, UpdateTimeToLive: () => refusal('ValidationException') };
  await expect(making(answers)).rejects.toThrow('ValidationException');
});
