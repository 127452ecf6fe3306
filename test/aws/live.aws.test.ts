import { describe, expect, it, vi } from 'vitest';
import { follower, type LiveClient } from '../../scripts/aws-local/live-client.ts';
import { storedIn } from '../adapters/dynamodb/stored.js';
import { arranged } from './arranged.js';
import { book } from './booked.js';
import { everythingIn } from './everything-in.js';

const LIVE = 450;
const DEAD = 50;
const AT_ONCE = 8;
/** All at once: more posts than are made in the time of one event. 20 make 34 events, which asks for a machine that is quick. */
const BOOKINGS = Number(process.env['HOLDFAST_AWS_BURST'] ?? 6);
const PATIENT = { timeout: 300_000, interval: 100 };

describe(`${LIVE + DEAD} live connections, of which ${DEAD} broke without a word`, () => {
  it('are each told of each event where they live, and forgotten where they do not', { timeout: 600_000 }, async () => {
    const aws = await arranged();
    const clients = new Map<string, LiveClient>();
    let next = 0;
    const connect = async (): Promise<void> => {
      while (next < LIVE + DEAD) {
        const subject = `sam-${next++}`;
        clients.set(subject, await follower(aws, subject, ['all'], ['staff']));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, connect));
    const subjects = [...clients.keys()];
    const dead = subjects.filter((_, n) => n % ((LIVE + DEAD) / DEAD) === 0);
    const deadIds = dead.flatMap((subject) => aws.connections.idsOf(subject));
    expect(deadIds).toHaveLength(DEAD);
    const before = await everythingIn(aws.table);
    expect(deadIds.filter((id) => before.includes(id))).toEqual(deadIds);
    for (const id of deadIds) aws.connections.breakOff(id);

    await book(aws.table, 0, BOOKINGS);

    const { eventIds } = await storedIn(aws.table.client, aws.table.tableName);
    const missing = (): readonly string[] =>
      subjects
        .filter((subject) => !dead.includes(subject))
        .flatMap((subject) => eventIds.filter((eventId) => !clients.get(subject)?.updates.includes(eventId)).map((eventId) => `${subject} ${eventId}`));
    await vi.waitFor(() => expect(missing().length, aws.printed().slice(-2_000)).toBe(0), PATIENT);
    await vi.waitFor(async () => {
      const after = await everythingIn(aws.table);
      expect(deadIds.filter((id) => after.includes(id))).toEqual([]);
    }, PATIENT);
    console.info(`${eventIds.length} events; posts by status: ${JSON.stringify(Object.fromEntries(aws.connectionsApi.answered))}`);
  });
});
