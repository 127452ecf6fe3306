import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Container } from 'inversify';
import { bookingsModule, sqliteModule, tokens } from 'holdfast/composition';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (file: string): Container => {
  const container = new Container();
  container.load(bookingsModule(), sqliteModule({ file }));
  return container;
};

it('makes the file with its folder, and finds the bookings there again', async () => {
  const file = join(folder, 'not', 'yet', 'there.db');
  const dateTime = new Date(Date.now() + 86_400_000).toISOString();

  const first = open(file);
  const { booking } = (
    await first.get(tokens.Bookings).create({ userId: 'ada', serviceId: 'chair', dateTime })
  )._unsafeUnwrap();
  await first.get(tokens.Store).close?.();
  const second = open(file);
  const found = await second.get(tokens.Bookings).get(booking.bookingId);
  await second.get(tokens.Store).close?.();

  expect(existsSync(file)).toBe(true);
  expect(found._unsafeUnwrap()).toEqual(booking);
});

it('keeps calendar feeds in the same file, over the same connection', async () => {
  const file = join(folder, 'bookings.db');
  const feed = { of: { userId: 'ada' }, actor: { subject: 'ada', roles: ['user'] as const } };
  const first = open(file);
  expect((await first.get(tokens.FeedTokens).put('digest', feed)).isOk()).toBe(true);
  await first.get(tokens.Store).close?.();
  expect((await first.get(tokens.FeedTokens).find('digest')).isErr()).toBe(true);

  const second = open(file);
  expect((await second.get(tokens.FeedTokens).find('digest'))._unsafeUnwrap()).toEqual(feed);
  await second.get(tokens.Store).close?.();
});

it('says so at once when the file is no database of ours', () => {
  const file = join(folder, 'letter.txt');
  writeFileSync(file, 'Dear database,'.repeat(100));
  expect(() => open(file).get(tokens.Store)).toThrow(/SQLite store cannot use this database/);
  expect(() => open(file).get(tokens.FeedTokens)).toThrow(/Calendar feeds on SQLite cannot use this database/);
});
