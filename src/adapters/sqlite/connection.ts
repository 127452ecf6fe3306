import type { DatabaseSync } from 'node:sqlite';
import type { Result, ResultAsync } from '../../domain/result.js';
import type { StoreDown } from '../../ports/index.js';

/** Runs synchronous work on the database, and again while another process is in the way. Rejects only for a bug. */
export type Run = <T, E extends { readonly kind: string } = never>(
  work: () => Result<T, E>,
) => ResultAsync<T, E | StoreDown>;

/** What every part of the store shares. Reads do not queue behind writes: in WAL mode a writer does not block them. */
export interface Connection {
  readonly database: DatabaseSync;
  readonly read: Run;
  /** All or nothing: an `Err` undoes what the work wrote. */
  readonly write: Run;
}
