import { dynamodbEventLog, type EventLog } from '../../../adapters/dynamodb/index.js';
import { dynamodbClient } from './client.js';

/** The log with a client of its own, which `close` closes. */
export function openEventLog(tableName: string): EventLog & { close(): void } {
  const client = dynamodbClient();
  return { ...dynamodbEventLog(client, { tableName }), close: () => client.destroy() };
}
