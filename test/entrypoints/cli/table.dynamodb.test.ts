import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tableDefinition } from '../../../src/adapters/dynamodb/index.js';
import { localClient } from '../../adapters/dynamodb/local-table.js';
import { awsEnvironment } from '../server/aws-environment.js';
import { addressOf, serversInAFolder } from '../server/server-process.js';
import { holdfast } from './cli-process.js';

const { start } = serversInAFolder(awsEnvironment);

let client: DynamoDBClient;
let tableName: string;
beforeEach(() => {
  client = localClient();
  tableName = `holdfast-${randomUUID()}`;
});
afterEach(async () => {
  await client.send(new DeleteTableCommand({ TableName: tableName })).catch(() => undefined);
  client.destroy();
});

const table = (command: string, ...more: readonly string[]) =>
  holdfast(['table', command, '--table', tableName, ...more], awsEnvironment);

const LOCAL = 'point-in-time recovery: not known here, as by DynamoDB Local; left out\n';
const asNeeded = () => `table ${tableName}: ACTIVE\npoint-in-time recovery: unknown\nas this release needs it\n`;

describe('holdfast table create', () => {
  it('makes a table, complete, on which a server runs', async () => {
    expect(await table('create')).toEqual({
      code: 0,
      out: `table ${tableName}: made\ntime to live: turned on, by ttl\n${LOCAL}${asNeeded()}`,
      err: '',
    });
    const { TimeToLiveDescription: ttl } = await client.send(new DescribeTimeToLiveCommand({ TableName: tableName }));
    expect(ttl).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
    const { Table: made } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    expect(made?.GlobalSecondaryIndexes).toHaveLength(tableDefinition(tableName).GlobalSecondaryIndexes?.length ?? 0);

    const url = await addressOf(start({ HOLDFAST_STORE: `dynamodb:${tableName}` }));
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('a second time, or at the same time, says that it is there', async () => {
    const both = await Promise.all([table('create'), table('create')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.filter(({ out }) => out.includes(': made\n'))).toHaveLength(1);
    expect(await table('create')).toEqual({
      code: 0,
      out: `table ${tableName}: is there already\n${LOCAL}${asNeeded()}`,
      err: '',
    });
  });

  it('finishes a table whose making was broken off', async () => {
    await client.send(new CreateTableCommand(tableDefinition(tableName)));
    const { code, out } = await table('create');
    expect(code).toBe(0);
    expect(out).toContain(`table ${tableName}: is there already\ntime to live: turned on, by ttl\n`);
  });

  it('leaves a table that is another one as it is, and tells how it differs', async () => {
    const { GlobalSecondaryIndexes: indexes = [], ...rest } = tableDefinition(tableName);
    await client.send(
      new CreateTableCommand({ ...rest, GlobalSecondaryIndexes: indexes, StreamSpecification: { StreamEnabled: false } }),
    );
    const { code, out, err } = await table('create');
    expect([code, err]).toEqual([1, '']);
    expect(out.split('\n')).toEqual([
      `table ${tableName}: is there already`,
      `table ${tableName}: ACTIVE`,
      'point-in-time recovery: unknown',
      'differs: it has no stream',
      'differs: it has no time to live, so that nothing is ever deleted',
      'NOT as this release needs it',
      '',
    ]);
  });
});

describe('holdfast table describe', () => {
  it('says that a table is not there, and how to make it', async () => {
    expect(await table('describe')).toEqual({
      code: 1,
      out: '',
      err: `holdfast: there is no table ${tableName}: "holdfast table create --table ${tableName}" makes it\n`,
    });
  });

  it('says that a table is as it should be', async () => {
    expect((await table('create')).code).toBe(0);
    expect(await table('describe')).toEqual({ code: 0, out: asNeeded(), err: '' });
  });

  it('tells what was changed', async () => {
    expect((await table('create')).code).toBe(0);
    const TimeToLiveSpecification = { Enabled: false, AttributeName: 'ttl' };
    await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
    await client.send(
      new UpdateTableCommand({ TableName: tableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'UserIndex' } }] }),
    );
    await expect.poll(async () => (await table('describe')).out, { timeout: 30_000 }).toContain('index UserIndex is missing');
    const { code, out } = await table('describe');
    expect(code).toBe(1);
    expect(out).toContain('differs: it has no time to live');
  });
});

it('what keeps it from DynamoDB is told in one line, and is no verdict', async () => {
  const environment = { ...awsEnvironment, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' };
  for (const command of ['create', 'describe']) {
    const { code, out, err } = await holdfast(['table', command, '--table', tableName], environment);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^holdfast: DynamoDB does not answer \(.*ECONNREFUSED.*\n$/);
  }
});
