import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dynamodbStore } from '../../../../src/adapters/dynamodb/index.js';
import { systemClock } from '../../../../src/adapters/system/index.js';
import { type Bookings, createBookings } from '../../../../src/index.js';
import { audited, faultsIn } from '../../books.js';
import { randomFrom, seed } from '../../chance.js';
import { localClient, localTable } from '../local-table.js';
import { storedIn } from '../stored.js';
import { tally } from './orders.js';
import { PATIENCE, TIMEOUT_MS } from './patience.js';

const ROUNDS = 200;
const DAY_MS = 86_400_000;
const HOLD_MINUTES = 10;
const NOW = Date.parse('2126-05-01T10:00:00.000Z');
const EXPIRY = NOW + HOLD_MINUTES * 60_000;
const SLOT = Date.parse('2126-06-01T10:00:00.000Z');

/** A sweep that comes too late for a hold says so. */
const SILENT = { warn: () => undefined, error: () => undefined };

interface Desk {
  readonly bookings: Bookings;
  readonly clock: { at: number };
  /** Resolves when so many requests more have been sent. */
  sent(requests: number): Promise<void>;
}

/** An instance of the library of its own, whose clock stands where it is put. */
function deskOn(tableName: string): Desk {
  const client = localClient();
  onTestFinished(() => client.destroy());
  const clock = { at: NOW, now: () => clock.at, sleep: systemClock.sleep };
  const store = dynamodbStore(client, { tableName, ...PATIENCE });
  const bookings = createBookings({ store, clock, logger: SILENT, timeoutMs: TIMEOUT_MS });
  return { bookings, clock, sent: (requests) => afterRequests(client, requests) };
}

function afterRequests(client: DynamoDBClient, requests: number): Promise<void> {
  if (requests === 0) return Promise.resolve();
  return new Promise((resolve) => {
    let left = requests;
    client.middlewareStack.add(
      (send) => (args) => {
        left -= 1;
        if (left === 0) resolve();
        return send(args);
      },
      { step: 'finalizeRequest', name: 'count', override: true },
    );
  });
}

async function tableWithDesks() {
  const { client, tableName, drop } = await localTable();
  onTestFinished(drop);
  const [ada, bob] = [deskOn(tableName), deskOn(tableName)];
  const room = { serviceId: 'room', capacity: 1, holdMinutes: HOLD_MINUTES };
  expect((await ada.bookings.putService(room)).isOk()).toBe(true);

  /** A slot of a day of its own, held by ada until the instant of expiry. */
  const held = async (round: number) => {
    ada.clock.at = NOW;
    const slot = { userId: 'bob', serviceId: 'room', dateTime: new Date(SLOT + round * DAY_MS) };
    const { booking } = (await ada.bookings.create({ ...slot, userId: 'ada', hold: true }))._unsafeUnwrap();
    return { slot, bookingId: booking.bookingId };
  };
  const audit = async () => audited(await storedIn(client, tableName), EXPIRY);
  return { ada, bob, held, audit };
}

/** What each clock shows, in milliseconds after the expiry. The taker's is never behind the other one's. */
const CLOCKS = [
  { confirmer: -1, taker: 0 },
  { confirmer: -1, taker: 1 },
  { confirmer: -2, taker: 0 },
  { confirmer: 0, taker: 0 },
  { confirmer: -1, taker: -1 },
] as const;

const title = `give it to one of them and never to both, ${ROUNDS} times (HOLDFAST_SEED=${seed})`;

describe('a confirm and a taker of the slot at the instant at which its hold lapses', () => {
  it(title, { timeout: 300_000 }, async () => {
    const { ada, bob, held, audit } = await tableWithDesks();
    const random = randomFrom(seed);
    const below = (limit: number): number => Math.floor(random() * limit);
    const outcomes: string[] = [];
    let swept = 0;

    for (let round = 0; round < ROUNDS; round += 1) {
      const { slot, bookingId } = await held(round);
      const clocks = CLOCKS[round % CLOCKS.length] ?? CLOCKS[0];
      ada.clock.at = EXPIRY + clocks.confirmer;
      bob.clock.at = EXPIRY + clocks.taker;
      // A confirm makes a request more than a create, so that the taker would be first each time.
      const sent = ada.sent(below(4));
      const confirming = ada.bookings.confirm({ bookingId });
      const mayTake = Promise.race([sent, confirming]);
      const [confirmed, taken, recorded] = await Promise.all([
        confirming,
        mayTake.then(() => bob.bookings.create(slot)),
        round % 4 === 3 ? mayTake.then(() => bob.bookings.background.runOnce()) : undefined,
      ]);
      const told = [confirmed, taken].map((answer) => (answer.isOk() ? 'ok' : answer.error.kind)).join(' and ');
      outcomes.push(told);
      swept += recorded?.expired ?? 0;
    }

    const figures = tally(outcomes);
    console.info('the confirm and the taker were told:', figures);
    expect(Object.keys(figures).sort()).toEqual(['hold_expired and ok', 'ok and slot_unavailable']);
    const books = await audit();
    expect(faultsIn(books)).toEqual([]);
    const kept = books.bookings.filter(({ status }) => status === 'confirmed');
    expect(new Set(kept.map(({ startsAt }) => startsAt)).size).toBe(ROUNDS);
    expect(kept).toHaveLength(ROUNDS);
    expect(kept.filter(({ userId }) => userId === 'ada')).toHaveLength(figures['ok and slot_unavailable'] ?? 0);
    expect(swept).toBeGreaterThan(0);
  });

  it('refuse both where the confirmer is ahead and the taker behind; the next one who comes has it', async () => {
    const { ada, bob, held, audit } = await tableWithDesks();
    const { slot, bookingId } = await held(0);
    ada.clock.at = EXPIRY;
    bob.clock.at = EXPIRY - 1;
    const [confirmed, taken] = await Promise.all([ada.bookings.confirm({ bookingId }), bob.bookings.create(slot)]);
    const kinds = [confirmed, taken].map((answer) => answer.isErr() && answer.error.kind);
    expect(kinds).toEqual(['hold_expired', 'slot_unavailable']);
    bob.clock.at = EXPIRY;
    expect((await bob.bookings.create(slot)).isOk()).toBe(true);
    expect(faultsIn(await audit())).toEqual([]);
  });
});
