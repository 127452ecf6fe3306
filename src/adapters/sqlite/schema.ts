import type { DatabaseSync } from 'node:sqlite';
import { integer } from './rows.js';
import type { Transaction } from './transaction.js';

/** "HFST": tells our files from those of every other program. */
const APPLICATION_ID = 0x48465354;
const SCHEMA_VERSION = 1;

/**
 * Rows of any size live in rowid tables, where a new one lands on the last page; `sequence` is the order of commits.
 * JSON is stored as text, which keeps the order of its keys: a replay repeats the first answer byte for byte.
 */
const TABLES = `
CREATE TABLE booking (
  booking_id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  service_id TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  hold_expires_at INTEGER,
  version INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX booking_by_user ON booking (user_id, starts_at, booking_id);
CREATE INDEX booking_by_service ON booking (service_id, starts_at, booking_id);
CREATE INDEX booking_by_start ON booking (starts_at, booking_id);
CREATE INDEX booking_held ON booking (hold_expires_at, booking_id) WHERE status = 'held';

CREATE TABLE service_day (
  service_id TEXT NOT NULL,
  day TEXT NOT NULL,
  version INTEGER NOT NULL,
  claims TEXT NOT NULL,
  PRIMARY KEY (service_id, day)
) STRICT;

CREATE TABLE event (
  sequence INTEGER PRIMARY KEY,
  booking_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  event TEXT NOT NULL,
  UNIQUE (booking_id, version)
) STRICT;

-- The outbox is this table, for relays that have begun, and every event after "taken_up_to".
CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY,
  booking_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at INTEGER NOT NULL DEFAULT 0,
  leased_by TEXT,
  leased_until INTEGER NOT NULL DEFAULT 0,
  parked INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  UNIQUE (booking_id, version)
) STRICT;
CREATE INDEX outbox_due ON outbox (sequence) WHERE parked = 0;
CREATE INDEX outbox_parked ON outbox (sequence) WHERE parked = 1;

CREATE TABLE outbox_head (
  taken_up_to INTEGER NOT NULL
) STRICT;
INSERT INTO outbox_head VALUES (0);

CREATE TABLE idempotency_record (
  scope TEXT NOT NULL PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  request_id TEXT NOT NULL,
  answer TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX idempotency_record_by_expiry ON idempotency_record (expires_at);

CREATE TABLE service (
  service_id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  service TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

function pragma(database: DatabaseSync, name: string): number {
  const row = database.prepare(`PRAGMA main.${name}`).get();
  return row === undefined ? 0 : integer(row, name);
}

const isEmpty = (database: DatabaseSync): boolean =>
  database.prepare('SELECT 1 FROM main.sqlite_schema LIMIT 1').get() === undefined;

/** `true` when the tables are there; throws when they are not ours or not of our time. */
function isOurs(database: DatabaseSync): boolean {
  const owner = pragma(database, 'application_id');
  const version = pragma(database, 'user_version');
  if (owner === 0 && version === 0 && isEmpty(database)) return false;
  if (owner !== APPLICATION_ID) throw new Error('it belongs to another program; give Holdfast a file of its own');
  if (version > SCHEMA_VERSION) {
    throw new Error(`its schema has version ${version}, newer than ${SCHEMA_VERSION}, the newest this release knows`);
  }
  return version === SCHEMA_VERSION;
}

/** Makes the tables in an empty database. Throws when it cannot, or when the database is not one of ours. */
export function openSchema(database: DatabaseSync, transaction: Transaction): void {
  if (isOurs(database)) return;
  transaction.immediate(() => {
    // Another process may have made them while this one waited for the lock.
    if (isOurs(database)) return false;
    database.exec(TABLES);
    database.exec(`PRAGMA main.application_id = ${APPLICATION_ID}; PRAGMA main.user_version = ${SCHEMA_VERSION}`);
    return true;
  });
}
