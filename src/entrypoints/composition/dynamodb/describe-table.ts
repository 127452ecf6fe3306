import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { tableDefinition, TTL_ATTRIBUTE } from '../../../adapters/dynamodb/index.js';
import { tableDifferences } from './table-differences.js';

/** `unknown`: DynamoDB Local has none and does not know the question. */
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

async function timeToLiveOf(client: DynamoDBClient, tableName: string): Promise<string | undefined> {
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
    return {
      status: table.TableStatus ?? 'UNKNOWN',
      differences: tableDifferences(tableDefinition(tableName), table),
      timeToLive: await timeToLiveOf(client, tableName),
      pointInTimeRecovery: await recoveryOf(client, tableName),
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
