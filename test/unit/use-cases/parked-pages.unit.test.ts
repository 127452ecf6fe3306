import { describe, expect, it } from 'vitest';
import { errAsync, okAsync, type Result } from '../../../src/domain/result.js';
import { oldestParked, parkedPages } from '../../../src/domain/use-cases/background/parked.js';
import type { Outbox, ParkedEvent, ParkedEvents, StoreDown } from '../../../src/ports/index.js';
import { events } from './push/ground.js';

const parked = (...eventIds: readonly string[]): readonly ParkedEvent[] =>
  events(...eventIds).map((event) => ({ event, attempts: 1, lastError: 'line busy' }));
const spoiled = (why: string): StoreDown => ({ kind: 'store_unavailable', cause: why });
const DOWN: StoreDown = { kind: 'store_unavailable', cause: 'throttled' };

type Page = Omit<ParkedEvents, 'next'> | 'down';

/** Answers with these pages, or that it is down, one after another, and tells how it was asked. */
function outboxOf(...pages: readonly Page[]) {
  const asked: (readonly [number, string | undefined])[] = [];
  const answer: Outbox['parked'] = (limit, cursor) => {
    asked.push([limit, cursor]);
    const n = Number(cursor ?? 0);
    const page = pages[n];
    if (!page || page === 'down') return errAsync(DOWN);
    return okAsync({ ...page, next: n + 1 < pages.length ? String(n + 1) : undefined });
  };
  return { asked, parked: answer };
}
const idsOf = (items: readonly ParkedEvent[]): readonly string[] => items.map(({ event }) => event.eventId);

async function all(outbox: Pick<Outbox, 'parked'>, limit: number) {
  const read: Result<ParkedEvents, StoreDown>[] = [];
  for await (const page of parkedPages(outbox, limit)) read.push(page);
  return read;
}

describe('the pages of what is parked', () => {
  it('come one after another to the last one, empty ones too', async () => {
    const outbox = outboxOf({ items: parked('a:1', 'b:1'), unread: [] }, { items: [], unread: [] }, { items: parked('c:1'), unread: [] });
    const read = (await all(outbox, 2)).map((page) => idsOf(page._unsafeUnwrap().items));
    expect(read).toEqual([['a:1', 'b:1'], [], ['c:1']]);
    expect(outbox.asked).toEqual([
      [2, undefined],
      [2, '1'],
      [2, '2'],
    ]);
  });

  it('are over when the store does not answer', async () => {
    const outbox = outboxOf({ items: parked('a:1'), unread: [] }, 'down', { items: parked('b:1'), unread: [] });
    expect((await all(outbox, 1)).map((page) => page.isOk())).toEqual([true, false]);
  });
});

describe('the oldest parked events', () => {
  const oldest = async (most: number, ...pages: readonly Page[]) => oldestParked(outboxOf(...pages), most);

  it('are of as many pages as it takes, and no more', async () => {
    const outbox = outboxOf({ items: parked('a:1'), unread: [] }, { items: [], unread: [] }, { items: parked('b:1', 'c:1'), unread: [] }, 'down');
    expect(idsOf((await oldestParked(outbox, 2))._unsafeUnwrap())).toEqual(['a:1', 'b:1']);
    expect(outbox.asked.map(([limit]) => limit)).toEqual([2, 2, 2]);
  });

  it('are one page where that has as many as are wanted', async () => {
    expect(idsOf((await oldest(2, { items: parked('a:1', 'b:1'), unread: [] }, 'down'))._unsafeUnwrap())).toEqual(['a:1', 'b:1']);
  });

  it('may be fewer', async () => {
    expect((await oldest(2, { items: [], unread: [] }))._unsafeUnwrap()).toEqual([]);
    expect(idsOf((await oldest(2, { items: parked('a:1'), unread: [] }))._unsafeUnwrap())).toEqual(['a:1']);
  });

  it('are those that can be read, as soon as there are any', async () => {
    const told = await oldest(2, { items: [], unread: [spoiled('one')] }, { items: parked('a:1'), unread: [spoiled('two')] });
    expect(idsOf(told._unsafeUnwrap())).toEqual(['a:1']);
  });

  it('are no answer when none can be read: the first one is, so that somebody hears of it', async () => {
    const told = await oldest(2, { items: [], unread: [spoiled('one'), spoiled('two')] }, { items: [], unread: [spoiled('three')] });
    expect(told._unsafeUnwrapErr()).toEqual(spoiled('one'));
  });

  it('are no answer when the store has none', async () => {
    expect((await oldest(2, { items: parked('a:1'), unread: [] }, 'down'))._unsafeUnwrapErr()).toEqual(DOWN);
  });
});
