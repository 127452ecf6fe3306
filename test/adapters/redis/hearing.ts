import type { BookingEvent } from 'holdfast';
import { okAsync } from 'holdfast';
import type { Broadcaster, Logger } from 'holdfast/ports';
import { redisFeed, type RedisClient, type RedisFeed } from 'holdfast/adapters/redis';
import { confirmed, stored } from '../../../src/entrypoints/testing/contract/samples.js';
import { afterEach, expect } from 'vitest';

/** Somebody waits for as long as it takes. */
export const never = new AbortController().signal;

export const booked = (n: number): BookingEvent => stored(confirmed({ bookingId: `b-${n}` })).event;
export const bookedUpTo = (count: number, from = 0): readonly BookingEvent[] =>
  Array.from({ length: count }, (_, n) => booked(from + n));

/** What was logged, and which codes its causes had. */
export function notebook() {
  const lines: { readonly message: string; readonly code: unknown; readonly facts: object }[] = [];
  const write: Logger['warn'] = (facts, message) => {
    const cause: unknown = 'cause' in facts ? facts.cause : 'error' in facts ? facts.error : undefined;
    lines.push({ message, facts, code: cause instanceof Error && 'code' in cause ? cause.code : cause });
  };
  const logger: Logger = { warn: write, error: write };
  return { logger, lines, messages: () => lines.map(({ message }) => message) };
}

export interface Listener {
  readonly feed: RedisFeed;
  /** Ids of the events that were handed on, in that order. */
  readonly heard: readonly string[];
  readonly log: ReturnType<typeof notebook>;
  /** Until as many have come. */
  hears(count: number): Promise<void>;
}

/** Feeds of one file, that are stopped after each test. */
export function listeners() {
  const feeds: RedisFeed[] = [];
  afterEach(async () => {
    await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
  });
  return {
    at(redis: RedisClient, stream: string, broadcast: Broadcaster['broadcast'] = () => okAsync(undefined)): Listener {
      const heard: string[] = [];
      const log = notebook();
      const broadcaster: Broadcaster = {
        broadcast(event, signal) {
          heard.push(event.eventId);
          return broadcast(event, signal);
        },
      };
      const feed = redisFeed(redis, { stream, broadcaster, logger: log.logger });
      feeds.push(feed);
      const hears = async (count: number): Promise<void> => {
        await expect.poll(() => heard.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(count);
      };
      return { feed, heard, log, hears };
    },
  };
}

/** One after another, each taken by Redis. */
export async function tell(broadcaster: Broadcaster, ...events: readonly BookingEvent[]): Promise<void> {
  for (const event of events) expect((await broadcaster.broadcast(event, never)).isOk()).toBe(true);
}

export const idsOf = (events: readonly BookingEvent[]): readonly string[] => events.map(({ eventId }) => eventId);
