import { afterEach, beforeEach, expect, it } from 'vitest';
import { dynamodbParking, dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { snsNotifier } from '../../../../src/adapters/sns/index.js';
import { createStreamHandler, type StreamEvent, type StreamResult } from '../../../../src/entrypoints/lambda/index.js';
import { createTestBookings } from '../../../../src/entrypoints/testing/index.js';
import type { Bookings, Outbox } from '../../../../src/ports/index.js';
import { localTable, type LocalTable } from '../../../adapters/dynamodb/local-table.js';
import { storedIn } from '../../../adapters/dynamodb/stored.js';
import { BUSY, snsEndpoint, type SnsEndpoint } from '../../../adapters/sns/sns-endpoint.js';
import { chanceOf } from '../../../simulation/random.js';
import { holdfast } from '../../cli/cli-process.js';
import { awsEnvironment } from '../../server/aws-environment.js';
import { keptStream, readAll } from './kept-stream.js';
import { invocation } from './records.js';

const BOOKINGS = 500;
const KILL_EVERY = 50;
const POISON_EVERY = 500;
const MOST_ATTEMPTS = 5;
const TOPIC = 'arn:aws:sns:eu-central-1:000000000000:bookings';

let table: LocalTable;
let sns: SnsEndpoint;
beforeEach(async () => {
  [table, sns] = await Promise.all([localTable(), snsEndpoint()]);
});
afterEach(async () => {
  await Promise.all([table.drop(), sns.close()]);
});

/** Three events for each of many bookings, ten bookings at a time. */
async function commitMany(bookings: Bookings): Promise<void> {
  let next = 0;
  const clerk = async (): Promise<void> => {
    while (next < BOOKINGS) {
      next += 1;
      const slot = { userId: `u-${next}`, serviceId: `chair-${next}`, dateTime: '2026-03-02T10:00:00Z' };
      const { bookingId } = (await bookings.create(slot))._unsafeUnwrap().booking;
      (await bookings.update({ bookingId, notes: 'window seat' }))._unsafeUnwrap();
      (await bookings.cancel({ bookingId }))._unsafeUnwrap();
    }
  };
  await Promise.all(Array.from({ length: 10 }, clerk));
}

/** Functions one after another, each of which is killed at some publication; what it has sent by then has been sent. */
function functions() {
  const hang = () => new Promise<never>(() => undefined);
  const options = { tableName: table.tableName, maxWaitMs: 20_000, tryMs: 10_000 };
  let kill = (): void => undefined;
  let kills = 0;

  function begin() {
    let isAlive = true;
    const { promise: killed, resolve } = Promise.withResolvers<'killed'>();
    kill = () => {
      isAlive = false;
      kills += 1;
      resolve('killed');
    };
    const living = async <T>(work: () => PromiseLike<T>): Promise<T> => {
      const done = isAlive ? await work() : await hang();
      return isAlive ? done : hang();
    };
    const [notifier, parking] = [snsNotifier(sns.client, { topicArn: TOPIC }), dynamodbParking(table.client, options)];
    const handler = createStreamHandler({
      notifier: { notify: (event, signal) => living(() => notifier.notify(event, signal)) },
      parking: { failed: (...given) => living(async () => parking.failed(...given)) },
      mostAttempts: MOST_ATTEMPTS,
      parkAfterMs: 0,
      logger: { warn: () => undefined, error: () => undefined },
    });
    return (event: StreamEvent) => Promise.race([handler(event, invocation()), killed]);
  }

  let current = begin();
  return {
    kill: () => kill(),
    kills: () => kills,
    async invoke(event: StreamEvent): Promise<StreamResult | 'killed'> {
      const answer = await current(event);
      if (answer === 'killed') current = begin();
      return answer;
    },
  };
}

/** The versions of each booking in the order in which they first arrived, but for those that were parked. */
function firstArrivals(but: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
  const first = new Map(sns.events().toReversed().map((event) => [event.eventId, event]));
  const ids = new Set(sns.events().map(({ eventId }) => eventId));
  const inOrder = [...ids].filter((eventId) => !but.has(eventId)).flatMap((eventId) => first.get(eventId) ?? []);
  const perBooking = Map.groupBy(inOrder, ({ bookingId }) => bookingId);
  return new Map([...perBooking].map(([id, events]) => [id, events.map(({ bookingVersion }) => bookingVersion)]));
}

async function parkedIn(outbox: Outbox | undefined) {
  const parked = await outbox?.parked(1_000);
  return parked?._unsafeUnwrap().items ?? [];
}

it('publications that fail, kills and poison: every event arrives in order, or is parked, seen, and arrives once mended', { timeout: 300_000 }, async () => {
  const { store, records } = keptStream(table, dynamodbStore(table.client, { tableName: table.tableName, maxWaitMs: 20_000, tryMs: 10_000 }));
  await commitMany(createTestBookings({ store, at: '2026-03-01T08:00:00Z' }).bookings);
  const { eventIds: committed } = await storedIn(table.client, table.tableName);
  expect(committed).toHaveLength(3 * BOOKINGS);
  expect(records).toHaveLength(committed.length);

  const poison = new Set(committed.toSorted().filter((_, n) => n % POISON_EVERY === POISON_EVERY / 2));
  const chance = chanceOf(7);
  const refusals = new Map<string, number>();
  const run = functions();
  sns.refuse(({ attributes }, asked) => {
    const eventId = attributes['eventId'] ?? '';
    if (asked % KILL_EVERY === 0) run.kill();
    if (!poison.has(eventId) && !chance.happens(`publication ${asked}`, 0.1)) return undefined;
    refusals.set(eventId, (refusals.get(eventId) ?? 0) + 1);
    return BUSY;
  });
  await readAll(records, run.invoke);

  expect(run.kills()).toBeGreaterThanOrEqual(committed.length / KILL_EVERY);
  const polled = dynamodbStore(table.client, { tableName: table.tableName, relay: 'poll' });
  const parked = new Set((await parkedIn(polled.outbox)).map(({ event }) => event.eventId));
  expect([...poison].filter((eventId) => !parked.has(eventId))).toEqual([]);
  // One that was parked after all its attempts has others of its booking parked with it, at their first failure.
  const bookingOf = (eventId: string): string => eventId.slice(0, eventId.lastIndexOf(':'));
  const triedOften = new Set([...parked].filter((eventId) => (refusals.get(eventId) ?? 0) >= MOST_ATTEMPTS).map(bookingOf));
  expect([...parked].filter((eventId) => !refusals.has(eventId) || !triedOften.has(bookingOf(eventId)))).toEqual([]);

  const arrived = new Set(sns.events().map(({ eventId }) => eventId));
  expect(committed.filter((eventId) => !arrived.has(eventId) && !parked.has(eventId))).toEqual([]);
  expect([...poison].filter((eventId) => arrived.has(eventId))).toEqual([]);
  const arrivals = firstArrivals(parked);
  expect(arrivals.size).toBe(BOOKINGS);
  for (const versions of arrivals.values()) expect(versions).toEqual(versions.toSorted((a, b) => a - b));

  sns.refuse(() => undefined);
  const environment = { ...awsEnvironment, AWS_ENDPOINT_URL_SNS: sns.url };
  const { code, out } = await holdfast(['redeliver', '--table', table.tableName, '--topic', TOPIC], environment);
  expect([code, out]).toEqual([0, `${parked.size} event${parked.size === 1 ? '' : 's'} delivered\n`]);
  expect(await parkedIn(polled.outbox)).toEqual([]);
  expect(new Set(sns.events().map(({ eventId }) => eventId))).toEqual(new Set(committed));
});
