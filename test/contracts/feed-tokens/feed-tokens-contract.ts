import { sha256 } from 'holdfast/adapters/system';
import type { CalendarFeed, FeedTokens } from 'holdfast/ports';
import { afterEach, describe, expect, it } from 'vitest';

export interface FeedTokensUnderTest {
  readonly feedTokens: FeedTokens;
  dispose?(): Promise<void>;
}

const digestOf = (name: string): string => sha256(name);
const adas: CalendarFeed = { of: { userId: 'ada' }, actor: { subject: 'ada', roles: ['user'] } };
const chairs: CalendarFeed = { of: { serviceId: 'chair' }, actor: { subject: 'sam', roles: ['staff'] } };
const awkward: CalendarFeed = { of: { userId: `a"'\\#|{}%` }, actor: { subject: `a"'\\#|{}%`, roles: ['user', 'staff'] } };

/** What feed tokens have to do, wherever they are kept. `create` opens some that nobody else uses. */
export function feedTokensContract(where: string, create: () => Promise<FeedTokensUnderTest>): void {
  describe(`feed tokens ${where}`, () => {
    const opened: FeedTokensUnderTest[] = [];
    afterEach(async () => {
      for (const under of opened.splice(0)) await under.dispose?.();
    });
    const open = async (): Promise<FeedTokens> => {
      const under = await create();
      opened.push(under);
      return under.feedTokens;
    };
    const found = async (feedTokens: FeedTokens, name: string) => (await feedTokens.find(digestOf(name)))._unsafeUnwrap();
    const put = async (feedTokens: FeedTokens, name: string, feed: CalendarFeed) =>
      expect((await feedTokens.put(digestOf(name), feed)).isOk()).toBe(true);

    it('finds what was put, at once and each by its own digest', async () => {
      const feedTokens = await open();
      const all = { adas, chairs, awkward };
      for (const [name, feed] of Object.entries(all)) await put(feedTokens, name, feed);
      for (const [name, feed] of Object.entries(all)) expect(await found(feedTokens, name)).toEqual(feed);
    });

    it('finds nothing by a digest that nobody put, or only almost', async () => {
      const feedTokens = await open();
      await put(feedTokens, 'adas', adas);
      const near = [digestOf('other'), digestOf('adas').slice(0, -1), digestOf('adas').toUpperCase(), `${digestOf('adas')} `];
      for (const digest of near) expect((await feedTokens.find(digest))._unsafeUnwrap()).toBeUndefined();
    });

    it('put again is as once', async () => {
      const feedTokens = await open();
      for (let time = 0; time < 2; time += 1) await put(feedTokens, 'adas', adas);
      expect(await found(feedTokens, 'adas')).toEqual(adas);
      expect((await feedTokens.remove(digestOf('adas')))._unsafeUnwrap()).toBe(true);
      expect(await found(feedTokens, 'adas')).toBeUndefined();
    });

    it('a removed feed is gone at once, and says whether there was one', async () => {
      const feedTokens = await open();
      await put(feedTokens, 'adas', adas);
      await put(feedTokens, 'chairs', chairs);
      expect((await feedTokens.remove(digestOf('adas')))._unsafeUnwrap()).toBe(true);
      expect(await found(feedTokens, 'adas')).toBeUndefined();
      expect((await feedTokens.remove(digestOf('adas')))._unsafeUnwrap()).toBe(false);
      expect((await feedTokens.remove(digestOf('none')))._unsafeUnwrap()).toBe(false);
      expect(await found(feedTokens, 'chairs')).toEqual(chairs);
    });

    it('of many who remove one feed at the same time, one did', async () => {
      const feedTokens = await open();
      await put(feedTokens, 'adas', adas);
      const removed = await Promise.all(Array.from({ length: 5 }, async () => feedTokens.remove(digestOf('adas'))));
      expect(removed.filter((result) => result._unsafeUnwrap())).toHaveLength(1);
    });

    it('many are put at the same time, and all are there', async () => {
      const feedTokens = await open();
      const names = Array.from({ length: 50 }, (_, n) => `feed ${n}`);
      await Promise.all(names.map((name, n) => put(feedTokens, name, { ...adas, of: { userId: `u-${n}` } })));
      for (const [n, name] of names.entries()) expect((await found(feedTokens, name))?.of).toEqual({ userId: `u-${n}` });
    });
  });
}
