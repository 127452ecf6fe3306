import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteStore } from '../../src/adapters/sqlite/index.js';
import type { DayClaim } from '../../src/domain/schedule/service-day.js';
import type { StoreCapabilities, StoreUnderTest } from '../../src/entrypoints/testing/index.js';
import { type CrashStep, crashingDatabase } from './crashing-database.js';

export const sqliteCapabilities: StoreCapabilities = {
  durable: true,
  sharedBetweenProcesses: true,
  consistentLists: true,
  outbox: true,
};

/** The store on a file of its own. A crash is a copy of the files as they lie on disk at that moment. */
export async function sqliteUnderTest(): Promise<StoreUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-contract-'));
  let file = join(folder, 'bookings.db');
  const opened: DatabaseSync[] = [];
  const open = (database: DatabaseSync): DatabaseSync => {
    opened.push(database);
    return database;
  };

  let armed: CrashStep | undefined;
  const first = open(new DatabaseSync(file));
  const database = crashingDatabase(first, (step) => {
    if (step !== armed) return;
    armed = undefined;
    const asFound = join(folder, 'as-found.db');
    for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) copyFileSync(file + suffix, asFound + suffix);
    file = asFound;
    throw new Error(`died after ${step}`);
  });

  const query = <T>(sql: string, row: (row: Record<string, unknown>) => T): readonly T[] => {
    const reader = new DatabaseSync(file, { readOnly: true });
    try {
      return reader.prepare(sql).all().map(row);
    } finally {
      reader.close();
    }
  };

  return {
    store: sqliteStore(database),
    inspect: {
      days: async () =>
        query('SELECT service_id, day, version, claims FROM service_day', (row) => ({
          serviceId: String(row['service_id']),
          day: String(row['day']),
          version: Number(row['version']),
          claims: JSON.parse(String(row['claims'])) as readonly DayClaim[],
        })),
      eventIds: async () => query(`SELECT booking_id || ':' || version AS id FROM event`, (row) => String(row['id'])),
    },
    reopen: async () => {
      if (armed !== undefined) throw new Error(`no commit came to "${armed}"`);
      return sqliteStore(open(new DatabaseSync(file)));
    },
    crashAt: async (step) => {
      armed = step as CrashStep;
    },
    dispose: async () => {
      for (const each of opened) if (each.isOpen) each.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
