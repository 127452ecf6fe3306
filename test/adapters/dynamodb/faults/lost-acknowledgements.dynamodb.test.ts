import { describe, expect, it } from 'vitest';
import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { createBookings } from '../../../../src/entrypoints/library/create-bookings.js';
import { MINUTE, NOW } from '../../../../src/entrypoints/testing/contract/samples.js';
import type { Bookings, Clock } from '../../../../src/ports/index.js';
import { audited, expectedEventIds } from '../../books.js';
import { type LocalTable, localClient, localTable } from '../local-table.js';
import { storedIn } from '../stored.js';
import { type Choose, injectFaults, type Injector } from './injector.js';
import { ANSWERS_ALONE, CHANGES, idOf, type Place, type Scene } from './scenes.js';

/** Of each command, with and without a key, and each way to lose an acknowledgement: in all above 500. */
const ROUNDS = 9;

const TRANSACTION = 'TransactWriteItems';

interface Way {
  readonly maxWaitMs: number;
  readonly choose: Choose;
}

/**
 * Either the first acknowledgement is lost, and the store itself hides it by asking again with the same token. Or all
 * are, until the store gives up: then only what lies in the table can tell the library what became of its commit.
 */
const WAYS = {
  'the store asks again': {
    maxWaitMs: 30_000,
    choose: ({ operation, nthTry }) => (operation === TRANSACTION && nthTry === 0 ? 'acknowledgementLost' : undefined),
  },
  'the store gives up': {
    maxWaitMs: 1_500,
    choose: ({ operation }) => (operation === TRANSACTION ? 'acknowledgementLost' : undefined),
  },
} as const satisfies Record<string, Way>;

/** Writes whose acknowledgement was lost, whatever the number of their tries. */
let lost = 0;

interface Ground {
  readonly table: LocalTable;
  readonly injector: Injector;
  /** Over the line where acknowledgements are lost. */
  readonly bookings: Bookings;
  /** Over a good one, at the same time of day. */
  readonly setting: Bookings;
  /** From now on, every write loses its acknowledgement. Answers with the tokens of those that did. */
  lose(): ReadonlySet<string>;
  advance(ms: number): void;
  end(): Promise<void>;
}

async function groundFor({ choose, maxWaitMs }: Way): Promise<Ground> {
  const table = await localTable();
  const line = localClient();
  const injector = injectFaults(line);
  let now = NOW;
  const clock: Clock = { now: () => now, sleep: async () => undefined };
  const { tableName } = table;
  return {
    table,
    injector,
    bookings: createBookings({ store: dynamodbStore(line, { tableName, maxWaitMs, tryMs: 1_000 }), clock }),
    setting: createBookings({ store: dynamodbStore(table.client, { tableName, maxWaitMs: 30_000 }), clock }),
    lose: () => {
      const tokens = new Set<string>();
      injector.choose((sending) => {
        if (sending.token !== undefined) tokens.add(sending.token);
        return choose(sending);
      });
      return tokens;
    },
    advance: (ms) => {
      now += ms;
    },
    end: async () => {
      await injector.settled();
      line.destroy();
      await table.drop();
    },
  };
}

/** One booking per round in the same state, before the command. */
async function placesFor({ setting, advance }: Ground, { given, afterMs = 0, also }: Scene): Promise<readonly Place[]> {
  const places = await Promise.all(
    Array.from({ length: ROUNDS }, async (_, n) => {
      const serviceId = `room-${n}`;
      return { serviceId, bookingId: await given(setting, serviceId) };
    }),
  );
  advance(afterMs);
  if (also) await Promise.all(places.map(({ bookingId }) => idOf(also(setting, bookingId))));
  return places;
}

const answerOf = ({ told }: Scene): object => ({ ...('status' in told ? { booking: told } : told), replayed: false });

