import { setTimeout as sleep } from 'node:timers/promises';
import {
  ContinuousBackupsUnavailableException,
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { tableDefinition, TTL_ATTRIBUTE } from '../../../adapters/dynamodb/index.js';
import { isNotHeardOfYet, isUnknownHere, reportOf, type TableReport, timeToLiveOf } from './describe-table.js';

const LOOK_EVERY_MS = 1_000;

/** A line for whoever watches. */
export type Say = (line: string) => void;

/** `false`: there was one of that name already. */
async function isMade(client: DynamoDBClient, tableName: string): Promise<boolean> {
  try {
    await client.send(new CreateTableCommand(tableDefinition(tableName)));
    return true;
  } catch (error) {
    if (error instanceof ResourceInUseException) return false;
    throw error;
  }
}

type Look = () => Promise<TableReport | undefined>;

async function settled(look: Look, deadline: number): Promise<TableReport | undefined> {
  for (;;) {
    const report = await look();
    // A new table is not there yet for a moment.
    if (report && !['CREATING', 'UPDATING'].includes(report.status)) return report;
    if (performance.now() + LOOK_EVERY_MS >= deadline) return report;
    await sleep(LOOK_EVERY_MS);
  }
}

async function turnOnTimeToLive(client: DynamoDBClient, tableName: string): Promise<void> {
  const TimeToLiveSpecification = { Enabled: true, AttributeName: TTL_ATTRIBUTE };
  try {
    await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
  } catch (error) {
    // To turn on what is on is no valid request: whoever else is making this table was first, or a try that was lost.
    const isInvalid = error instanceof Error && error.name === 'ValidationException';
    if (!isInvalid || (await timeToLiveOf(client, tableName)) !== TTL_ATTRIBUTE) throw error;
  }
}

async function turnOnRecovery(client: DynamoDBClient, tableName: string, deadline: number): Promise<string> {
  const on = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
  for (;;) {
    try {
      await client.send(new UpdateContinuousBackupsCommand({ TableName: tableName, ...on }));
      return 'point-in-time recovery: turned on';
    } catch (error) {
      if (isUnknownHere(error)) return 'point-in-time recovery: not known here, as by DynamoDB Local; left out';
      // Of a table just made, the backups are still being prepared.
      const mayPass = error instanceof ContinuousBackupsUnavailableException || isNotHeardOfYet(error);
      if (!mayPass || performance.now() >= deadline) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

/**
 * Makes the table, or finishes one whose making was broken off, and says what it does. A table that is there and lacks
 * something else than its time to live and its backups is left as it is. Answers with the table as it then is.
 */
export async function makeTable(client: DynamoDBClient, tableName: string, waitMs: number, say: Say): Promise<TableReport | undefined> {
  const deadline = performance.now() + waitMs;
  const look: Look = () => reportOf(client, tableName);
  say(`table ${tableName}: ${(await isMade(client, tableName)) ? 'made' : 'is there already'}`);
  const report = await settled(look, deadline);
  if (!report || report.differences.length > 0) return report;
  if (report.timeToLive === undefined) {
    await turnOnTimeToLive(client, tableName);
    say(`time to live: turned on, by ${TTL_ATTRIBUTE}`);
  }
  if (report.pointInTimeRecovery !== 'on') say(await turnOnRecovery(client, tableName, deadline));
  return look();
}
