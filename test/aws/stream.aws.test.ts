import { createBookings } from 'holdfast';
import { dynamodbStore } from 'holdfast/adapters/dynamodb';
import { describe, expect, it, vi } from 'vitest';
import type { Arrangement } from '../../scripts/aws-local/arrangement.ts';
import { many } from '../../src/entrypoints/cli/words.js';
import { storedIn } from '../adapters/dynamodb/stored.js';
import { holdfast } from '../entrypoints/cli/cli-process.js';
import { arranged } from './arranged.js';
import { book, POISON_EVERY, POISONED } from './booked.js';
import { hourOf } from './caller.js';

/** `HOLDFAST_AWS_BOOKINGS=10000 npm run test:aws -- test/aws/stream` is the long run. */
const BOOKINGS = Number(process.env['HOLDFAST_AWS_BOOKINGS'] ?? 500);
const FAILING_SHARE = 0.1;
/** As often as the function's client tries a publication. */
const TRIES = 3;
const KILLED_EVERY = 50;
/** Beside the poisoned ones, a few that had bad luck five times, or once behind one of those. */
const MOST_PARKED = BOOKINGS / POISON_EVERY + 50;

/** An outage in which every event has many more failures than park one that is old. */
const ROUNDS = 12;

/** Far more than the mapping's retries would do for, one after another. */
const VERSIONS = 12;

const versionOf = (eventId: string): number => Number(eventId.slice(eventId.lastIndexOf(':') + 1));
const bookingOf = (eventId: string): string => eventId.slice(0, eventId.lastIndexOf(':'));

/** Events that were first heard of after a later one of their booking. */
function overtaken(heard: readonly string[]): readonly string[] {
  const latest = new Map<string, number>();
  return [...new Set(heard)].filter((eventId) => {
    const before = latest.get(bookingOf(eventId)) ?? 0;
    latest.set(bookingOf(eventId), Math.max(before, versionOf(eventId)));
    return versionOf(eventId) < before;
  });
}