describe.each(Object.entries(WAYS))('when a write is done and not acknowledged, and %s', (_, way) => {
  const play = async (scene: Scene, isKeyed: boolean): Promise<void> => {
    const ground = await groundFor(way);
    const { table, injector, bookings, setting } = ground;
    try {
      const places = await placesFor(ground, scene);
      const before = await storedIn(table.client, table.tableName);
      const optionsAt = (n: number) => ({ idempotencyKey: isKeyed ? `key-${n}` : undefined });

      const tokens = ground.lose();
      const answers = await Promise.all(places.map((place, n) => scene.command(bookings, place, optionsAt(n))));
      expect(answers).toMatchObject(places.map(() => answerOf(scene)));
      // The library learned what became of its write: it did not write again.
      expect(tokens.size).toBe(ROUNDS);
      lost += tokens.size;

      injector.calm();
      const after = await storedIn(table.client, table.tableName);
      expect(after.eventIds).toHaveLength(before.eventIds.length + (scene.changes ? ROUNDS : 0));
      expect(after.records).toBe(isKeyed ? ROUNDS : 0);
      const { bookings: kept, eventIds, takenByBookings, takenInServiceDays } = audited(after);
      expect(eventIds).toEqual(expectedEventIds(kept));
      expect(takenInServiceDays).toEqual(takenByBookings);

      for (const [n, answer] of answers.entries()) {
        if ('booking' in answer) {
          expect(await setting.get(answer.booking.bookingId)).toMatchObject({ value: answer.booking });
        }
        const place = places[n];
        if (!isKeyed || !place) continue;
        expect(await scene.command(setting, place, optionsAt(n))).toEqual({ ...answer, replayed: true });
      }
    } finally {
      await ground.end();
    }
  };

  it.each(Object.entries(CHANGES))('%s has one effect and one event', (__, scene) => play(scene, false));

  it.each(Object.entries({ ...CHANGES, ...ANSWERS_ALONE }))(
    '%s with a key has one effect and one event, or none, and one answer for good',
    (__, scene) => play(scene, true),
  );

  it('a hold that lapsed is recorded once', async () => {
    const ground = await groundFor(way);
    try {
      await placesFor(ground, { ...CHANGES.confirm, afterMs: 20 * MINUTE });
      const tokens = ground.lose();
      expect(await ground.bookings.background.runOnce()).toMatchObject({ expired: ROUNDS });
      expect(tokens.size).toBe(ROUNDS);
      lost += tokens.size;

      const { bookings, eventIds, days } = await storedIn(ground.table.client, ground.table.tableName);
      expect(bookings.map(({ status }) => status)).toEqual(Array(ROUNDS).fill('expired'));
      expect(eventIds.toSorted()).toEqual(expectedEventIds(bookings));
      expect(days.flatMap(({ claims }) => claims)).toEqual([]);
    } finally {
      await ground.end();
    }
  });
});

describe('when the put of a service is done and not acknowledged', () => {
  const put = async (way: Way, look: (ground: Ground) => Promise<void>): Promise<void> => {
    const ground = await groundFor(way);
    try {
      const tokens = ground.lose();
      await look(ground);
      lost += tokens.size;
      expect(tokens.size).toBe(ROUNDS);
      ground.injector.calm();
      const items = Array.from({ length: ROUNDS }, () => ({ capacity: 3, version: 1 }));
      expect(await ground.setting.listServices()).toMatchObject({ value: { items } });
    } finally {
      await ground.end();
    }
  };
  const rooms = Array.from({ length: ROUNDS }, (_, n) => ({ serviceId: `room-${n}`, capacity: 3 }));

  it('it is put once, where the store asks again', () =>
    put(WAYS['the store asks again'], async ({ bookings }) => {
      const answers = await Promise.all(rooms.map((room) => bookings.putService(room, { ifMatch: 0 })));
      expect(answers).toMatchObject(rooms.map((room) => ({ value: { ...room, version: 1 } })));
    }));

  // A put leaves no event that could tell: its caller is told that nobody knows, and sees by the version.
  it('it is put once and said to be unknown, where the store gives up', () =>
    put(WAYS['the store gives up'], async ({ bookings, setting }) => {
      const answers = await Promise.all(rooms.map((room) => bookings.putService(room, { ifMatch: 0 })));
      expect(answers).toMatchObject(rooms.map(() => ({ error: { kind: 'store_unavailable' } })));
      const again = await Promise.all(rooms.map((room) => setting.putService(room, { ifMatch: 0 })));
      expect(again).toMatchObject(rooms.map(() => ({ error: { kind: 'version_mismatch', current: 1 } })));
    }));
});

it('500 acknowledgements were lost', () => {
  expect(lost).toBeGreaterThanOrEqual(500);
});
