import { join } from 'node:path';
import { faultsIn } from '../../adapters/books.js';
import { auditOf } from '../../adapters/sqlite/audit.js';
import { addressOf, startServer } from '../../entrypoints/server/server-process.js';
import { ASKS_FOR_TOKENS } from '../tokens.js';
import { campaign } from './campaign.js';

export interface Fuzzed {
  readonly figures: Readonly<Record<string, number | string>>;
  /** A row for each operation, a column for each status. */
  readonly table: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Documented pairs of operation and status that never came. */
  readonly missing: readonly string[];
  /** Everything that must not be: violations, a server or books that suffered, and what was never reached. */
  readonly faults: readonly string[];
}

/** What is wrong with the books that such a run left behind. */
function faultsInBooks(file: string): readonly string[] {
  const audit = auditOf(file, Date.now());
  return [...(audit.bookings.length > 0 ? [] : ['nothing was booked']), ...faultsIn(audit)];
}

/** Starts a server on a SQLite file in this folder, asks it for so much, stops it and looks into its books. */
export async function fuzz(folder: string, requests: number, seed: number): Promise<Fuzzed> {
  const settings = { PORT: '0', HOLDFAST_STORE: 'sqlite:fuzz.db', HOLDFAST_RATE_LIMIT: '0', ...ASKS_FOR_TOKENS };
  const server = startServer(settings, folder);
  try {
    const url = await addressOf(server);
    const begun = performance.now();
    const { tally, violations } = await campaign({ port: Number(new URL(url).port), requests, seed });
    const seconds = (performance.now() - begun) / 1000;
    const { status } = await fetch(`${url}/livez`);
    server.child.kill('SIGTERM');
    const ended = await server.ended;
    const { covered, documented, missing } = tally.covered();
    const suffered = status === 200 && ended === 0 && server.err() === '' ? [] : [`livez ${status}, ended with ${ended}: ${server.err()}`];
    return {
      figures: {
        requests: tally.requests,
        'answered 2xx': tally.total('2'),
        'answered 304': tally.total('304'),
        'answered 4xx': tally.total('4'),
        'answered 5xx': tally.total('5'),
        replays: tally.replays,
        'operations × statuses, of those documented': `${covered} of ${documented}`,
        'requests per second': Math.round(tally.requests / seconds),
        violations: violations.length,
        seed,
      },
      table: tally.table(),
      missing,
      faults: [...violations, ...suffered, ...faultsInBooks(join(folder, 'fuzz.db')), ...tally.gaps()],
    };
  } finally {
    server.child.kill('SIGKILL');
    await server.ended;
  }
}

/** For scripts that bundle this file and import it. */
export interface Fuzzer {
  readonly fuzz: typeof fuzz;
}
