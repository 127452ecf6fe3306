import { type Cost, costsOfOperations, costsOfPolling } from './operations.ts';
import { KEPT_FOR_GOOD, type Size, usualSizes } from './sizes.ts';

/** Dollars for a million units on demand, standard class, in us-east-1, as published in November 2024. */
const EXAMPLE_PRICE = { written: 0.625, read: 0.125 };

const TEN_MILLION = 10_000_000;
/** How much busier than the average the busiest minutes are taken to be. */
const PEAK = 10;
const SHARDS = 4;

const whole = (figure: number): string => Math.round(figure).toLocaleString('en');

const tableOf = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, ['---', ...head.slice(1).map(() => '---:')], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const tableOfCosts = (costs: readonly Cost[]): string =>
  tableOf(
    ['operation', 'requests', 'read units', 'write units', 'of which by indexes'],
    costs.map(({ operation, requests, read, written, byIndexes }) => [operation, requests, read, written, byIndexes]),
  );

const keptOf = (sizes: readonly Size[]): number => sizes.find(({ item }) => item === KEPT_FOR_GOOD)?.bytes ?? Number.NaN;

const tableOfSizes = (sizes: readonly Size[]): string =>
  tableOf(['item', 'bytes'], sizes.map(({ item, bytes }) => [item, whole(bytes)]));

type Spent = Pick<Cost, 'read' | 'written' | 'byIndexes'>;

function costOf(costs: readonly Cost[], wanted: string): Spent {
  const found = costs.find(({ operation }) => operation === wanted);
  if (!found) throw new Error(`nothing is known of: ${wanted}`);
  return found;
}

const combined = (one: Spent, other: Spent, sign: 1 | -1 = 1): Spent => ({
  read: one.read + sign * other.read,
  written: one.written + sign * other.written,
  byIndexes: one.byIndexes + sign * other.byIndexes,
});

/** What whole bookings cost, from the first request to the last. */
function livesOf(operations: readonly Cost[], polling: readonly Cost[]) {
  const created = costOf(operations, 'create');
  // Where there are many events, looking for more is not what one of them costs; but each is read once.
  const delivery = combined(costOf(polling, 'a pass that finds one event'), costOf(polling, 'a pass that finds nothing'), -1);
  return {
    created,
    confirmed: combined(costOf(operations, 'create a hold'), costOf(operations, 'confirm')),
    cancelled: combined(created, costOf(operations, 'cancel')),
    polled: combined(costOf(polling, 'create'), { ...delivery, read: 1 }),
  };
}

type Lives = ReturnType<typeof livesOf>;

function tableOfMillions({ created, confirmed, cancelled, polled }: Lives): string {
  const dollars = ({ read, written }: Spent): string => (read * EXAMPLE_PRICE.read + written * EXAMPLE_PRICE.written).toFixed(2);
  const rows = Object.entries({
    created,
    'held, then confirmed': confirmed,
    'created, then cancelled': cancelled,
    'created, its event relayed by polling': polled,
  });
  return tableOf(
    ['a million bookings', 'million read units', 'million write units', 'example, USD'],
    rows.map(([what, spent]) => [what, spent.read, spent.written, dollars(spent)]),
  );
}

function tableOfScale({ created, confirmed, polled }: Lives, keptBytes: number): string {
  const average = TEN_MILLION / 86_400;
  const row = (what: string, perBooking: number): readonly string[] => [
    what,
    ...[average, average * PEAK].map((bookings) => whole(bookings * perBooking)),
  ];
  // A hold is in one index more than a booking until it is confirmed, and an event in one until it is delivered.
  const inDueIndex = confirmed.byIndexes - 2 * created.byIndexes;
  const inOutboxIndex = polled.byIndexes - created.byIndexes;
  return tableOf(
    ['a second', 'on average', `at ${PEAK} times that`],
    [
      row('bookings created', 1),
      row('write units', created.written),
      row('read units', created.read),
      row('writes to each of the 4 shards of StartIndex', 1 / SHARDS),
      row('… of DueIndex, if all are held first', inDueIndex / SHARDS),
      row('… of OutboxIndex, with polling', inOutboxIndex / SHARDS),
      row('KB to be kept for good', keptBytes / 1_024),
    ],
  );
}

/** The tables of docs/dynamodb.md, by the name that is between the marks there. Needs a DynamoDB. */
export async function measuredTables(): Promise<ReadonlyMap<string, string>> {
  const [operations, polling, sizes] = [await costsOfOperations(), await costsOfPolling(), await usualSizes()];
  const lives = livesOf(operations, polling);
  return new Map([
    ['operations', tableOfCosts(operations)],
    ['polling', tableOfCosts(polling)],
    ['sizes', tableOfSizes(sizes)],
    ['millions', tableOfMillions(lives)],
    ['scale', tableOfScale(lives, keptOf(sizes))],
  ]);
}

const MARKED = /(<!-- costs: ([a-z]+) -->\n)[\s\S]*?(\n<!-- end of costs -->)/g;

/** The page with these tables between its marks. */
export const withTables = (page: string, tables: ReadonlyMap<string, string>): string =>
  page.replaceAll(MARKED, (_, begin: string, name: string, end: string) => {
    const table = tables.get(name);
    if (table === undefined) throw new Error(`there are no costs called ${name}`);
    return `${begin}${table}${end}`;
  });
