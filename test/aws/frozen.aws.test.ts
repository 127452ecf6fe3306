import { describe, expect, it, vi } from 'vitest';
import { follower } from '../../scripts/aws-local/live-client.ts';
import { storedIn } from '../adapters/dynamodb/stored.js';
import { arranged } from './arranged.js';
import { callerOf, hourOf } from './caller.js';

const BOOKINGS = 40;
const PATIENT = { timeout: 120_000, interval: 100 };

describe('functions that are frozen at the instant of every reply', () => {
  it('lose no notification and no update, also when they are never thawed again', { timeout: 240_000 }, async () => {
    const aws = await arranged({ freezes: true });
    const board = await follower(aws, 'sam', ['all'], ['staff']);
    const ada = await callerOf(aws, 'ada');
    const bookNumber = async (n: number): Promise<void> => {
      const booked = await ada('POST', '/bookings', { userId: 'ada', serviceId: `room-${n % 4}`, dateTime: hourOf(n % 24, 1 + Math.floor(n / 24)) });
      expect(booked, aws.printed()).toMatchObject({ status: 201 });
      if (n % 2 === 0) expect(await ada('POST', `/bookings/${String(booked.body['bookingId'])}/cancel`)).toMatchObject({ status: 200 });
    };
    for (let n = 0; n < BOOKINGS; n += 4) {
      await Promise.all([n, n + 1, n + 2, n + 3].map(bookNumber));
      // Whatever a function might have left for after its answers dies with it.
      if (n % 8 === 0) await Promise.all([aws.functions.http.kill(), aws.functions.stream.kill()]);
    }

    const { eventIds } = await storedIn(aws.table.client, aws.table.tableName);
    expect(eventIds).toHaveLength(1.5 * BOOKINGS);
    const notified = (): ReadonlySet<string | undefined> => new Set(aws.topic.published.map(({ attributes }) => attributes['eventId']));
    await vi.waitFor(() => expect(notified(), aws.printed().slice(-2_000)).toEqual(new Set(eventIds)), PATIENT);
    await vi.waitFor(() => expect(new Set(board.updates), aws.printed().slice(-2_000)).toEqual(new Set(eventIds)), PATIENT);
    expect(aws.mapping.failed).toEqual([]);
  });
});
