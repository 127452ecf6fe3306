import { isObject } from '../../domain/input/fields.js';
import { okAsync } from '../../domain/result.js';
import type { Ticket, Tickets } from '../../ports/index.js';
import { checkClient, type RedisClient } from './client.js';
import { lineTo } from './line.js';
import { type KeyOptions, keysOf, maxWaitOf } from './options.js';
import { actorIn, storedAs, toStoreDown } from './stored.js';

/** How long Redis keeps what is over: longer than any two clocks differ, for it is not Redis that decides. */
const KEPT_LONGER_MS = 3_600_000;

function ticketIn(kept: unknown): Ticket | undefined {
  const { actor, expiresAt }: Readonly<Record<string, unknown>> = isObject(kept) ? kept : {};
  const known = actorIn(actor);
  return known && typeof expiresAt === 'number' ? { actor: known, expiresAt } : undefined;
}

/**
 * Tickets that any server takes which another one gave. `redis` stays the caller's.
 * @throws TypeError for settings it cannot work with.
 */
export function redisTickets(redis: RedisClient, { prefix, maxWaitMs }: KeyOptions = {}): Tickets {
  checkClient(redis, 'redisTickets');
  const line = lineTo(redis, { maxWaitMs: maxWaitOf(maxWaitMs) });
  const keyOf = keysOf('ticket', prefix);
  return {
    put: (digest, ticket) => {
      const keptMs = Math.max(ticket.expiresAt - Date.now(), 0) + KEPT_LONGER_MS;
      return line
        .ask(() => redis.set(keyOf(digest), JSON.stringify(ticket), 'PX', Math.ceil(keptMs), 'NX'))
        .mapErr(toStoreDown)
        .andThen(() => okAsync(undefined));
    },
    take: (digest, now) =>
      line
        .ask(() => redis.getdel(keyOf(digest)))
        .mapErr(toStoreDown)
        .andThen((text) => storedAs(text, ticketIn))
        .andThen((ticket) => okAsync(ticket && now < ticket.expiresAt ? ticket.actor : undefined)),
  };
}
