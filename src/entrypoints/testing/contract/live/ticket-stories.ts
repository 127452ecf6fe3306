import type { Actor } from '../../../../domain/access/actor.js';
import type { Tickets } from '../../../../ports/live.js';
import { staff, user } from '../../actors.js';
import { same, value } from '../check.js';
import { HOUR } from '../samples.js';

export interface TicketStory {
  readonly name: string;
  tell(tickets: Tickets): Promise<void>;
}

/** As those of SHA-256 look. */
const digest = (n: number): string => n.toString(16).padStart(64, '0');

/** By this machine's time: a store may let go of what is over by its own. */
const soon = (): number => Date.now() + HOUR;

const put = (tickets: Tickets, n: number, actor: Actor, expiresAt: number): Promise<void> =>
  value(tickets.put(digest(n), { actor, expiresAt }), 'a ticket is kept');

const take = (tickets: Tickets, n: number, now = Date.now()): Promise<Actor | undefined> =>
  value(tickets.take(digest(n), now), 'who asks is answered');

export const TICKET_STORIES: readonly TicketStory[] = [
  {
    name: 'a ticket is good once',
    async tell(tickets) {
      await put(tickets, 1, user('ada'), soon());
      same(await take(tickets, 1), user('ada'), 'whose the ticket is');
      for (let time = 0; time < 2; time += 1) same(await take(tickets, 1), undefined, 'a used ticket');
    },
  },
  {
    name: 'of many who take a ticket at the same time one has it',
    async tell(tickets) {
      for (let n = 0; n < 20; n += 1) {
        await put(tickets, n, staff('sam'), soon());
        const takers = await Promise.all(Array.from({ length: 10 }, () => take(tickets, n)));
        same(takers.filter((actor) => actor !== undefined), [staff('sam')], 'who had it');
      }
    },
  },
  {
    name: 'a ticket that nobody put is nobody’s',
    async tell(tickets) {
      same(await take(tickets, 1), undefined, 'an unknown ticket');
      await put(tickets, 1, user('ada'), soon());
      same(await take(tickets, 2), undefined, 'an unknown ticket beside one that is known');
      same(await take(tickets, 1), user('ada'), 'the one that is known');
    },
  },
  {
    name: 'a ticket is nobody’s by a digest that is only almost its own',
    async tell(tickets) {
      const own = digest(0xabc);
      await put(tickets, 0xabc, user('ada'), soon());
      for (const near of [own.toUpperCase(), `${own} `, own.slice(0, -1), '']) {
        same(await value(tickets.take(near, Date.now()), 'who asks is answered'), undefined, `the ticket of "${near}"`);
      }
      same(await take(tickets, 0xabc), user('ada'), 'whose the ticket is');
    },
  },
  {
    name: 'a ticket is over at the instant it expires, and then for good',
    async tell(tickets) {
      const over = soon();
      await put(tickets, 1, user('ada'), over);
      await put(tickets, 2, user('bob'), over);
      same(await take(tickets, 1, over - 1), user('ada'), 'a moment before');
      same(await take(tickets, 2, over), undefined, 'at its end');
      same(await take(tickets, 2, over - 1), undefined, 'by another clock, after it was said to be over');
    },
  },
  {
    name: 'an actor comes back whole, whatever is in the name',
    async tell(tickets) {
      const actors: readonly Actor[] = [
        { subject: 'a#d|a/%~"\\', roles: ['user', 'staff'] },
        { subject: 'x'.repeat(255), roles: ['system'] },
        { subject: '__proto__', roles: [] },
      ];
      for (const [n, actor] of actors.entries()) await put(tickets, n, actor, soon());
      for (const [n, actor] of actors.entries()) same(await take(tickets, n), actor, 'whose the ticket is');
    },
  },
  {
    name: 'many tickets put and taken at the same time are not mixed up',
    async tell(tickets) {
      const many = Array.from({ length: 100 }, (_, n) => n);
      await Promise.all(many.map((n) => put(tickets, n, user(`u-${n}`), soon())));
      const takers = await Promise.all(many.map((n) => take(tickets, n)));
      same(takers, many.map((n) => user(`u-${n}`)), 'whose they are');
    },
  },
];
