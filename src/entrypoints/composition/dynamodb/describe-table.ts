import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  TableNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { tableDefinition, TTL_ATTRIBUTE } from '../../../adapters/dynamodb/index.js';
import { tableDifferences } from './table-differences.js';

/** `unknown`: a table that is being made is not asked yet, and DynamoDB Local does not know the question. */
export type PointInTimeRecovery = 'on' | 'off' | 'unknown';

export interface TableReport {
  readonly status: string;
  /** What it lacks of what this release needs, but for its time to live. */
  readonly differences: readonly string[];
  /** The attribute by which items are deleted. */
  readonly timeToLive: string | undefined;
  readonly pointInTimeRecovery: PointInTimeRecovery;
}

/** DynamoDB Local, asked for what it does not do. */
export const isUnknownHere = (error: unknown): boolean => error instanceof Error && error.name === 'UnknownOperationException';

/** Backups are kept by another part of DynamoDB, which hears of a new table a little later. */
export const isNotHeardOfYet = (error: unknown): boolean => error instanceof TableNotFoundException;

/** `undefined` also while it is being turned off. */
export async function timeToLiveOf(client: DynamoDBClient, tableName: string): Promise<string | undefined> {
  const { TimeToLiveDescription: ttl } = await client.send(new DescribeTimeToLiveCommand({ TableName: tableName }));
  const isOn = ttl?.TimeToLiveStatus === 'ENABLED' || ttl?.TimeToLiveStatus === 'ENABLING';
  return isOn ? ttl.AttributeName : undefined;
}

async function recoveryOf(client: DynamoDBClient, tableName: string): Promise<PointInTimeRecovery> {
  try {
    const answer = await client.send(new DescribeContinuousBackupsCommand({ TableName: tableName }));
    const recovery = answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    return recovery?.PointInTimeRecoveryStatus === 'ENABLED' ? 'on' : 'off';
  } catch (error) {
    if (isUnknownHere(error)) return 'unknown';
    if (isNotHeardOfYet(error)) return 'off';
    throw error;
  }
}

export const timeToLiveDifferences = ({ timeToLive }: TableReport): readonly string[] => {
  if (timeToLive === TTL_ATTRIBUTE) return [];
  return timeToLive === undefined
    ? ['it has no time to live, so that nothing is ever deleted']
    : [`its time to live is in ${timeToLive}, not ${TTL_ATTRIBUTE}`];
};

/** The table beside what this release needs; nothing when there is no such table. */
export async function reportOf(client: DynamoDBClient, tableName: string): Promise<TableReport | undefined> {
  try {
    const { Table: table = {} } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    const status = table.TableStatus ?? 'UNKNOWN';
    const differences = tableDifferences(tableDefinition(tableName), table);
    if (status === 'CREATING') return { status, differences, timeToLive: undefined, pointInTimeRecovery: 'unknown' };
    const timeToLive = await timeToLiveOf(client, tableName);
    return { status, differences, timeToLive, pointInTimeRecovery: await recoveryOf(client, tableName) };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
