import { describe, it } from 'vitest';
import { dynamodbTickets } from '../../src/adapters/dynamodb/index.js';
import { ticketsContract } from '../../src/entrypoints/testing/index.js';
import { localTable } from '../adapters/dynamodb/local-table.js';

/** A crowd at once, on a machine that has other things to do, takes longer than a server should wait. */
const PATIENCE = { maxWaitMs: 60_000, tryMs: 30_000 };

describe('tickets on DynamoDB', () => {
  const contract = ticketsContract({
    async create() {
      const { client, tableName, drop } = await localTable();
      return { tickets: dynamodbTickets(client, { tableName, ...PATIENCE }), dispose: drop };
    },
  });
  for (const { name, timeoutMs, run } of contract) it(name, run, 2 * timeoutMs);
});