/** `holdfast …` for this table, as its operator types it. */
function operator({ table, topic }: Arrangement) {
  const { AWS_REGION = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env;
  const environment = {
    AWS_REGION,
    AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY,
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_ENDPOINT_URL_SNS: topic.endpoint,
  };
  return {
    async parked(): Promise<readonly string[]> {
      const { out, err } = await holdfast(['parked', '--table', table.tableName, '--json'], environment);
      if (err !== '') throw new Error(err);
      const { parked }: { readonly parked: readonly { readonly eventId: string }[] } = JSON.parse(out);
      return parked.map(({ eventId }) => eventId);
    },
    redeliver: () => holdfast(['redeliver', '--table', table.tableName, '--topic', topic.topicArn], environment),
  };
}

/** One booking with many events in a batch, and a topic that takes none of them. */
async function inAnOutage(variables: Readonly<Record<string, string>> = {}) {
  const aws = await arranged({ isMappingPaused: true, variables });
  const { topic, table, mapping } = aws;
  topic.fail({ isPoison: () => true });
  const bookings = createBookings({ store: dynamodbStore(table.client, { tableName: table.tableName }) });
  const { bookingId } = (await bookings.create({ userId: 'u', serviceId: 'room', dateTime: hourOf(3, 2) }))._unsafeUnwrap().booking;
  for (let version = 2; version <= VERSIONS; version += 1) (await bookings.update({ bookingId, notes: `note ${version}` }))._unsafeUnwrap();
  mapping.start();
  return { aws, topic, mapping, bookings, bookingId, all: Array.from({ length: VERSIONS }, (_, n) => `${bookingId}:${n + 1}`) };
}

describe(`${BOOKINGS} bookings through the stream, to a topic that fails, by a function that is killed again and again`, () => {
  it('are all heard of, in the order of their booking, or parked; and those too once the topic is mended', { timeout: 120_000 + 200 * BOOKINGS }, async () => {
    const aws = await arranged({ isMappingPaused: true });
    const { topic, table, functions, mapping } = aws;
    topic.fail({
      failingShare: FAILING_SHARE,
      inARow: TRIES,
      isPoison: ({ attributes }) => attributes['userId'] === POISONED && attributes['eventId']?.endsWith(':1') === true,
    });
    let tries = 0;
    topic.onPublish((count) => {
      tries = count;
      if (count % KILLED_EVERY === 0) void functions.stream.killOne();
    });
    const { parked, redeliver } = operator(aws);
    const heard = (): readonly string[] => topic.published.map(({ attributes }) => attributes['eventId'] ?? '');

    // Full batches first, and then what comes as it is booked.
    await book(table, 0, BOOKINGS / 2);
    mapping.start();
    await book(table, BOOKINGS / 2, BOOKINGS);
    const { bookings, eventIds: committed } = await storedIn(table.client, table.tableName);
    const missing = async (): Promise<readonly string[]> => {
      const arrived = new Set(heard());
      const left = committed.filter((eventId) => !arrived.has(eventId));
      if (left.length > MOST_PARKED) return left;
      const given = new Set(await parked());
      return left.filter((eventId) => !given.has(eventId));
    };
    const patient = { timeout: 60_000 + 100 * BOOKINGS, interval: 1_000 };
    await vi.waitFor(async () => expect(await missing(), aws.printed().slice(-2_000)).toEqual([]), patient);

    const givenUp = await parked();
    console.info(
      `${BOOKINGS} bookings, ${committed.length} events: published ${tries} times, ${topic.failures} failed, ` +
        `${topic.published.length} arrived; ${givenUp.length} parked; ` +
        JSON.stringify(functions.stream.counts),
    );
    expect(functions.stream.counts.starts).toBeGreaterThan(committed.length / KILLED_EVERY);
    expect(mapping.failed).toEqual([]);
    const poisoned = bookings.filter(({ userId }) => userId === POISONED).map(({ bookingId }) => `${bookingId}:1`);
    expect(poisoned).toHaveLength(Math.floor(BOOKINGS / POISON_EVERY));
    const arrived = new Set(heard());
    expect(poisoned.filter((eventId) => arrived.has(eventId))).toEqual([]);
    // Bad luck may leave others unheard too; whatever was not heard can be found.
    const unheard = committed.filter((eventId) => !arrived.has(eventId));
    expect(givenUp).toEqual(expect.arrayContaining([...poisoned, ...unheard]));
    expect(overtaken(heard().filter((eventId) => !givenUp.includes(eventId)))).toEqual([]);
    const received = topic.received().map(({ MessageAttributes }) => MessageAttributes?.['eventId']?.Value);
    expect(new Set(received)).toEqual(new Set(heard()));

    topic.fail({});
    expect(await redeliver()).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`${many(givenUp.length, 'event')} delivered`) });
    expect(await parked()).toEqual([]);
    expect(new Set(heard())).toEqual(new Set(committed));
  });
});

describe('a topic that takes nothing for a while', () => {
  it('has nothing parked, and hears everything in order when it works again', { timeout: 120_000 }, async () => {
    const { aws, topic, all } = await inAnOutage({ HOLDFAST_PARK_AFTER_SECONDS: '300' });
    await vi.waitFor(() => expect(topic.failures, aws.printed().slice(-2_000)).toBeGreaterThan(ROUNDS * TRIES), { timeout: 60_000, interval: 100 });
    topic.fail({});
    const heard = (): readonly unknown[] => topic.published.map(({ attributes }) => attributes['eventId']);
    await vi.waitFor(() => expect(heard()).toEqual(all), { timeout: 30_000, interval: 100 });
    expect(await operator(aws).parked()).toEqual([]);
  });
});

describe('one booking with many events in a batch, while the topic takes none', () => {
  it('has all of them parked before the mapping gives them up, and delivered once the topic is mended', { timeout: 300_000 }, async () => {
    const { aws, topic, mapping, bookings, bookingId, all } = await inAnOutage();
    const { parked, redeliver } = operator(aws);
    await vi.waitFor(async () => expect(await parked(), aws.printed().slice(-2_000)).toEqual(all), { timeout: 90_000, interval: 1_000 });
    expect(mapping.failed).toEqual([]);
    expect(topic.published).toEqual([]);

    topic.fail({});
    (await bookings.cancel({ bookingId }))._unsafeUnwrap();
    await vi.waitFor(() => expect(topic.published).toHaveLength(1), { timeout: 30_000, interval: 200 });
    expect(await redeliver()).toMatchObject({ code: 0, out: expect.stringContaining(`${VERSIONS} events delivered`) });
    expect(topic.published.slice(1).map(({ attributes }) => attributes['eventId'])).toEqual(all);
  });
});
