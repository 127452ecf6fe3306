import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { err, ok, type ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';
import { type Cancelled, failedItsCondition } from './dynamodb-errors.js';
import type { Key } from './keys.js';
import type { Change } from './outbox-changes.js';
import type { Terms } from './repeated-call.js';
import type { Table } from './table.js';
import { transact } from './transaction.js';

/** Whether the change had effect: `false` when its condition was not met. */
type Changed = ResultAsync<boolean, StoreDown>;

const toChanged = (written: ResultAsync<unknown, Cancelled | StoreDown>): Changed =>
  written
    .map(() => true)
    .orElse((error) => {
      if (error.kind === 'store_unavailable') return err(error);
      const isRefused = error.reasons.some(failedItsCondition);
      return isRefused ? ok(false) : err({ kind: 'store_unavailable' as const, cause: new Error('others are in the way') });
    });

/** For a change that may be made twice: after a lost answer it is. */
export function update({ client, tableName, write }: Table, key: Key, change: Change, terms: Terms = {}): Changed {
  const command = new UpdateCommand({ TableName: tableName, Key: { ...key }, ...change });
  return toChanged(write((options) => client.send(command, options), terms));
}

/** Reading again would not help it: its condition holds or fails by itself, whatever version is there. */
const PATIENT: Terms = { mostConflicts: Number.POSITIVE_INFINITY };

/** For a change whose condition it ends itself: as a transaction it is known again when it is repeated. */
export const updateOnce = (table: Table, key: Key, change: Change): Changed =>
  toChanged(transact(table, [{ Update: { TableName: table.tableName, Key: { ...key }, ...change } }], PATIENT));
