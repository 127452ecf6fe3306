// A process with the library on a DynamoDB table: does at once whatever orders it is sent together, and reports.
import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { type Bookings, createBookings } from '../../../../src/index.js';
import { atRates } from '../faults/chosen-faults.js';
import { injectFaults } from '../faults/injector.js';
import { localClient } from '../local-table.js';
import type { Field, Order, Report, Told } from './orders.js';
import { PATIENCE, TIMEOUT_MS } from './patience.js';

const { tableName, seed, instances, conflictShare }: Field = JSON.parse(process.argv[2] ?? '');

// The wait in line has an end too, and that cannot be set: so what measures it goes slowly.
const measured = performance.now.bind(performance);
performance.now = () => measured() / 10;

function opened(n: number) {
  const client = localClient();
  const injector = injectFaults(client, { seed: seed + n });
  injector.choose(atRates(seed + n, { conflict: conflictShare }));
  const bookings = createBookings({ store: dynamodbStore(client, { tableName, ...PATIENCE }), timeoutMs: TIMEOUT_MS });
  return { bookings, injector };
}
const first = opened(0);
const all = [first, ...Array.from({ length: instances - 1 }, (_, n) => opened(n + 1))];

async function toldOf(bookings: Bookings, order: Order): Promise<Told> {
  const outcome = await ('create' in order
    ? bookings.create(order.create, order.options)
    : bookings.reschedule(order.reschedule, order.options));
  return outcome.isOk() ? outcome.value : { refused: outcome.error.kind };
}

/** Each instance takes its turn. */
async function reportOn(orders: readonly Order[]): Promise<Report> {
  const told = await Promise.all(
    orders.map((order, n) => toldOf((all[n % instances] ?? first).bookings, order)),
  );
  let [transactions, conflicts] = [0, 0];
  for (const { injector } of all) {
    transactions += injector.requests['TransactWriteItems'] ?? 0;
    conflicts += injector.fired.conflict;
    injector.recount();
  }
  return { told, transactions, conflicts };
}

process.on('message', (orders: readonly Order[]) => {
  void reportOn(orders).then((report) => process.send?.(report));
});
process.send?.('ready');
