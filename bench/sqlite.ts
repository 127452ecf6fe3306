import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createBookings, type Store } from 'holdfast';
import { sqliteStore } from 'holdfast/adapters/sqlite';
import { inTurn, median, medianRatio, perSecond, type Work } from './rounds.ts';
import { book, type BookingRequest, requestsFrom } from './requests.ts';
import { rate, type Row } from './table.ts';

const AIM = 0.6;
const BATCH = 500;
const IN_FLIGHT = 50;

/**
 * All commit to files side by side; run it where the disk is one you would deploy on. The floor is one writer with one
 * transaction for each booking, for both rows: what is in flight together may share a transaction, the floor may not.
 */
export async function sqlite(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const bare = new DatabaseSync(join(folder, 'floor.db'));
  bare.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE booking (id TEXT PRIMARY KEY, body TEXT) STRICT');
  const insert = bare.prepare('INSERT INTO booking VALUES (?, ?)');
  const [forOne, forMany] = [sqliteStore(new DatabaseSync(join(folder, 'one.db'))), sqliteStore(new DatabaseSync(join(folder, 'many.db')))];
  let made = 0;
  const nextBatch = (): readonly BookingRequest[] => requestsFrom((made += BATCH), BATCH);

  const creating = (store: Store, inFlight: number): Work => {
    const bookings = createBookings({ store });
    return () => {
      const requests = nextBatch();
      return perSecond(BATCH, () => book(bookings, requests, inFlight));
    };
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
    const [single = [], crowd = [], plain = []] = await inTurn(20, 2, [creating(forOne, 1), creating(forMany, IN_FLIGHT), floor]);
    const rowOf = (measure: string, figures: readonly number[]): Row => {
      const ratio = medianRatio(figures, plain);
      return { measure, ours: rate(median(figures)), floor: rate(median(plain)), ratio: ratio.toFixed(2), aim: `≥ ${AIM.toFixed(2)}`, met: ratio >= AIM };
    };
    return [
      rowOf('create, SQLite FULL, one at a time', single),
      rowOf(`create, SQLite FULL, ${IN_FLIGHT} in flight`, crowd),
    ];
  } finally {
    await Promise.all([forOne.close(), forMany.close()]);
    bare.close();
    rmSync(folder, { recursive: true });
  }
}
