import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createBookings } from 'holdfast';
import { sqliteStore } from 'holdfast/adapters/sqlite';
import { inTurn, median, medianRatio, perSecond } from './rounds.ts';
import { book, type BookingRequest, requestsFrom } from './requests.ts';
import { rate, type Row } from './table.ts';

const AIM = 0.6;
const BATCH = 500;

/** Both commit one at a time, to files side by side; run it where the disk is one you would deploy on. */
export async function sqlite(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const database = new DatabaseSync(join(folder, 'ours.db'));
  const bare = new DatabaseSync(join(folder, 'floor.db'));
  bare.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE booking (id TEXT PRIMARY KEY, body TEXT) STRICT');
  const insert = bare.prepare('INSERT INTO booking VALUES (?, ?)');
  const store = sqliteStore(database);
  const bookings = createBookings({ store });
  let made = 0;
  const nextBatch = (): readonly BookingRequest[] => requestsFrom((made += BATCH), BATCH);

  const ours = (): Promise<number> => {
    const requests = nextBatch();
    return perSecond(BATCH, () => book(bookings, requests));
  };
  const floor = (): Promise<number> => {
    const requests = nextBatch();
    return perSecond(BATCH, () => {
      for (const request of requests) {
        bare.exec('BEGIN IMMEDIATE');
        insert.run(randomUUID(), JSON.stringify(request));
        bare.exec('COMMIT');
      }
    });
  };

  try {
    const [created = [], plain = []] = await inTurn(20, 2, [ours, floor]);
    const ratio = medianRatio(created, plain);
    return [
      { measure: 'create, SQLite FULL', ours: rate(median(created)), floor: rate(median(plain)), ratio: ratio.toFixed(2), aim: `≥ ${AIM.toFixed(2)}`, met: ratio >= AIM },
    ];
  } finally {
    await bookings.background.stop();
    if (database.isOpen) database.close();
    bare.close();
    rmSync(folder, { recursive: true });
  }
}
