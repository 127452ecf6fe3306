import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { type Bookings, createBookings } from 'holdfast';
import { dynamodbStore, tableDefinition } from 'holdfast/adapters/dynamodb';
import { oneTryClient, overheardClient, rawCalls, type Sent } from './dynamodb-floor.ts';
import { onDynamodb } from './on-dynamodb.ts';
import { inTurn, median, medianRatio, type Work } from './rounds.ts';
import { millis, type Row } from './table.ts';

const AIM = 1.1;
/** So few, so that whatever else happens on the machine meets both sides of a ratio. */
const BATCH = 5;
const ROUNDS = 200;
/** A server runs for days: what its first thousand requests take longer, while they are being compiled, is not meant. */
const WARM_UP = 200;
const DAYS = 300;
const HALLS = 10;
const SEATS = 64;
const MOST_TRANSACTIONS = 70;
const CROWDS = 5;

const tomorrow = Math.floor(Date.now() / 86_400_000) + 1;
const dayNumber = (n: number): string => new Date((tomorrow + n) * 86_400_000).toISOString().slice(0, 10);

interface Place {
  readonly serviceId: string;
  readonly day: string;
  readonly key: string;
}

/** The n-th of these service days, with a key; all of one length. */
const placeNumber = (building: string, n: number): Place => ({
  serviceId: `${building}-${Math.floor(n / DAYS)}`,
  day: dayNumber(n % DAYS),
  key: `${String(n).padStart(8, '0')}-${building}`,
});

async function bookAt(bookings: Bookings, { serviceId, day, key }: Place): Promise<string> {
  const request = { userId: 'a-user', serviceId, dateTime: `${day}T10:00:00Z` };
  const created = await bookings.create(request, { idempotencyKey: key });
  if (created.isErr()) throw new Error(`${serviceId} on ${day} was refused: ${created.error.kind}`);
  return created.value.booking.bookingId;
}

async function read(bookings: Bookings, bookingId: string): Promise<void> {
  const found = await bookings.get(bookingId);
  if (found.isErr()) throw new Error(`a booking was not found: ${found.error.kind}`);
}

/** Milliseconds of each, one after the other; what they need is made before the clock runs. */
const oneByOne = (make: () => () => Promise<unknown>): Work => async () => {
  const works = Array.from({ length: BATCH }, make);
  const started = performance.now();
  for (const work of works) await work();
  return (performance.now() - started) / BATCH;
};

/** What the store sends for one create and for one get. */
async function requestsAt(tableName: string, place: Place) {
  const sent: Sent[] = [];
  const client = overheardClient((one) => sent.push(one));
  const bookings = createBookings({ store: dynamodbStore(client, { tableName }) });
  const bookingId = await bookAt(bookings, place);
  const create = sent.splice(0);
  await read(bookings, bookingId);
  client.destroy();
  return { bookingId, create, get: sent };
}

async function oneAtATime(tableName: string): Promise<readonly Row[]> {
  const [ours, bare] = [oneTryClient(), oneTryClient()];
  const services = ['room', 'hall'].flatMap((name) => Array.from({ length: HALLS }, (_, n) => ({ serviceId: `${name}-${n}` })));
  const bookings = createBookings({ store: dynamodbStore(ours, { tableName }), services });
  let [booked, raw] = [0, 0];
  const nextRoom = (): Place => placeNumber('room', booked++);
  const nextHall = (): Place => placeNumber('hall', raw++);
  const bookingId = await bookAt(bookings, nextRoom());
  const first = nextHall();
  const sent = await requestsAt(tableName, first);

  const create = () => {
    const place = nextRoom();
    return () => bookAt(bookings, place);
  };
  const rawCreate = () => {
    const { serviceId, day, key } = nextHall();
    const ids = { [sent.bookingId]: randomUUID(), [first.serviceId]: serviceId, [first.day]: day, [first.key]: key };
    return rawCalls(bare, sent.create, ids);
  };
  // What a write leaves behind it must not meet one side of the gets more often than the other.
  const [creates = [], rawCreates = []] = await inTurn(ROUNDS, WARM_UP, [create, rawCreate].map(oneByOne));
  const works = [() => () => read(bookings, bookingId), () => rawCalls(bare, sent.get, {})];
  const [gets = [], rawGets = []] = await inTurn(ROUNDS, WARM_UP, works.map(oneByOne));
  for (const client of [ours, bare]) client.destroy();
  return [rowOf('create with a key, DynamoDB Local', creates, rawCreates), rowOf('get, DynamoDB Local', gets, rawGets)];
}

function rowOf(measure: string, ours: readonly number[], floor: readonly number[]): Row {
  const ratio = medianRatio(ours, floor);
  return { measure, ours: millis(median(ours)), floor: millis(median(floor)), ratio: ratio.toFixed(2), aim: `≤ ${AIM.toFixed(2)}`, met: ratio <= AIM };
}

/** Of several crowds the one that took most. */
async function crowdOnOneSlot(tableName: string): Promise<Row> {
  let transactions = 0;
  const client = overheardClient(({ operation }) => {
    if (operation === 'TransactWriteItems') transactions += 1;
  });
  const services = Array.from({ length: CROWDS }, (_, n) => ({ serviceId: `tour-${n}`, capacity: SEATS }));
  const bookings = createBookings({ store: dynamodbStore(client, { tableName }), services });
  // The first call puts the services.
  const put = await bookings.getService('tour-0');
  if (put.isErr()) throw new Error(`the services were not put: ${put.error.kind}`);

  let most = 0;
  for (const { serviceId } of services) {
    transactions = 0;
    const racers = Array.from({ length: SEATS }, (_, n) => ({ serviceId, day: dayNumber(0), key: `${serviceId}-${n}` }));
    await Promise.all(racers.map((racer) => bookAt(bookings, racer)));
    most = Math.max(most, transactions);
  }
  client.destroy();
  return { measure: `transactions of ${SEATS} racers on a slot with ${SEATS} seats`, ours: `${most}`, floor: `${SEATS}`, ratio: (most / SEATS).toFixed(2), aim: `≤ ${MOST_TRANSACTIONS}`, met: most <= MOST_TRANSACTIONS };
}

/** The floor sends the same requests by raw calls of the SDK, to the same table. */
export const dynamodb = (): Promise<readonly Row[]> =>
  onDynamodb(async () => {
    const client = oneTryClient();
    const tableName = `holdfast-bench-${randomUUID()}`;
    // Streams make each request to DynamoDB Local slower, and nobody reads this one.
    const { StreamSpecification: _, ...definition } = tableDefinition(tableName);
    await client.send(new CreateTableCommand(definition));
    try {
      return [...(await oneAtATime(tableName)), await crowdOnOneSlot(tableName)];
    } finally {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    }
  });
