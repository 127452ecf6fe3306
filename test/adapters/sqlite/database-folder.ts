import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';

export interface DatabaseFolder {
  readonly file: string;
  /** A new connection to `file`. */
  open(options?: { readonly readOnly?: boolean }): DatabaseSync;
}

/** A folder for one test's database, removed with every connection to it when the test ends. */
export function databaseFolder(): DatabaseFolder {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-sqlite-'));
  const file = join(folder, 'bookings.db');
  const opened: DatabaseSync[] = [];
  onTestFinished(() => {
    for (const database of opened) if (database.isOpen) database.close();
    rmSync(folder, { recursive: true });
  });
  return {
    file,
    open: (options = {}) => {
      const database = new DatabaseSync(file, options);
      opened.push(database);
      return database;
    },
  };
}
