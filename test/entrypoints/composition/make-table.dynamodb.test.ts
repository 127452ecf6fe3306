import { randomUUID } from 'node:crypto';
import { ContinuousBackupsUnavailableException, DeleteTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeTable } from '../../../src/entrypoints/composition/dynamodb/create-table.js';
import { localClient } from '../../adapters/dynamodb/local-table.js';

let client: DynamoDBClient;
let tableName: string;
beforeEach(() => {
  client = localClient();
  tableName = `holdfast-${randomUUID()}`;
});
afterEach(async () => {
  await client.send(new DeleteTableCommand({ TableName: tableName }));
  client.destroy();
});

type Answer = (asked: number) => object;

/** Answers a command in DynamoDB's stead: DynamoDB Local knows nothing of backups. */
function answer(command: string, how: Answer): void {
  let asked = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== command) return next(args);
        const output = { $metadata: {}, ...how((asked += 1)) };
        return { output, response: {} };
      },
    { step: 'initialize' },
  );
}

const recovery = (PointInTimeRecoveryStatus: string) => ({
  ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus } },
});

async function made(waitMs = 30_000) {
  const lines: string[] = [];
  const report = await makeTable(client, tableName, waitMs, (line) => void lines.push(line));
  return { report, lines };
}

it('turns on backups, however long they take to be ready', async () => {
  let isOn = false;
  answer('DescribeContinuousBackupsCommand', () => recovery(isOn ? 'ENABLED' : 'DISABLED'));
  answer('UpdateContinuousBackupsCommand', (asked) => {
    if (asked < 3) throw new ContinuousBackupsUnavailableException({ message: 'being enabled', $metadata: {} });
    isOn = true;
    return {};
  });
  const { report, lines } = await made();
  expect(lines.at(-1)).toBe('point-in-time recovery: turned on');
  expect(report).toMatchObject({ pointInTimeRecovery: 'on', timeToLive: 'ttl', differences: [] });
});

it('says so when they are not ready in time', async () => {
  answer('DescribeContinuousBackupsCommand', () => recovery('DISABLED'));
  answer('UpdateContinuousBackupsCommand', () => {
    throw new ContinuousBackupsUnavailableException({ message: 'being enabled', $metadata: {} });
  });
  await expect(made(1)).rejects.toThrow('being enabled');
});

it('leaves backups alone that are on', async () => {
  answer('DescribeContinuousBackupsCommand', () => recovery('ENABLED'));
  answer('UpdateContinuousBackupsCommand', () => {
    throw new Error('asked');
  });
  const { report, lines } = await made();
  expect(lines).toEqual([`table ${tableName}: made`, 'time to live: turned on, by ttl']);
  expect(report?.pointInTimeRecovery).toBe('on');
});
