// What a server that comes later does with what dead ones left: it records lapsed holds and tells of every event that
// nobody was told of. Its clock is ten minutes ahead, so that the leases of the dead have ended.
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createBookings, type Notifier, okAsync } from 'holdfast';
import { dynamodbStore } from 'holdfast/adapters/dynamodb';
import { sqliteStore } from 'holdfast/adapters/sqlite';
import { systemClock } from 'holdfast/adapters/system';
import type { Store } from 'holdfast/ports';

const LATER_MS = 600_000;

const OPEN: Readonly<Record<string, (place: string) => Store>> = {
  sqlite: (file) => sqliteStore(new DatabaseSync(file)),
  dynamodb: (tableName) => dynamodbStore(new DynamoDBClient(), { tableName, relay: 'poll' }),
};

const [, scheme = '', place = ''] = /^(\w+):(.*)$/.exec(process.env['HOLDFAST_STORE'] ?? '') ?? [];
const store = OPEN[scheme]?.(place);
if (!store) throw new Error('HOLDFAST_STORE must be that of the servers');
const notifier: Notifier = {
  notify: ({ eventId }) => {
    console.log(JSON.stringify({ time: Date.now(), eventId, msg: 'event' }));
    return okAsync(undefined);
  },
};
const clock = { ...systemClock, now: () => Date.now() + LATER_MS };
await createBookings({ store, notifier, clock }).background.runOnce();
await store.close?.();
