import { Container } from 'inversify';
import { bookingsModule, dynamodbModule, tokens } from 'holdfast/composition';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { localTable, type LocalTable } from '../../adapters/dynamodb/local-table.js';

let table: LocalTable;
beforeEach(async () => {
  table = await localTable();
});
afterEach(() => table.drop());

async function open(relay?: 'poll'): Promise<Container> {
  const container = new Container();
  container.load(bookingsModule(), await dynamodbModule({ tableName: table.tableName, relay }));
  return container;
}

it('keeps the books in the table, where the next program finds them', async () => {
  const dateTime = new Date(Date.now() + 86_400_000).toISOString();
  const first = await open();
  const created = await first.get(tokens.Bookings).create({ userId: 'ada', serviceId: 'chair', dateTime });
  await first.get(tokens.Store).close?.();
  const { booking } = created._unsafeUnwrap();

  const second = await open();
  expect((await second.get(tokens.Bookings).get(booking.bookingId))._unsafeUnwrap()).toEqual(booking);
  await second.get(tokens.Store).close?.();
});

it('keeps calendar feeds in the same table', async () => {
  const feed = { of: { userId: 'ada' }, actor: { subject: 'ada', roles: ['user'] as const } };
  const [first, second] = [await open(), await open()];
  expect((await first.get(tokens.FeedTokens).put('digest', feed)).isOk()).toBe(true);
  expect((await second.get(tokens.FeedTokens).find('digest'))._unsafeUnwrap()).toEqual(feed);
  for (const container of [first, second]) await container.get(tokens.Store).close?.();
});

it('has an outbox only if this program is to carry the events', async () => {
  expect((await open()).get(tokens.Store).outbox).toBeUndefined();
  expect((await open('poll')).get(tokens.Store).outbox).toBeDefined();
});

it('waits as long as it was told', async () => {
  const container = new Container();
  container.load(bookingsModule(), await dynamodbModule({ tableName: table.tableName, maxWaitMs: 0 }));
  expect(() => container.get(tokens.Store)).toThrow(/maxWaitMs/);
});
