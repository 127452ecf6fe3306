import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createBookings } from 'holdfast';
import { sqliteStore } from 'holdfast/adapters/sqlite';
import { book, requestsFrom } from './requests.ts';
import { inTurn, perSecond, type Work } from './rounds.ts';

const BATCH = 1_000;
const IN_FLIGHT = 50;
const FILLING = 256;
const ROUNDS = 15;

interface FilledFile {
  /** Makes more, and answers with the microseconds of one create. */
  readonly measure: Work;
  close(): Promise<void>;
}

async function fileWith(file: string, stored: number): Promise<FilledFile> {
  const database = new DatabaseSync(file);
  const store = sqliteStore(database);
  const bookings = createBookings({ store });
  let made = 0;
  const more = async (inFlight: number): Promise<void> => {
    const requests = requestsFrom(made, BATCH);
    made += BATCH;
    await book(bookings, requests, inFlight);
  };
  database.exec('PRAGMA synchronous = OFF');
  while (made < stored) await more(FILLING);
  database.exec('PRAGMA synchronous = FULL');
  return { measure: async () => 1e6 / (await perSecond(BATCH, () => more(IN_FLIGHT))), close: store.close };
}

/** Microseconds of one create among 50 in flight, for each of these numbers of stored bookings. Takes some 2 GB of disk. */
export async function growthOnSqlite(numbers: readonly number[]): Promise<readonly (readonly number[])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  let files = 0;
  const newFile = (stored: number): Promise<FilledFile> => fileWith(join(folder, `${(files += 1)}.db`), stored);
  const large: FilledFile[] = [];
  // A small file would not stay small: every batch finds a new one.
  const onNewFile = async (stored: number): Promise<number> => {
    const file = await newFile(stored);
    const figure = await file.measure();
    await file.close();
    return figure;
  };
  const workOn = async (stored: number): Promise<Work> => {
    if (stored <= 10 * BATCH) return () => onNewFile(stored);
    const file = await newFile(stored);
    large.push(file);
    return file.measure;
  };
  try {
    const works: Work[] = [];
    for (const stored of numbers) works.push(await workOn(stored));
    return await inTurn(ROUNDS, 2, works);
  } finally {
    for (const file of large) await file.close();
    rmSync(folder, { recursive: true });
  }
}
