import { dynamodbStore } from '../../src/adapters/dynamodb/index.js';
import type { StoreUnderTest } from '../../src/entrypoints/testing/index.js';
import { localClient, localTable } from '../adapters/dynamodb/local-table.js';
import { atRates, conflictsInARow, type Rates, untilThe } from '../adapters/dynamodb/faults/chosen-faults.js';
import type { FaultKind } from '../adapters/dynamodb/faults/faults.js';
import { type Choose, injectFaults } from '../adapters/dynamodb/faults/injector.js';
import { storedIn } from '../adapters/dynamodb/stored.js';

/** In all more than a quarter of the requests, and half of the loads. */
const RATES: Rates = {
  conflict: 0.1,
  throttle: 0.08,
  internalError: 0.03,
  inProgress: 0.02,
  requestLost: 0.02,
  requestLate: 0.02,
  acknowledgementLost: 0.03,
  slow: 0.005,
  partialBatch: 0.15,
};

/** A crowd of hundreds at once is answered in that time, on a machine that has other things to do. */
const TRY_MS = 2_500;
const PATIENCE = { maxWaitMs: 60_000, tryMs: TRY_MS };

/** What hangs has to be waited for; the few cases that make thousands of requests have met enough by then. */
const BAD_FOR = 300;

/** A third conflict is an answer and not a fault: whoever is in the way for that long has written. */
const MOST_CONFLICTS = 2;

/**
 * A lease that arrives late may find its event parked and due again since, and keep it from everybody for its time,
 * which harms nothing. But the contract says who is given an event at one instant.
 */
const noLateLease =
  (choose: Choose): Choose =>
  (sending) => {
    const kind = choose(sending);
    return kind === 'requestLate' && sending.operation === 'UpdateItem' ? 'requestLost' : kind;
  };

/** The store on a table of its own, at the far end of a bad line; the table is inspected over a good one. */
export async function dynamodbUnderFaults(
  seed: number,
  fired: (counts: Readonly<Record<FaultKind, number>>) => void,
): Promise<StoreUnderTest> {
  const { client, tableName, drop } = await localTable();
  const line = localClient();
  const injector = injectFaults(line, { seed, slowMs: 1.2 * TRY_MS });
  injector.choose(untilThe(BAD_FOR, noLateLease(conflictsInARow(MOST_CONFLICTS, atRates(seed, RATES)))));
  const open = () => dynamodbStore(line, { tableName, relay: 'poll', ...PATIENCE });
  return {
    store: open(),
    inspect: {
      days: async () => (await storedIn(client, tableName)).days,
      eventIds: async () => (await storedIn(client, tableName)).eventIds,
    },
    reopen: async () => open(),
    dispose: async () => {
      fired(injector.fired);
      injector.calm();
      await injector.settled();
      line.destroy();
      await drop();
    },
  };
}
