import type { Actor } from 'holdfast';
import { sha256 } from 'holdfast/adapters/system';
import type { Tickets } from 'holdfast/ports';
import { describe, expect, it } from 'vitest';

const NOW = Date.parse('2026-12-01T08:00:00Z');
const MINUTE = 60_000;
const ada: Actor = { subject: 'ada', roles: ['user'] };
const awkward: Actor = { subject: `a"'\\#|{}%`, roles: ['user', 'staff'] };

/** What tickets have to do, wherever they are kept. `create` opens some that nobody else uses. */
export function ticketsContract(where: string, create: () => Tickets): void {
  const taken = async (tickets: Tickets, name: string, now = NOW) => (await tickets.take(sha256(name), now))._unsafeUnwrap();
  const put = async (tickets: Tickets, name: string, actor = ada, expiresAt = NOW + MINUTE) =>
    expect((await tickets.put(sha256(name), { actor, expiresAt })).isOk()).toBe(true);

  describe(`tickets ${where}`, () => {
    it('say whose they are, once', async () => {
      const tickets = create();
      await put(tickets, 'one');
      await put(tickets, 'other', awkward);
      expect(await taken(tickets, 'other')).toEqual(awkward);
      expect(await taken(tickets, 'other')).toBeUndefined();
      expect(await taken(tickets, 'one')).toEqual(ada);
      expect(await taken(tickets, 'one')).toBeUndefined();
    });

    it('are nobody’s that were not given, or only almost', async () => {
      const tickets = create();
      await put(tickets, 'one');
      const near = [sha256('none'), sha256('one').toUpperCase(), `${sha256('one')} `, ''];
      for (const digest of near) expect((await tickets.take(digest, NOW))._unsafeUnwrap()).toBeUndefined();
      expect(await taken(tickets, 'one')).toEqual(ada);
    });

    it('end at the instant that they say, by the clock of whoever takes them', async () => {
      const tickets = create();
      await put(tickets, 'in time', ada, NOW + 1);
      await put(tickets, 'late', ada, NOW);
      await put(tickets, 'of long ago', ada, 1_000);
      expect(await taken(tickets, 'in time')).toEqual(ada);
      expect(await taken(tickets, 'late')).toBeUndefined();
      expect(await taken(tickets, 'late', NOW - 1), 'whoever came late has used it').toBeUndefined();
      expect(await taken(tickets, 'of long ago', 999)).toEqual(ada);
    });

    it('go to one of many who come with the same at once', async () => {
      const tickets = create();
      await put(tickets, 'one');
      const answers = await Promise.all(Array.from({ length: 20 }, () => taken(tickets, 'one')));
      expect(answers.filter((actor) => actor !== undefined)).toEqual([ada]);
    });

    it('are kept apart, however many are given at once', async () => {
      const tickets = create();
      const names = Array.from({ length: 100 }, (_, n) => `ticket ${n}`);
      await Promise.all(names.map((name, n) => put(tickets, name, { subject: `u-${n}`, roles: ['user'] })));
      const subjects = await Promise.all(names.map(async (name) => (await taken(tickets, name))?.subject));
      expect(subjects).toEqual(names.map((_, n) => `u-${n}`));
    });
  });
}
